import Foundation
import Glibc

/// A connection that sends what it is told and reads what comes: the tests see every byte.
package struct RawClient: ~Copyable {
  private let descriptor: Int32

  package init(port: UInt16) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        connect(descriptor, address, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    // A server under test that never answers fails the test, and does not hold it up.
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard status == 0 else { throw LoopbackFailure(call: "connect", code: errno) }
  }

  deinit { close(descriptor) }

  /// Whether all of it was taken.
  @discardableResult package func send(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  /// Reads until `text` has come, the other side closes, or so many bytes are there.
  package func read(until text: String? = nil, limit: Int = 1 << 22) -> String {
    var bytes: [UInt8] = []
    while bytes.count < limit {
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { break }
      bytes += piece.prefix(count)
      if let text, bytes.firstRange(of: Array(text.utf8)) != nil { break }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A request that ends the connection, and all that came back.
  package static func get(_ path: String, port: UInt16, headers: String = "", limit: Int = 1 << 22)
    throws
    -> String
  {
    let client = try RawClient(port: port)
    client.send("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\(headers)\r\n")
    return client.read(limit: limit)
  }
}
