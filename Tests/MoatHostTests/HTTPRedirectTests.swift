import MoatHost
import MoatModel
import Testing

@Suite struct `redirects` {
  private func next(_ old: String, _ new: String) throws -> HTTPRequest {
    try HTTPRedirect.next(
      after: HTTPRequest(
        HTTPURL(parsing: old), fields: [HTTPField("accept", "x"), HTTPField("Cookie", "y")],
        authorization: Secret("token"), bodyLimit: 1),
      to: new)
  }

  @Test(arguments: [
    ("https://a.example/x", "https://a.example/y"),
    ("https://a.example/x", "https://a.example:443/y"),
    ("https://u:p@a.example/x", "https://u:p@a.example/y"),
    ("http://127.0.0.1:5/x", "http://127.0.0.1:5/y"),
  ])
  func `within one origin keep the token`(old: String, new: String) throws {
    let next = try next(old, new)
    #expect(next.authorization == Secret("token"))
    #expect(next.fields.count == 2)
    #expect(next.url.unredacted == new)
  }

  @Test(arguments: [
    ("https://a.example/x", "https://b.example/y"),
    ("https://a.example/x", "https://a.example:444/y"),
    ("http://a.example/x", "https://a.example/y"),
    ("http://127.0.0.1:5/x", "http://127.0.0.1:6/y"),
    ("http://127.0.0.1:5/x", "http://localhost:5/y"),
  ])
  func `to another origin drop the token`(old: String, new: String) throws {
    let next = try next(old, new)
    #expect(next.authorization == nil)
    #expect(next.fields == [HTTPField("accept", "x")])
  }

  @Test(arguments: [
    ("https://a.example/x", "http://a.example/x"),
    ("https://a.example/x", "http://127.0.0.1/x"),
    ("http://a.example/x", "http://b.example/x"),
    ("http://a.example/x", "http://127.0.0.1/x"),
    ("http://127.0.0.1/x", "http://a.example/x"),
    ("https://a.example/x", "https://u:p@a.example/x"),
    ("https://u:p@a.example/x", "https://u:p@b.example/x"),
    ("https://a.example/x", "file:///etc/passwd"),
    ("https://a.example/x", "https://"),
  ])
  func `are refused`(old: String, new: String) {
    #expect(throws: HTTPFailure.redirectRefused(to: RedactedURL(new))) { try next(old, new) }
  }
}
