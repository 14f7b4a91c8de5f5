/// A file being written or a lock being held, by the number its ``StoreFiles`` gave it.
package struct StoreHandle: Hashable, Sendable {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }
}

/// What is at a path that is about to be replaced.
package enum StoreTarget: Hashable, Sendable {
  case nothing
  /// A regular file with these permission bits.
  case file(mode: UInt32)
  case folder
  case symbolicLink
  /// A FIFO, socket or device.
  case other
}

/// What came of an attempt to lock a folder.
package enum StoreLock: Hashable, Sendable {
  /// Ours until the handle is closed or the process ends, however it ends.
  case held(StoreHandle)
  /// Another process has it.
  case taken
  /// The file system knows no locks.
  case unsupported
}

/// The single steps of a write, so that a test can make any one of them fail.
///
/// Every method throws ``StoreFailure/system(step:errno:)`` or ``StoreFailure/invalidPath``.
/// Symbolic links are followed in the folders above a path, and never at its end.
package protocol StoreFiles: Sendable {
  func target(_ path: String) throws(StoreFailure) -> StoreTarget
  /// Makes a new file that only its owner may touch; nil where the name is taken, even by a link.
  func create(_ path: String) throws(StoreFailure) -> StoreHandle?
  /// Writes all the bytes.
  func write(_ bytes: UnsafeRawBufferPointer, to handle: StoreHandle) throws(StoreFailure)
  func setMode(_ mode: UInt32, of handle: StoreHandle) throws(StoreFailure)
  /// - Parameter seconds: since 1970.
  func setModified(_ seconds: Int, of handle: StoreHandle) throws(StoreFailure)
  func sync(_ handle: StoreHandle) throws(StoreFailure)
  /// The handle is gone, even when this throws.
  func close(_ handle: StoreHandle) throws(StoreFailure)
  func rename(_ old: String, to new: String) throws(StoreFailure)
  /// Brings the names in a folder to disk.
  func syncDirectory(_ path: String) throws(StoreFailure)
  /// Removes a file or a link.
  func remove(_ path: String) throws(StoreFailure)

  /// Locks a folder, or a file, against other runs of Moat and whoever else locks it, without
  /// waiting.
  func lock(_ path: String) throws(StoreFailure) -> StoreLock
  /// Makes a folder that only its owner may touch; false where the name is taken.
  func makeFolder(_ path: String) throws(StoreFailure) -> Bool
  func setFolderMode(_ mode: UInt32, of path: String) throws(StoreFailure)
  /// Brings a folder with all it holds to disk.
  func syncFolder(_ path: String) throws(StoreFailure)
  /// Renames a folder to a name beside it; false where that name is taken.
  func place(_ folder: String, at path: String) throws(StoreFailure) -> Bool
  /// Lets two folders swap their names, in one step; false where the file system cannot.
  func exchange(_ one: String, _ two: String) throws(StoreFailure) -> Bool
  /// Removes a folder with all it holds, also what its owner may not write. Links in it are removed,
  /// never followed. A failure, or a crash, leaves some part of it.
  func removeFolder(_ path: String) throws(StoreFailure)
}

extension StoreFiles {
  /// Writes all the bytes.
  package func write(_ bytes: [UInt8], to handle: StoreHandle) throws(StoreFailure) {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(StoreFailure) in try write(buffer, to: handle) }
    }
    try result.get()
  }
}
