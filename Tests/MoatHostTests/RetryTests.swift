import MoatHost
import MoatModel
import Synchronization
import Testing

@Suite struct `retries` {
  private static let now = Timestamp("2026-11-21T00:00:00Z") ?? Timestamp(secondsSinceEpoch: 0)

  /// A client that gives these answers in turn, the last one for ever, behind retries.
  private func client(
    _ answers: [Result<InMemoryHTTPClient.Reply, HTTPFailure>], policy: RetryPolicy = RetryPolicy()
  ) -> (client: RetryingHTTPClient, base: InMemoryHTTPClient, pauser: InMemoryPauser) {
    let left = Shared(answers)
    let base = InMemoryHTTPClient { _ in
      left.value.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }
    let pauser = InMemoryPauser()
    let client = RetryingHTTPClient(
      base, policy: policy, pauser: pauser, clock: InMemoryClock(Self.now), generator: Halves())
    return (client, base, pauser)
  }

  private final class Shared<Value: Sendable>: Sendable {
    let value: Mutex<Value>
    init(_ value: Value) { self.value = Mutex(value) }
  }

  /// Always the middle.
  private struct Halves: RandomNumberGenerator, Sendable {
    func next() -> UInt64 { 1 << 63 }
  }

  private func request() throws -> HTTPRequest {
    try HTTPRequest(HTTPURL(parsing: "https://a.example/"), bodyLimit: 100)
  }

  @Test(arguments: [
    Result<InMemoryHTTPClient.Reply, HTTPFailure>.success(.init(500)), .success(.init(503)),
    .success(.init(429)), .failure(.cutShort("")), .failure(.timedOut),
    .failure(.notConnected("")), .failure(.nameNotResolved(host: "a.example")),
  ])
  func `ask again after`(failure: Result<InMemoryHTTPClient.Reply, HTTPFailure>) async throws {
    let (client, base, pauser) = client([failure, failure, .success(.init("ok"))])
    #expect(try await client.send(request()).body == Array("ok".utf8))
    #expect(base.requests.count == 3)
    #expect(pauser.pauses == [.milliseconds(1500), .seconds(3)])
  }

  @Test(arguments: [200, 304, 400, 401, 403, 404, 410, 451])
  func `take as final`(status: Int) async throws {
    let (client, base, _) = client([.success(.init(status))])
    #expect(try await client.send(request()).status == status)
    #expect(base.requests.count == 1)
  }

  @Test(arguments: [
    HTTPFailure.offline, .certificate("x"), .tooLarge(limit: 1), .tooManyRedirects(limit: 1),
    .cancelled, .malformedAnswer("x"), .insecureCredentials,
  ])
  func `take as final`(failure: HTTPFailure) async throws {
    let (client, base, _) = client([.failure(failure)])
    await #expect(throws: failure) { try await client.send(request()) }
    #expect(base.requests.count == 1)
  }

  @Test func `end with the last answer`() async throws {
    let (client, base, pauser) = client([.success(.init(500))])
    #expect(try await client.send(request()).status == 500)
    #expect(base.requests.count == 4)
    #expect(pauser.pauses.count == 3)
  }

  @Test func `wait once for a server that cannot be reached`() async throws {
    let failure = HTTPFailure.nameNotResolved(host: "a.example")
    let down = Array(
      repeating: Result<InMemoryHTTPClient.Reply, HTTPFailure>.failure(failure), count: 5)
    let (client, base, pauser) = client(down + [.success(.init("ok")), .failure(failure)])
    for _ in 0..<2 {
      await #expect(throws: failure) { try await client.send(request()) }
    }
    #expect(base.requests.count == 5)
    #expect(pauser.pauses.count == 3)
    // Once it has answered it is waited for again.
    _ = try await client.send(request())
    await #expect(throws: failure) { try await client.send(request()) }
    #expect(pauser.pauses.count == 6)
  }

  @Test(arguments: [
    ("2", [Duration.seconds(2)]), ("0", [.zero]), ("11", []), ("99999999999999999999", []),
    ("Sat, 21 Nov 2026 00:00:03 GMT", [.seconds(3)]), ("Fri, 20 Nov 2026 00:00:00 GMT", [.zero]),
    ("soon", [.milliseconds(1500)]),
  ])
  func `wait as the server asks, within a limit`(text: String, pauses: [Duration]) async throws {
    let (client, _, pauser) = client([
      .success(.init(429, fields: [HTTPField("Retry-After", text)])), .success(.init("ok")),
    ])
    _ = try await client.send(request())
    #expect(pauser.pauses == pauses)
  }

  @Test func `never wait longer than the limit`() {
    let policy = RetryPolicy(retries: 100)
    #expect(policy.pause(attempt: 99, requested: nil, random: 1) == .seconds(10))
    #expect(policy.pause(attempt: 100, requested: nil, random: 1) == nil)
  }
}
