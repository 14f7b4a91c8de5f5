/// What a path names.
package enum FileKind: Hashable, Sendable {
  case regular, directory, symlink
  /// FIFO, socket or device.
  case other
}

/// One name in a folder; a symbolic link is reported as such, not as what it points to.
package struct DirectoryEntry: Hashable, Sendable {
  package let name: String
  package let kind: FileKind

  package init(name: String, kind: FileKind) {
    self.name = name
    self.kind = kind
  }
}

/// What a folder holds.
package struct DirectoryListing: Hashable, Sendable {
  /// Sorted by the bytes of the names.
  package let entries: [DirectoryEntry]
  /// Names that are not UTF-8, repaired for display only: no path made from them can be opened.
  package let undecodable: [String]

  package init(entries: [DirectoryEntry], undecodable: [String] = []) {
    self.entries = entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.undecodable = undecodable.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

/// What tells a cache that a file is still the one it saw. Not a proof: whoever can set the clock or
/// write to the disk beneath the file system can forge it all.
package struct FileStamp: Hashable, Sendable {
  package let size: Int
  package let modifiedNanoseconds: Int
  /// When the file or anything known about it last changed; unlike the time of modification no
  /// program can set it.
  package let changedNanoseconds: Int
  package let inode: UInt64

  package init(
    size: Int, modifiedNanoseconds: Int, changedNanoseconds: Int = 0, inode: UInt64
  ) {
    self.size = size
    self.modifiedNanoseconds = modifiedNanoseconds
    self.changedNanoseconds = changedNanoseconds
    self.inode = inode
  }
}

/// The files of this machine.
///
/// Paths are taken as the system takes them: relative ones against the current directory, and
/// symbolic links are followed except where a method says otherwise.
package protocol FileSystem: Sendable {
  /// The whole content of a regular file of at most `limit` bytes. Never blocks on a FIFO.
  func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8]

  /// The first bytes of a regular file, at most `count`. Never blocks on a FIFO.
  func head(of path: String, count: Int) throws(FileFailure) -> [UInt8]

  /// What `path` names, or nil where nothing is; of a symbolic link the link itself, or with
  /// `followingLinks` what it leads to (nil when that is missing).
  func kind(of path: String, followingLinks: Bool) throws(FileFailure) -> FileKind?

  /// The names in a folder, without `.` and `..`.
  func entries(of directory: String) throws(FileFailure) -> DirectoryListing

  /// Size, time and identity of what `path` leads to.
  func stamp(of path: String) throws(FileFailure) -> FileStamp

  /// Walks everything below a folder, folders in any order, and hands every regular file's bytes to
  /// `visitor` in pieces. No symbolic link is followed, not even one at `folder` itself.
  ///
  /// - Parameter buffer: what files are read into, which sets the size of a piece. Unused where
  ///   the visitor wants no bytes.
  /// - Throws: why `folder` itself cannot be opened; what goes wrong below it the visitor is told.
  func visit(
    _ folder: String, through buffer: UnsafeMutableRawBufferPointer, _ visitor: any FolderVisitor
  ) throws(FileFailure)

  /// The path with every symbolic link followed.
  func resolved(_ path: String) throws(FileFailure) -> String

  /// Makes a folder and those above it that are missing.
  func createDirectories(_ path: String) throws(FileFailure)

  /// Removes a file, a symbolic link or a folder with all it holds; links are not followed.
  /// Nothing there is not an error.
  func remove(_ path: String) throws(FileFailure)
}

extension FileSystem {
  /// What `path` names; a symbolic link is one.
  package func kind(of path: String) throws(FileFailure) -> FileKind? {
    try kind(of: path, followingLinks: false)
  }
}
