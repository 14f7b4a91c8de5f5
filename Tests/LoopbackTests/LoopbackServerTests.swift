import Foundation
import MoatTestSupport
import Testing

@Suite(.waits) struct `Loopback server` {
  /// Answers with `body` and an entity tag.
  private static func server() throws -> LoopbackServer {
    try LoopbackServer { request in
      request.path == "/missing"
        ? .notFound : .ok(Array("body of \(request.path)".utf8), type: "text/plain", etag: "\"1\"")
    }
  }

  @Test func `keeps a connection alive`() throws {
    let server = try Self.server()
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    for path in ["/a", "/b", "/c%20d?x=1"] {
      client.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
      let reply = client.read(until: "body of ")
      #expect(reply.hasPrefix("HTTP/1.1 200 OK\r\n"))
    }
    #expect(server.requests.map(\.path) == ["/a", "/b", "/c d"])
    #expect(server.requests.last?.query == "x=1")
    #expect(server.connectionCount == 1)
  }

  @Test func `says when nothing changed`() throws {
    let server = try Self.server()
    defer { server.stop() }
    let same = try RawClient.get("/a", port: server.port, headers: "If-None-Match: \"1\"\r\n")
    #expect(same.hasPrefix("HTTP/1.1 304 "))
    #expect(!same.contains("body of"))
    let other = try RawClient.get("/a", port: server.port, headers: "If-None-Match: \"0\"\r\n")
    #expect(other.hasSuffix("body of /a"))
  }

  @Test func `reads a body and answers HEAD without one`() throws {
    let server = try LoopbackServer { .ok($0.body.reversed(), type: "text/plain") }
    defer { server.stop() }
    let client = try RawClient(port: server.port)
    client.send("PUT /x HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc")
    #expect(client.read(until: "cba").hasSuffix("\r\n\r\ncba"))
    client.send("HEAD /x HTTP/1.1\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc")
    #expect(client.read().hasSuffix("Content-Length: 3\r\n\r\n"))
  }

  struct Broken: Sendable, CustomTestStringConvertible {
    let fault: LoopbackFault
    let prefix: String
    let suffix: String
    var testDescription: String { "\(fault)" }
  }

  @Test(arguments: [
    Broken(fault: .cut(after: 4), prefix: "HTTP/1.1 200 ", suffix: "Length: 10\r\n\r\nbody"),
    Broken(
      fault: .drip(bytes: 3, every: .milliseconds(1)), prefix: "HTTP/1.1 200 ", suffix: "body of /x"
    ),
    Broken(fault: .hangUp, prefix: "", suffix: ""),
    Broken(fault: .stall(.milliseconds(20)), prefix: "", suffix: ""),
    Broken(fault: .noise, prefix: "SSH-2.0", suffix: ""),
    Broken(
      fault: .contentLength(12), prefix: "HTTP/1.1 200 ", suffix: "Length: 12\r\n\r\nbody of /x"),
    Broken(fault: .flippedBit(at: 0), prefix: "HTTP/1.1 200 ", suffix: "\r\n\r\ncody of /x"),
    Broken(fault: .body([0x21]), prefix: "HTTP/1.1 200 ", suffix: "Length: 1\r\n\r\n!"),
    Broken(fault: .etag("\"2\""), prefix: "HTTP/1.1 200 ", suffix: "body of /x"),
    Broken(fault: .alwaysNotModified, prefix: "HTTP/1.1 304 ", suffix: "\r\n\r\n"),
    Broken(fault: .status(503), prefix: "HTTP/1.1 503 ", suffix: "broken on purpose"),
    Broken(fault: .redirectLoop, prefix: "HTTP/1.1 302 ", suffix: "Length: 0\r\n\r\n"),
    Broken(
      fault: .chunked, prefix: "HTTP/1.1 200 ", suffix: "\r\n\r\na\r\nbody of /x\r\n0\r\n\r\n"),
    Broken(fault: .loginRequired(), prefix: "HTTP/1.1 401 ", suffix: "token required"),
  ])
  func `breaks as it is told`(broken: Broken) throws {
    let server = try Self.server()
    defer { server.stop() }
    server.setFault(broken.fault, for: "/x")
    let reply = try RawClient.get("/x", port: server.port)
    #expect(reply.hasPrefix(broken.prefix) && reply.hasSuffix(broken.suffix), "\(reply)")
    #expect(broken.prefix.isEmpty == reply.isEmpty)
    #expect(try RawClient.get("/y", port: server.port).hasSuffix("body of /y"))
    server.setFault(nil, for: "/x")
    #expect(try RawClient.get("/x", port: server.port).hasSuffix("body of /x"))
  }

  @Test func `recovers after so many failures`() throws {
    let server = try Self.server()
    defer { server.stop() }
    server.setFault(.tooManyRequests(retryAfter: 2, times: 2), for: "/x")
    let statuses = try (0..<4).map { _ in
      try RawClient.get("/x", port: server.port).prefix(12).suffix(3)
    }
    #expect(statuses == ["429", "429", "200", "200"])
    #expect(server.count(of: "/x") == 4)
  }

  @Test func `gives another tag each time`() throws {
    let server = try Self.server()
    defer { server.stop() }
    server.setFault(.changingETag, for: "/x")
    let first = try RawClient.get("/x", port: server.port, headers: "If-None-Match: \"1\"\r\n")
    let second = try RawClient.get("/x", port: server.port)
    #expect(first.contains("ETag: \"moving-0\"") && second.contains("ETag: \"moving-1\""))
  }

  @Test func `never ends`() throws {
    let server = try Self.server()
    defer { server.stop() }
    server.setFault(.endless, for: "/x")
    #expect(try RawClient.get("/x", port: server.port, limit: 1 << 21).utf8.count >= 1 << 21)
  }

  @Test func `compresses`() throws {
    let text = Array(String(repeating: "abc", count: 100_000).utf8)
    #expect(Gzip.expanded(Gzip.compressed(text)) == text)
    let bomb = Gzip.compressedZeros(10_000_000)
    #expect(bomb.count < 20_000)
    #expect(Gzip.expanded(bomb).count == 10_000_000)
    let server = try Self.server()
    defer { server.stop() }
    server.setFault(.gzip, for: "/x")
    #expect(try RawClient.get("/x", port: server.port).contains("Content-Encoding: gzip"))
  }

  @Test(arguments: [
    LoopbackFault.stall(.seconds(60)), .drip(bytes: 1, every: .seconds(60)), .endless,
  ])
  func `stops in the middle of a reply`(fault: LoopbackFault) throws {
    let server = try Self.server()
    server.setFault(fault, for: "/x")
    let client = try RawClient(port: server.port)
    client.send("GET /x HTTP/1.1\r\n\r\n")
    while server.count(of: "/x") == 0 { usleep(1000) }
    let start = ContinuousClock.now
    #expect(server.stop(), "a thread is left")
    #expect(ContinuousClock.now - start < .seconds(120))
  }
}
