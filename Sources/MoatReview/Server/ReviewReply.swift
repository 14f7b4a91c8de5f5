/// What the server answers.
package struct ReviewReply: Hashable, Sendable {
  package let status: Int
  package let type: ContentType
  package let body: [UInt8]
  /// Headers beside those that every reply has.
  package let headers: [String: String]

  package enum ContentType: String, Hashable, Sendable {
    case html = "text/html; charset=utf-8"
    case css = "text/css; charset=utf-8"
    case script = "text/javascript; charset=utf-8"
    case svg = "image/svg+xml"
    case json = "application/json"
    case text = "text/plain; charset=utf-8"
  }

  package init(
    status: Int = 200, _ type: ContentType, _ body: [UInt8], headers: [String: String] = [:]
  ) {
    self.status = status
    self.type = type
    self.body = body
    self.headers = headers
  }

  /// A refusal: a phrase for whoever looks at it.
  package static func refusal(
    _ status: Int, _ message: String, headers: [String: String] = [:]
  ) -> ReviewReply {
    ReviewReply(status: status, .text, Array("\(message)\n".utf8), headers: headers)
  }

  /// The bytes on the wire.
  ///
  /// - Parameter closes: whether the connection ends after it.
  func serialised(closes: Bool) -> [UInt8] {
    var head = "HTTP/1.1 \(status) \(Self.reason(status))\r\n"
    head += "Content-Type: \(type.rawValue)\r\nContent-Length: \(body.count)\r\n"
    for (name, value) in Self.guards { head += "\(name): \(value)\r\n" }
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) { head += "\(name): \(value)\r\n" }
    head += closes ? "Connection: close\r\n\r\n" : "\r\n"
    return Array(head.utf8) + body
  }

  /// On every reply.
  ///
  /// The policy lets the page load its own script, style and icon and ask its own server, and nothing
  /// else: no inline script, no frame, no form, no other host. With `require-trusted-types-for` and no
  /// trusted type at all, a browser that knows them refuses to make markup of any text.
  static let guards: [(name: String, value: String)] = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Embedder-Policy", "require-corp"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("Cache-Control", "no-store"),
  ]

  private static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 413: "Content Too Large"
    case 415: "Unsupported Media Type"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    default: "Status"
    }
  }
}
