import Foundation

/// One request as the server read it.
package struct LoopbackRequest: Hashable, Sendable {
  package let method: String
  /// Path and query as sent.
  package let target: String
  /// By name in lower case; the values of a repeated field are joined with `, `.
  package let headers: [String: String]
  package let body: [UInt8]

  /// The target without its query, percent escapes decoded.
  package var path: String {
    let path = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
      .first.map(String.init)
    return path?.removingPercentEncoding ?? target
  }

  /// What follows the `?`, as sent; empty without one.
  package var query: String {
    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    return parts.count == 2 ? String(parts[1]) : ""
  }
}

/// What the server answers, and how it sends that.
package struct LoopbackReply: Sendable {
  /// How the end of the body is told.
  package enum Framing: Hashable, Sendable {
    /// `Content-Length` with this number, or with the true one.
    case length(Int? = nil)
    case chunked
    /// Neither; the connection closes.
    case close
  }

  /// How the body goes out.
  package enum Delivery: Hashable, Sendable {
    case whole
    /// So many bytes at a time, with a pause before each piece.
    case drip(bytes: Int, every: Duration)
    /// Only the first bytes, then the connection closes.
    case cut(after: Int)
    /// The body again and again, until the client or the server gives up.
    case endless
  }

  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  package var framing = Framing.length()
  package var delivery = Delivery.whole

  package init(_ status: Int, _ body: [UInt8] = [], headers: [(String, String)] = []) {
    self.status = status
    self.headers = headers.map { (name: $0.0, value: $0.1) }
    self.body = body
  }

  package static func ok(_ body: [UInt8], type: String, etag: String? = nil) -> LoopbackReply {
    var reply = LoopbackReply(200, body, headers: [("Content-Type", type)])
    if let etag { reply["ETag"] = etag }
    return reply
  }

  /// A message for people.
  package static func text(_ status: Int, _ text: String) -> LoopbackReply {
    LoopbackReply(status, Array(text.utf8), headers: [("Content-Type", "text/plain")])
  }

  package static let notFound = LoopbackReply.text(404, "not here")

  /// The first field of that name, in any case; setting replaces them all, nil removes them.
  package subscript(name: String) -> String? {
    get { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
    set {
      headers.removeAll { $0.name.lowercased() == name.lowercased() }
      if let newValue { headers.append((name: name, value: newValue)) }
    }
  }
}
