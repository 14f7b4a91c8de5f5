internal import Glibc

/// Sockets that listen on 127.0.0.1, and nowhere else.
enum LoopbackSocket {
  /// - Parameter port: 0 lets the system choose.
  static func listen(on port: UInt16) throws(ServerFailure) -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(
      AF_INET,
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw .system(step: "open a socket", errno: errno) }
    var yes: Int32 = 1
    // A port that was in use a minute ago can be used again at once.
    setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, size) == 0
          && Glibc.listen(descriptor, ServerLimit.backlog) == 0
          && getsockname(descriptor, address, &size) == 0
      }
    }
    guard isListening else {
      let code = errno
      close(descriptor)
      throw .port(port, errno: code)
    }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// The next connection; nil where none waits.
  static func accept(_ listener: Int32) -> Int32? {
    let descriptor = Glibc.accept(listener, nil, nil)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var yes: Int32 = 1
    // Replies are written in one piece: waiting for more to send with them only costs time.
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    return descriptor
  }
}
