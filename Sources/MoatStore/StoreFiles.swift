/// A file being written, by the number its ``StoreFiles`` gave it.
package struct StoreHandle: Hashable, Sendable {
  package let number: Int32

  package init(_ number: Int32) { self.number = number }
}

/// What is at a path that is about to be replaced.
package enum StoreTarget: Hashable, Sendable {
  case nothing
  /// A regular file with these permission bits.
  case file(mode: UInt32)
  case symbolicLink
  /// A folder, FIFO, socket or device.
  case other
}

/// Why a file was not written.
package enum StoreFailure: Error, Hashable, Sendable {
  /// The path is a symbolic link: replacing it would detach it, following it could write anywhere.
  case symbolicLink
  /// The path is a folder, FIFO, socket or device.
  case notAFile
  /// The path has a NUL byte, or names no file.
  case invalidPath
  /// Every temporary name tried was taken.
  case noTemporaryName
  /// Somebody else held the lock for too long.
  case locked
  /// The system refused one step.
  case system(step: StoreStep, errno: Int32)

  /// A phrase to put after a path and a colon.
  package var message: String {
    switch self {
    case .symbolicLink: "is a symbolic link, and only a file is replaced"
    case .notAFile: "is not a regular file"
    case .invalidPath: "is not the path of a file"
    case .locked: "another run is writing it"
    case .noTemporaryName: "no free name for a temporary file beside it"
    case .system(let step, let code): "cannot \(step.rawValue): \(StoreFailure.text(of: code))"
    }
  }
}

/// The steps of a write, in their order.
package enum StoreStep: String, Hashable, Sendable {
  case look = "look at it"
  case create = "create a temporary file beside it"
  case write = "write the temporary file"
  case setMode = "set the permissions of the temporary file"
  case sync = "bring the temporary file to disk"
  case close = "close the temporary file"
  case rename = "put the temporary file in its place"
  case syncDirectory = "bring its folder to disk"
  case lock = "lock it"
  case remove = "remove the temporary file"
}

/// The single steps of a write, so that a test can make any one of them fail.
///
/// Every method throws ``StoreFailure/system(step:errno:)`` or ``StoreFailure/invalidPath``.
package protocol StoreFiles: Sendable {
  func target(_ path: String) throws(StoreFailure) -> StoreTarget
  /// Makes a new file that only its owner may touch; nil where the name is taken, even by a link.
  func create(_ path: String) throws(StoreFailure) -> StoreHandle?
  /// Writes all the bytes.
  func write(_ bytes: [UInt8], to handle: StoreHandle) throws(StoreFailure)
  func setMode(_ mode: UInt32, of handle: StoreHandle) throws(StoreFailure)
  func sync(_ handle: StoreHandle) throws(StoreFailure)
  /// The handle is gone, even when this throws.
  func close(_ handle: StoreHandle) throws(StoreFailure)
  func rename(_ old: String, to new: String) throws(StoreFailure)
  func syncDirectory(_ path: String) throws(StoreFailure)
  func remove(_ path: String) throws(StoreFailure)

  /// Takes the lock that a file stands for, and makes the file if it is not there; nil where
  /// somebody holds it. Closing the handle gives it back, and so does the end of the process. The
  /// file stays: were it removed, two could hold locks on two files of one name.
  func lock(_ path: String) throws(StoreFailure) -> StoreHandle?
}
