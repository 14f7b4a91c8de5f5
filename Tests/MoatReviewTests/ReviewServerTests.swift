import Foundation
import MoatTestSupport
import Testing

@testable import MoatReview

@Suite(.waits) struct `The review server` {
  @Test func `serves its page to everybody, and nothing of the crates`() async throws {
    let review = try RunningReview()
    for path in ["/", "/page.css", "/app.js", "/icon.svg"] {
      let reply = try await review.exchange(
        "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(review.port)\r\nConnection: close\r\n\r\n")
      #expect(reply.status == 200, "\(path)")
      #expect(!reply.body.isEmpty)
      for (name, value) in ReviewReply.guards {
        #expect(reply.contains("\r\n\(name): \(value)\r\n"), "\(path) lacks \(name)")
      }
    }
    #expect(await review.stop() == .stopped)
  }

  @Test func `answers its own page`() async throws {
    let review = try RunningReview()
    let reply = try await review.get("/api/session")
    #expect(reply.status == 200)
    #expect(reply.body.contains("\"name\":\"paint\""))
    #expect(await review.stop() == .stopped)
  }

  /// What is changed in a request that would be answered, and the status it has then.
  private static let strangers: [(String, String, Int)] = [
    ("Authorization: Bearer TOKEN\r\n", "", 401),
    ("Bearer TOKEN", "Bearer \(String(repeating: "0", count: 64))", 401),
    ("Bearer TOKEN", "Bearer TOKEN0", 401),
    ("Bearer TOKEN", "Bearer ", 401),
    ("Bearer TOKEN", "Basic TOKEN", 401),
    ("Host: 127.0.0.1:PORT\r\n", "", 403),
    ("Host: 127.0.0.1:PORT\r\n", "Host: evil.example\r\n", 403),
    ("Host: 127.0.0.1:PORT\r\n", "Host: 127.0.0.1\r\n", 403),
    ("Host: 127.0.0.1:PORT\r\n", "Host: 127.0.0.1:PORT.evil.example\r\n", 403),
    ("Host: 127.0.0.1:PORT\r\n", "Host: 127.0.0.1:PORT\r\nHost: evil.example\r\n", 400),
    ("Origin: http://127.0.0.1:PORT\r\n", "Origin: http://evil.example\r\n", 403),
    ("Origin: http://127.0.0.1:PORT\r\n", "Origin: null\r\n", 403),
    ("Origin: http://127.0.0.1:PORT\r\n", "", 403),
    ("Origin: http://127.0.0.1:PORT\r\n", "Origin: https://127.0.0.1:PORT\r\n", 403),
    ("Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site", 403),
    ("Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: same-site", 403),
    ("Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none", 403),
    ("Content-Type: application/json", "Content-Type: text/plain", 415),
    ("POST", "PUT", 405), ("POST", "OPTIONS", 405), ("POST", "DELETE", 405),
    ("POST", "GET", 404), ("POST /api/done", "POST /", 405), ("POST /api/done", "POST /api/", 404),
    ("POST /api/done", "POST /api/done/", 404), ("POST /api/done", "POST /api//done", 404),
    ("POST /api/done", "POST /%61pi/done", 405), ("POST /api/done", "POST /x/../api/done", 405),
    ("POST /api/done", "POST /api/../page.css", 404),
    ("\"item\":1", "\"item\":9", 503), ("\"item\":1", "\"item\":-1", 503),
    ("\"item\":1", "\"item\":1e0", 400), ("\"isDone\":true", "\"isDone\":1", 400),
    ("{\"item\":1", "[\"item\":1", 400), ("true}", "true}x", 400), ("POST", "POST", 200),
  ]

  @Test func `refuses strangers, and whatever is not exactly a request of the page`() async throws {
    let review = try RunningReview()
    let body = "{\"item\":1,\"isDone\":true}"
    let right =
      "POST /api/done HTTP/1.1\r\n\(review.headers)Content-Type: application/json\r\n"
      + "Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    for (part, other, status) in Self.strangers {
      func filled(_ text: String) -> String {
        text.replacing("TOKEN", with: review.token).replacing("PORT", with: "\(review.port)")
      }
      let parts = right.split(
        separator: filled(part), maxSplits: 1, omittingEmptySubsequences: false)
      try #require(parts.count == 2, "\(part)")
      var request = parts.joined(separator: filled(other))
      request = request.replacing(
        "Content-Length: \(body.utf8.count)", with: "Content-Length: \(request.body.utf8.count)")
      let reply = try await review.exchange(request)
      #expect(reply.status == status, "\(part.debugDescription) → \(other.debugDescription)")
    }
    #expect(await review.stop() == .stopped)
  }

  @Test(arguments: [
    "/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/../page.css", "//page.css",
    "/page.css/", "/page.css%00", "/./page.css", "/PAGE.CSS", "/api/file?item=1&file=99999999999",
    "/api/file?item=1&file=-1", "/api/file?item=1&file=../0", "/api/file?item=1",
    "/api/line?item=1&file=0&side=new&line=99999", "/api/file?item=1&file=%2b1",
  ])
  func `has no way out of what it serves`(path: String) async throws {
    let review = try RunningReview()
    let reply = try await review.get(path)
    #expect([400, 404].contains(reply.status), "\(path): \(reply.prefix(80))")
    _ = await review.stop()
  }

  @Test func `refuses what is too large`() async throws {
    let review = try RunningReview()
    let long = String(repeating: "x", count: 40_000)
    let reply = try await review.exchange("GET / HTTP/1.1\r\nX: \(long)\r\n\r\n")
    #expect(reply.status == 431)
    let body = try await review.exchange(
      "POST /api/note HTTP/1.1\r\n\(review.headers)Content-Length: 99999999\r\n\r\n")
    #expect(body.status == 413)
    let note = String(repeating: "n", count: NoteLimit.textBytes + 1)
    let text = "{\"item\":1,\"path\":null,\"side\":\"new\",\"line\":0,\"text\":\"\(note)\"}"
    #expect(try await review.post("/api/note", text).status == 400)
    _ = await review.stop()
  }

  @Test func `answers many at once, while a slow one is at it, and one after the other`()
    async throws
  {
    let review = try RunningReview()
    let port = review.port
    let request = "GET /api/session HTTP/1.1\r\n\(review.headers)\r\n"
    let last = "GET /api/session HTTP/1.1\r\n\(review.headers)Connection: close\r\n\r\n"
    async let slow = offPool {
      let client = try RawClient(port: port)
      for byte in last {
        client.send(String(byte))
        usleep(2_000)
      }
      return client.read()
    }
    let replies = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 { group.addTask { try await review.exchange(request + request + last) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    for reply in replies {
      #expect(reply.components(separatedBy: "HTTP/1.1 200 OK\r\n").count == 4)
    }
    #expect(try await slow.status == 200)
    _ = await review.stop()
  }

  @Test func `lets nobody keep others out by opening connections`() async throws {
    let review = try RunningReview()
    let port = review.port
    let reply = try await offPool {
      // Clients are closed when they go: these stay until the last line.
      let silent = try (0..<ServerLimit.connections * 2).map { _ in try Held(port) }
      let client = try RawClient(port: port)
      client.send("GET / HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n")
      let reply = client.read()
      return "\(silent.count) \(reply)"
    }
    #expect(reply.contains("HTTP/1.1 200 OK"))
    _ = await review.stop()
  }

  private final class Held {
    let client: RawClient
    init(_ port: UInt16) throws { client = try RawClient(port: port) }
  }

  @Test func `ends when nobody asks for a while`() async throws {
    let review = try RunningReview(idle: .seconds(5))
    // Strangers do not keep it.
    #expect(try await review.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status == 403)
    #expect(await review.ending == .idle)
  }

  @Test func `listens on loopback only, and on the port it is told`() async throws {
    let review = try RunningReview()
    #expect(throws: ServerFailure.self) { try ReviewServer(port: review.port) }
    let port = String(review.port, radix: 16).uppercased()
    let padded = String(repeating: "0", count: 4 - port.count) + port
    var listening: [Substring] = []
    // The table comes in pieces, and lacks lines where others close their ports meanwhile.
    for _ in 0..<100 where listening.isEmpty {
      let file = try #require(FileHandle(forReadingAtPath: "/proc/net/tcp"))
      listening = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        .split(separator: "\n").filter { $0.contains(":\(padded) 00000000:0000 0A") }
    }
    #expect(listening.count == 1)
    #expect(listening.first?.contains("0100007F:\(padded)") == true)
    _ = await review.stop()
  }

  @Test func `makes a new token for every run`() {
    let one = AccessToken()
    #expect(one.text.count == 64)
    #expect(one.matches(one.text))
    #expect(!one.matches(AccessToken().text))
    #expect(!one.matches(""))
  }
}
