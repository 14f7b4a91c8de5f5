/// Where a tree goes, and the hidden names beside it.
struct TreePlace {
  let destination: String
  /// The folder that holds it.
  let parent: String
  /// Where the new tree is staged; after a swap the old one has this name.
  let staging: String
  /// Where the old tree waits while the new one takes its place without a swap.
  let aside: String

  /// - Throws: ``StoreFailure/invalidPath`` for a path that ends in no name of its own.
  init(_ destination: String) throws(StoreFailure) {
    let cut = destination.utf8.lastIndex(of: UInt8(ascii: "/"))
    let start = cut.map { destination.utf8.index(after: $0) } ?? destination.startIndex
    let name = String(destination[start...])
    guard Self.isPlain(name), !destination.utf8.contains(0) else { throw .invalidPath }
    self.destination = destination
    let folder = String(destination[..<start])
    parent = folder.isEmpty ? "." : folder
    staging = "\(folder).\(name).moat-new"
    aside = "\(folder).\(name).moat-old"
  }

  /// Whether a relative path stays inside: names between single slashes, none of them `.` or `..`.
  static func isPlain(_ path: String) -> Bool {
    !path.utf8.contains(0)
      && path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .allSatisfy { part in
          !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
        }
  }

  static func parent(of path: String) -> String? {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) }
  }

  /// Undoes what a killed run left.
  ///
  /// - Throws: ``StoreFailure/leftover(_:)`` where it could be of a run that is alive.
  func recover(isLocked: Bool, using files: any StoreFiles) throws(StoreFailure) {
    for path in [aside, staging] {
      guard try files.target(path) == .folder else { continue }
      guard isLocked else { throw .leftover(path) }
      if path == aside, try files.target(destination) == .nothing {
        guard try files.place(aside, at: destination) else { throw .leftover(aside) }
        try files.syncDirectory(parent)
      } else {
        try files.removeFolder(path)
      }
    }
  }

  /// Brings the staged tree to the destination, and removes what was there.
  ///
  /// - Returns: where something of the old tree is left.
  /// - Throws: ``StoreFailure`` with the staged tree at its name and the old one in place.
  func swapIn(isReplacing: Bool, using files: any StoreFiles) throws(StoreFailure) -> String? {
    if try files.place(staging, at: destination) {
      try settle(using: files) { () throws(StoreFailure) in
        try files.rename(destination, to: staging)
      }
      return nil
    }
    guard isReplacing else { throw .exists }
    // It may have become a link or a file since the writer began.
    guard try files.target(destination) == .folder else { throw .notAFolder }
    let old: String
    if try files.exchange(staging, destination) {
      try settle(using: files) { () throws(StoreFailure) in
        _ = try files.exchange(staging, destination)
      }
      old = staging
    } else {
      try swapByRenames(using: files)
      old = aside
    }
    do throws(StoreFailure) {
      try files.removeFolder(old)
      return nil
    } catch {
      return old
    }
  }

  private func swapByRenames(using files: any StoreFiles) throws(StoreFailure) {
    try files.rename(destination, to: aside)
    do throws(StoreFailure) {
      guard try files.place(staging, at: destination) else { throw .exists }
    } catch {
      try? files.rename(aside, to: destination)
      throw error
    }
    try settle(using: files) { () throws(StoreFailure) in
      try files.rename(destination, to: staging)
      try files.rename(aside, to: destination)
    }
  }

  /// Brings the new names to disk, or takes them back.
  private func settle(
    using files: any StoreFiles, undo: () throws(StoreFailure) -> Void
  ) throws(StoreFailure) {
    do throws(StoreFailure) {
      try files.syncDirectory(parent)
    } catch {
      try? undo()
      throw error
    }
  }
}
