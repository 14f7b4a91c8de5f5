internal import Glibc

/// Why a path could not be read, listed, made or removed.
package enum FileFailure: Error, Hashable, Sendable {
  case notFound
  case permissionDenied
  case isDirectory
  /// A FIFO, a socket or a device: reading one could block for ever or have effects.
  case notRegular
  /// More bytes than the caller takes.
  case tooLarge(limit: Int)
  case symlinkLoop
  /// A component before the last is not a folder.
  case notADirectory
  /// The path has a NUL byte, which the system would take for its end.
  case invalidPath
  /// A link in a project to a file outside it.
  case leadsOut
  /// Any other error of the system, by number.
  case other(errno: Int32)

  /// From an error number.
  package init(errno code: Int32) {
    switch code {
    case ENOENT: self = .notFound
    case EACCES, EPERM: self = .permissionDenied
    case EISDIR: self = .isDirectory
    case ELOOP: self = .symlinkLoop
    case ENOTDIR: self = .notADirectory
    // What `open` says of a socket, and of a device without a driver.
    case ENXIO, ENODEV: self = .notRegular
    default: self = .other(errno: code)
    }
  }

  /// A phrase to put after a path and a colon.
  package var message: String {
    switch self {
    case .notFound: "no such file or folder"
    case .permissionDenied: "permission denied"
    case .isDirectory: "is a folder"
    case .notRegular: "is not a regular file"
    case .tooLarge(let limit): "is larger than \(limit) bytes"
    case .symlinkLoop: "symbolic links lead in a circle"
    case .notADirectory: "is not a folder"
    case .invalidPath: "the path has a NUL byte"
    case .leadsOut: "is a link to a file outside the project"
    case .other(let code): String(cString: strerror(code))
    }
  }
}
