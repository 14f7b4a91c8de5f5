import MoatHost
import MoatModel
import Testing

@Suite struct `the network in memory` {
  private func request(_ url: String, token: String? = nil, limit: Int = 10) throws -> HTTPRequest {
    try HTTPRequest(
      HTTPURL(parsing: url), authorization: token.map { Secret($0) }, bodyLimit: limit)
  }

  @Test func `follows redirects and logs each request`() async throws {
    let client = InMemoryHTTPClient(serving: [
      "https://a.example/": .init(
        302, fields: [HTTPField("Location", "https://b.example/")]),
      "https://b.example/": .init("ok"),
    ])
    let response = try await client.send(request("https://a.example/", token: "t"))
    #expect(response.url.host == "b.example")
    #expect(client.requests.map(\.authorization) == [Secret("t"), nil])
  }

  @Test func `gives up a circle`() async throws {
    let client = InMemoryHTTPClient(serving: [
      "https://a.example/": .init(302, fields: [HTTPField("location", "https://a.example/")])
    ])
    await #expect(throws: HTTPFailure.tooManyRedirects(limit: 10)) {
      try await client.send(request("https://a.example/"))
    }
  }

  @Test func `keeps the limit`() async throws {
    let client = InMemoryHTTPClient(serving: ["https://a.example/": .init("12345678901")])
    await #expect(throws: HTTPFailure.tooLarge(limit: 10)) {
      try await client.send(request("https://a.example/"))
    }
  }

  @Test func `sends no token in the clear`() async throws {
    let client = InMemoryHTTPClient(serving: [:])
    for url in ["http://a.example/", "http://u:p@a.example/"] {
      await #expect(throws: HTTPFailure.insecureCredentials) {
        try await client.send(request(url, token: url.contains("@") ? nil : "t"))
      }
    }
    #expect(client.requests.isEmpty)
    #expect(try await client.send(request("http://127.0.0.1/", token: "t")).status == 404)
  }

  @Test(arguments: ["a\r\nb: c", "a\u{0}", "\u{7f}"])
  func `sends no broken token`(token: String) async throws {
    await #expect(throws: HTTPFailure.malformedField(name: "Authorization")) {
      try await InMemoryHTTPClient(serving: [:]).send(request("https://a.example/", token: token))
    }
  }

  @Test func `is closed offline`() async throws {
    await #expect(throws: HTTPFailure.offline) {
      try await ClosedHTTPClient().send(request("https://a.example/"))
    }
  }
}
