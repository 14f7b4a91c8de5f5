/// Something that goes wrong with the replies for one path.
package enum LoopbackFault: Hashable, Sendable {
  /// The body comes so many bytes at a time, with a pause before each piece.
  case drip(bytes: Int, every: Duration)
  /// Nothing comes until the server stops or this time has passed.
  case stall(Duration)
  /// The connection closes after so many bytes of the body.
  case cut(after: Int)
  /// The connection closes before the first byte of the reply.
  case hangUp
  /// `Content-Length` says this number; too large a number looks like a cut.
  case contentLength(Int)
  /// One bit of the body is turned, the length stays.
  case flippedBit(at: Int)
  /// Another body.
  case body([UInt8])
  /// This `ETag`, whatever the body is.
  case etag(String)
  /// Another `ETag` each time, so that nothing is ever unchanged.
  case changingETag
  /// 304 whatever was asked.
  case alwaysNotModified
  /// This status, with a text for people and perhaps more fields, the first times; then all is well.
  case status(
    Int, text: String = "broken on purpose", headers: [String: String] = [:], times: Int = .max)
  /// 302 to the same path.
  case redirectLoop
  case redirect(to: String, status: Int = 302)
  /// The body again and again, without a length.
  case endless
  /// The body, compressed, with `Content-Encoding: gzip`.
  case gzip
  /// These bytes, with `Content-Encoding: gzip`.
  case encoded([UInt8])
  /// The body in chunks.
  case chunked
  /// Bytes that are no HTTP.
  case noise
}

extension LoopbackFault {
  /// So many zero bytes, compressed before anybody waits for them.
  package static func gzipBomb(size: Int) -> LoopbackFault {
    .encoded(Gzip.compressedZeros(size))
  }

  /// 429 with `Retry-After`, the first times.
  package static func tooManyRequests(retryAfter seconds: Int, times: Int) -> LoopbackFault {
    .status(
      429, text: "too many requests", headers: ["Retry-After": String(seconds)], times: times)
  }

  /// 401 as a registry sends it that wants a token.
  package static func loginRequired(at address: String? = nil) -> LoopbackFault {
    let challenge = address.map { "Cargo login_url=\"\($0)\"" } ?? "Cargo"
    return .status(401, text: "token required", headers: ["WWW-Authenticate": challenge])
  }

  /// What is sent instead of `reply`; nil to hang up.
  ///
  /// - Parameter count: how often the path was asked for before.
  package func applied(
    to reply: LoopbackReply, for request: LoopbackRequest, count: Int
  ) -> LoopbackReply? {
    var reply = reply
    switch self {
    case .hangUp, .stall, .noise: return nil
    case .drip(let bytes, let every): reply.delivery = .drip(bytes: bytes, every: every)
    case .cut(let count): reply.delivery = .cut(after: count)
    case .contentLength(let count): reply.framing = .length(count)
    case .chunked: reply.framing = .chunked
    case .endless:
      reply.framing = .close
      reply.delivery = .endless
    case .flippedBit(let offset):
      if reply.body.indices.contains(offset) { reply.body[offset] ^= 1 }
    case .body(let bytes): reply.body = bytes
    case .etag(let tag): reply["ETag"] = tag
    case .changingETag: reply["ETag"] = "\"moving-\(count)\""
    case .alwaysNotModified: return LoopbackReply(304)
    case .status(let status, let text, let headers, let times):
      guard count < times else { return reply }
      reply = .text(status, text)
      for (name, value) in headers.sorted(by: { $0.key < $1.key }) { reply[name] = value }
    case .redirectLoop: return LoopbackReply(302, headers: [("Location", request.target)])
    case .redirect(let address, let status):
      return LoopbackReply(status, headers: [("Location", address)])
    case .gzip:
      reply.body = Gzip.compressed(reply.body)
      reply["Content-Encoding"] = "gzip"
    case .encoded(let bytes):
      reply.body = bytes
      reply["Content-Encoding"] = "gzip"
    }
    return reply
  }
}
