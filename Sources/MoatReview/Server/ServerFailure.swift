internal import Glibc

/// Why there is no server.
package enum ServerFailure: Error, Hashable, Sendable {
  /// The port asked for is taken, or the system keeps it for others.
  case port(UInt16, errno: Int32)
  /// The system refused a step.
  case system(step: String, errno: Int32)

  package var message: String {
    switch self {
    case .port(let port, let code):
      "port \(port) of 127.0.0.1 cannot be used: \(String(cString: strerror(code)))"
    case .system(let step, let code): "cannot \(step): \(String(cString: strerror(code)))"
    }
  }
}
