import Foundation
import Glibc

/// One connection of a ``LoopbackServer``, on a thread of its own.
struct LoopbackConnection {
  /// Lines of a request together; cargo sends a few hundred bytes.
  private static let headLimit = 1 << 16
  /// A request's body; nothing that is tested uploads more.
  private static let bodyLimit = 1 << 26
  /// How long a read or a write may take before the connection is given up.
  private static let patience = timeval(tv_sec: 30, tv_usec: 0)
  /// The most an endless body sends: more than any limit under test, less than a disk.
  private static let endlessLimit = 1 << 33
  /// Pauses are slept in steps of this length, so that a stop is not held up.
  private static let step = Duration.milliseconds(10)

  private let core: LoopbackServer.Core
  private let descriptor: Int32

  init(_ core: LoopbackServer.Core, _ descriptor: Int32) {
    self.core = core
    self.descriptor = descriptor
    var patience = Self.patience
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, size)
    var yes: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  /// Answers request after request until either side ends it.
  func serve() {
    var buffer: [UInt8] = []
    while let request = read(from: &buffer) {
      let (reply, fault) = core.reply(to: request)
      guard let reply else {
        if case .stall(let time) = fault { pause(time) }
        if fault == .noise { _ = send(Array("SSH-2.0-not-a-web-server\r\n\r\n".utf8)) }
        return
      }
      guard send(reply, to: request), request.headers["connection"]?.lowercased() != "close" else {
        return
      }
    }
  }

  // MARK: Reading

  private func read(from buffer: inout [UInt8]) -> LoopbackRequest? {
    let end = Array("\r\n\r\n".utf8)
    var head: Range<Int>?
    while true {
      head = buffer.firstRange(of: end)
      if head != nil { break }
      guard buffer.count <= Self.headLimit, receive(into: &buffer) else { return nil }
      // A method is a word in capitals. Whoever greets otherwise would wait for an answer as well.
      guard let first = buffer.first, (0x41...0x5A).contains(first) else { return nil }
    }
    guard let head else { return nil }
    let lines = String(decoding: buffer[..<head.lowerBound], as: UTF8.self)
      .split(separator: "\r\n")
    buffer.removeSubrange(..<head.upperBound)
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let name = line[..<colon].lowercased()
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      headers[name] = headers[name].map { "\($0), \(value)" } ?? value
    }
    if headers["expect"]?.lowercased() == "100-continue",
      !send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
    {
      return nil
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    guard length >= 0, length <= Self.bodyLimit else { return nil }
    while buffer.count < length {
      guard receive(into: &buffer) else { return nil }
    }
    let body = Array(buffer.prefix(length))
    buffer.removeSubrange(..<length)
    return LoopbackRequest(
      method: String(words[0]), target: String(words[1]), headers: headers, body: body)
  }

  private func receive(into buffer: inout [UInt8]) -> Bool {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(descriptor, &piece, piece.count, 0)
    guard count > 0 else { return false }
    buffer += piece.prefix(count)
    return true
  }

  // MARK: Writing

  /// False when the connection cannot be used again.
  private func send(_ reply: LoopbackReply, to request: LoopbackRequest) -> Bool {
    let hasBody = request.method != "HEAD" && reply.status != 304 && reply.status != 204
    var head = "HTTP/1.1 \(reply.status) \(Self.reason(reply.status))\r\n"
    for (name, value) in reply.headers { head += "\(name): \(value)\r\n" }
    switch reply.framing {
    case .length(let count): head += "Content-Length: \(count ?? reply.body.count)\r\n"
    case .chunked where hasBody: head += "Transfer-Encoding: chunked\r\n"
    case .chunked: break
    case .close: head += "Connection: close\r\n"
    }
    guard send(Array("\(head)\r\n".utf8)) else { return false }
    guard hasBody else { return reply.framing != .close }
    guard deliver(reply) else { return false }
    if reply.framing == .chunked, !send(Array("0\r\n\r\n".utf8)) { return false }
    switch reply.framing {
    case .length(let count): return count == nil || count == reply.body.count
    case .chunked: return true
    case .close: return false
    }
  }

  private func deliver(_ reply: LoopbackReply) -> Bool {
    let isChunked = reply.framing == .chunked
    switch reply.delivery {
    case .whole: return sendPiece(reply.body[...], chunked: isChunked)
    case .cut(let count):
      _ = sendPiece(reply.body.prefix(count), chunked: isChunked)
      return false
    case .drip(let bytes, let every):
      var rest = reply.body[...]
      while !rest.isEmpty {
        pause(every)
        guard sendPiece(rest.prefix(max(bytes, 1)), chunked: isChunked) else { return false }
        rest = rest.dropFirst(max(bytes, 1))
      }
      return true
    case .endless:
      let body = reply.body.isEmpty ? [UInt8](repeating: 0x78, count: 1 << 16) : reply.body
      var sent = 0
      while sent < Self.endlessLimit, sendPiece(body[...], chunked: isChunked) {
        sent += body.count
      }
      return false
    }
  }

  private func sendPiece(_ bytes: ArraySlice<UInt8>, chunked: Bool) -> Bool {
    guard chunked else { return send(Array(bytes)) }
    if bytes.isEmpty { return true }
    let size = String(bytes.count, radix: 16)
    return send(Array("\(size)\r\n".utf8) + bytes + Array("\r\n".utf8))
  }

  private func send(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let piece = UnsafeRawBufferPointer(rebasing: rest)
        let count = Glibc.send(
          descriptor, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  /// Sleeps, but not longer than the server runs.
  private func pause(_ time: Duration) {
    let end = ContinuousClock.now + time
    while ContinuousClock.now < end, !core.isStopped {
      let left = min(end - ContinuousClock.now, Self.step)
      usleep(UInt32(clamping: Int(left / .microseconds(1))))
    }
  }

  private static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 304: "Not Modified"
    case 403: "Forbidden"
    case 404: "Not Found"
    default: "Status"
    }
  }
}
