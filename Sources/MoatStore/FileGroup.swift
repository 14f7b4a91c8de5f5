/// Files of one folder that must agree: whoever reads the folder, also after a crash, finds all the
/// old ones or all the new ones.
///
/// A single changed file is replaced by ``AtomicFile``. For more of them the folder is written anew
/// beside its place, with everything else it holds, and takes its place in one step
/// (``TreeWriter``). Where the folder holds something that cannot be carried along, such as a link,
/// the files are replaced one after the other, in the order they are given, and put back when one
/// of them fails; only a crash in between leaves some of them new.
///
/// A reader that opens the files one by one while they are replaced may still see some old and some
/// new ones, as with every program that writes them; a lock is the caller's.
package enum FileGroup {
  /// A file that changes.
  package struct Change: Hashable, Sendable {
    package let name: String
    /// nil: it is not there yet.
    package let old: [UInt8]?
    package let new: [UInt8]

    package init(_ name: String, from old: [UInt8]?, to new: [UInt8]) {
      self.name = name
      self.old = old
      self.new = new
    }
  }

  /// A file of the folder that stays as it is.
  package struct Kept: Hashable, Sendable {
    /// Relative to the folder.
    package let path: String
    package let bytes: [UInt8]
    package let isExecutable: Bool

    package init(_ path: String, _ bytes: [UInt8], isExecutable: Bool = false) {
      self.path = path
      self.bytes = bytes
      self.isExecutable = isExecutable
    }
  }

  /// Writes the changes into a folder; those that change nothing are passed over.
  ///
  /// - Parameters:
  ///   - kept: everything else in the folder; nil where some of it cannot be carried along.
  ///   - folder: without a link at its end. It is made where it is not there.
  /// - Returns: whether anything was written.
  /// - Throws: ``StoreFailure``; then the old files are there.
  package static func write(
    _ changes: [Change], beside kept: [Kept]?, in folder: String, using files: any StoreFiles
  ) throws(StoreFailure) -> Bool {
    let real = changes.filter { $0.old != $0.new }
    guard let first = real.first else { return false }
    if try files.target(folder) == .folder {
      if real.count == 1 {
        try AtomicFile.write(first.new, to: "\(folder)/\(first.name)", using: files)
        return true
      }
      guard let kept else {
        try replaceInOrder(real, in: folder, using: files)
        return true
      }
      try replaceTogether(changes, kept, in: folder, using: files)
    } else {
      try replaceTogether(changes, kept ?? [], in: folder, using: files)
    }
    return true
  }

  private static func replaceTogether(
    _ changes: [Change], _ kept: [Kept], in folder: String, using files: any StoreFiles
  ) throws(StoreFailure) {
    let writer = try TreeWriter(folder, isReplacing: true, using: files)
    for change in changes { try writer.addFile(change.name, change.new) }
    for file in kept { try writer.addFile(file.path, file.bytes, isExecutable: file.isExecutable) }
    // What is left of the old folder has a hidden name, and the next writer removes it.
    _ = try writer.commit()
  }

  private static func replaceInOrder(
    _ changes: [Change], in folder: String, using files: any StoreFiles
  ) throws(StoreFailure) {
    var done: [Change] = []
    for change in changes {
      let path = "\(folder)/\(change.name)"
      do throws(StoreFailure) {
        try AtomicFile.write(change.new, to: path, using: files)
        done.append(change)
      } catch {
        // After a failed sync of the folder the new file may be in place.
        for written in done.reversed() + [change] {
          let path = "\(folder)/\(written.name)"
          if let old = written.old {
            try? AtomicFile.write(old, to: path, using: files)
          } else {
            try? files.remove(path)
          }
        }
        throw error
      }
    }
  }
}
