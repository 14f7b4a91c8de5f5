import MoatHost
import MoatModel
import MoatTestSupport
import Synchronization
import Testing

@Suite(.waits, .serialized) struct `live HTTP` {
  private let client = LiveHTTPClient(NetworkSettings(patience: .seconds(20)))

  private func request(
    _ server: LoopbackServer, _ path: String = "/x", token: String? = nil, limit: Int = 1 << 20,
    deadline: Duration = .seconds(600)
  ) throws -> HTTPRequest {
    try HTTPRequest(
      HTTPURL(parsing: server.address + path), authorization: token.map { Secret($0) },
      bodyLimit: limit, deadline: deadline)
  }

  /// A server with one page, and what goes wrong with it.
  private func server(
    _ body: [UInt8] = Array("hello".utf8), _ fault: LoopbackFault? = nil
  ) throws -> LoopbackServer {
    let server = try LoopbackServer { _ in .ok(body, type: "text/plain") }
    server.setFault(fault, for: "/x")
    return server
  }

  @Test func `gets a page, and says who asks`() async throws {
    let server = try server()
    let response = try await client.send(request(server, token: "secret"))
    #expect(response.status == 200)
    #expect(response.body == Array("hello".utf8))
    #expect(response["CONTENT-TYPE"] == "text/plain")
    let asked = try #require(server.requests.first)
    #expect(asked.headers["authorization"] == "secret")
    #expect(asked.headers["user-agent"] == MoatVersion.userAgent)
    #expect(asked.headers["accept-encoding"] == "gzip")
  }

  @Test(arguments: [LoopbackFault.gzip, .chunked, .drip(bytes: 2, every: .milliseconds(5))])
  func `reads a body that comes`(fault: LoopbackFault) async throws {
    let server = try server(Array("hello".utf8), fault)
    #expect(try await client.send(request(server)).body == Array("hello".utf8))
  }

  @Test(arguments: [
    LoopbackFault.cut(after: 2), .contentLength(50), .hangUp,
  ])
  func `notices an answer that ends early`(fault: LoopbackFault) async throws {
    let server = try server(Array("hello".utf8), fault)
    do {
      _ = try await client.send(request(server))
      Issue.record("it was taken for whole")
    } catch HTTPFailure.cutShort {
    }
  }

  @Test(arguments: [LoopbackFault.endless, .gzipBomb(size: 100 << 20)])
  func `stops at the limit`(fault: LoopbackFault) async throws {
    let server = try server([UInt8](repeating: 7, count: 100_000), fault)
    await #expect(throws: HTTPFailure.tooLarge(limit: 1 << 20)) {
      try await client.send(request(server))
    }
  }

  @Test func `stops a sink at the limit`() async throws {
    let server = try server([UInt8](repeating: 7, count: 100_000), .endless)
    let sink = CountingSink()
    await #expect(throws: HTTPFailure.tooLarge(limit: 1 << 20)) {
      try await client.send(request(server), to: sink)
    }
    #expect(sink.count <= 1 << 20)
  }

  @Test func `cuts the text of an error`() async throws {
    let server = try LoopbackServer { _ in
      LoopbackReply(403, [UInt8](repeating: 65, count: 1 << 20))
    }
    let response = try await client.send(request(server))
    #expect(response.status == 403)
    #expect(response.body.count == HTTPLimit.errorBody)
  }

  @Test func `ends at the deadline`() async throws {
    let server = try server([1], .stall(.seconds(30)))
    let start = ContinuousClock.now
    await #expect(throws: HTTPFailure.timedOut) {
      try await client.send(request(server, deadline: .milliseconds(300)))
    }
    #expect(start.duration(to: .now) < .seconds(20))
  }

  @Test func `gives up a redirect loop`() async throws {
    let server = try server([1], .redirectLoop)
    await #expect(throws: HTTPFailure.tooManyRedirects(limit: 10)) {
      try await client.send(request(server))
    }
    #expect(server.requests.count == 11)
  }

  @Test func `takes the token to no other server`() async throws {
    let other = try LoopbackServer { _ in .ok([2], type: "text/plain") }
    let server = try server([1], .redirect(to: other.address + "/y"))
    let response = try await client.send(request(server, token: "secret"))
    #expect(response.body == [2])
    #expect(server.requests.first?.headers["authorization"] == "secret")
    let asked = try #require(other.requests.first)
    #expect(asked.headers["authorization"] == nil)
  }

  @Test func `does not follow a redirect away from this machine in the clear`() async throws {
    let server = try server([1], .redirect(to: "http://a.example/"))
    await #expect(throws: HTTPFailure.redirectRefused(to: RedactedURL("http://a.example/"))) {
      try await client.send(request(server))
    }
  }

  @Test func `says that nothing listens`() async throws {
    let server = try server()
    let request = try request(server)
    server.stop()
    do {
      _ = try await client.send(request)
      Issue.record("somebody answered")
    } catch HTTPFailure.notConnected {
    }
  }

  @Test func `refuses what is not HTTP`() async throws {
    let server = try server([1], .noise)
    do {
      _ = try await client.send(request(server))
      Issue.record("noise was taken for an answer")
    } catch HTTPFailure.malformedAnswer {
    }
  }

  @Test func `repairs headers that are not UTF-8`() async throws {
    let server = try LoopbackServer { _ in
      LoopbackReply(200, [], headers: [("x-odd", "\u{fc}")])
    }
    #expect(try await client.send(request(server))["x-odd"] != nil)
  }

  @Test func `ends with its task`() async throws {
    let server = try server([1], .stall(.seconds(30)))
    let request = try request(server)
    let client = client
    let task = Task { try await client.send(request) }
    while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    await #expect(throws: HTTPFailure.cancelled) { try await task.value }
  }

  @Test func `ends with a task that was cancelled before`() async throws {
    let server = try server()
    let request = try request(server)
    let client = client
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await client.send(request)
    }
    await #expect(throws: HTTPFailure.cancelled) { try await task.value }
  }

  @Test func `asks again until the server recovers`() async throws {
    let server = try server(Array("hello".utf8), .status(503, times: 2))
    let pauser = InMemoryPauser()
    let client = RetryingHTTPClient(
      client, pauser: pauser, clock: InMemoryClock(Timestamp(secondsSinceEpoch: 0)))
    #expect(try await client.send(request(server)).body == Array("hello".utf8))
    #expect(pauser.pauses.count == 2)
  }

  @Test func `starts a sink anew when it asks again`() async throws {
    let server = try server([UInt8](repeating: 7, count: 5000), .cut(after: 1000))
    let sink = CountingSink()
    let client = RetryingHTTPClient(
      client, pauser: InMemoryPauser(), clock: InMemoryClock(Timestamp(secondsSinceEpoch: 0)))
    await #expect(throws: HTTPFailure.self) { try await client.send(request(server), to: sink) }
    server.setFault(nil, for: "/x")
    _ = try await client.send(request(server), to: sink)
    #expect(sink.count == 5000)
    #expect(sink.beginnings == 5)
  }

  @Test func `carries many requests at once over few connections`() async throws {
    let server = try LoopbackServer { .ok(Array($0.path.utf8), type: "text/plain") }
    let client = client
    let bodies = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
      for number in 0..<200 {
        let request = try request(server, "/\(number)")
        group.addTask { (number, try await client.send(request).body) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(bodies.count == 200)
    for (number, body) in bodies { #expect(body == Array("/\(number)".utf8)) }
    #expect(server.connectionCount <= HTTPLimit.connectionsPerHost)
  }
}

/// Counts what it is given.
private final class CountingSink: HTTPSink {
  private let state = Mutex((count: 0, beginnings: 0))

  var count: Int { state.withLock { $0.count } }
  var beginnings: Int { state.withLock { $0.beginnings } }

  func begin() { state.withLock { $0 = (0, $0.beginnings + 1) } }
  func take(_ piece: UnsafeRawBufferPointer) { state.withLock { $0.count += piece.count } }
}
