/// Whole-file writes: whoever reads the path, also after a crash, finds the old bytes or the new.
///
/// The bytes go to a new file in the same folder (another folder could be another file system, where
/// a rename is a copy), reach the disk, and then take the path in one rename; last, the folder
/// reaches the disk, so that the rename itself survives a crash.
///
/// A symbolic link at the path is refused. Should one appear after the look, the rename replaces the
/// link and never what it points to. Links in the folders above are followed, as everywhere.
package enum AtomicFile {
  /// The permissions of a file that was not there before.
  package static let defaultMode: UInt32 = 0o644
  /// How many leftovers of crashed writes are stepped over.
  package static let temporaryNameLimit = 100

  /// Replaces or makes the file at `path`.
  ///
  /// - Parameter mode: its permission bits; nil keeps those of the old file, or takes
  ///   ``defaultMode``.
  /// - Throws: ``StoreFailure``. After a failed `syncDirectory` the new file is in place, but a
  ///   crash may still bring the old one back; after any other the old one is in place, and the
  ///   temporary file is removed if the system lets us.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32? = nil, using files: any StoreFiles
  ) throws(StoreFailure) {
    let (folder, name) = try split(path)
    let finalMode: UInt32
    switch try files.target(path) {
    case .nothing: finalMode = mode ?? defaultMode
    case .file(let old): finalMode = mode ?? old
    case .symbolicLink: throw .symbolicLink
    case .folder, .other: throw .notAFile
    }
    let (handle, temporary) = try create(in: folder, for: name, using: files)
    do throws(StoreFailure) {
      try fill(handle, with: bytes, mode: finalMode, using: files)
      try files.rename(temporary, to: path)
    } catch {
      // The first failure is the one to report.
      try? files.remove(temporary)
      throw error
    }
    try files.syncDirectory(folder.isEmpty ? "." : folder)
  }

  private static func fill(
    _ handle: StoreHandle, with bytes: [UInt8], mode: UInt32, using files: any StoreFiles
  ) throws(StoreFailure) {
    do throws(StoreFailure) {
      try files.write(bytes, to: handle)
      try files.setMode(mode, of: handle)
      try files.sync(handle)
    } catch {
      try? files.close(handle)
      throw error
    }
    // Some file systems report a failed write only here.
    try files.close(handle)
  }

  private static func create(
    in folder: String, for name: String, using files: any StoreFiles
  ) throws(StoreFailure) -> (StoreHandle, String) {
    for attempt in 0..<temporaryNameLimit {
      let path = "\(folder).\(name).moat-\(attempt).tmp"
      if let handle = try files.create(path) { return (handle, path) }
    }
    throw .noTemporaryName
  }

  /// The folder with its slash, empty for the current one, and the name.
  private static func split(_ path: String) throws(StoreFailure) -> (String, String) {
    let bytes = path.utf8
    let cut = bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes.index(after: $0) }
    let start = cut ?? bytes.startIndex
    let name = String(path[start...])
    guard !bytes.contains(0), !name.isEmpty, name != ".", name != ".." else {
      throw .invalidPath
    }
    return (String(path[..<start]), name)
  }
}
