import MoatHost
import MoatModel
import MoatPipeline
import MoatTestSupport
import Testing

/// Lists of audits from a server that means no good, through the real client.
@Suite(.serialized) struct `Imported lists from hostile servers` {
  private static let list = Array("[audits]\n".utf8)

  private func fetcher(retries: Int = 0, pauser: InMemoryPauser = InMemoryPauser()) -> ImportFetcher
  {
    let client = RetryingHTTPClient(
      LiveHTTPClient(NetworkSettings(patience: .seconds(5))), policy: RetryPolicy(retries: retries),
      pauser: pauser, clock: InMemoryClock(TestHost.now))
    return ImportFetcher(host: TestHost(network: client).host, root: "/", isOffline: false)
  }

  private func server(_ fault: LoopbackFault?) throws -> LoopbackServer {
    let server = try LoopbackServer { _ in .ok(Self.list, type: "text/plain") }
    server.setFault(fault, for: "/audits.toml")
    return server
  }

  private func failure(
    _ server: LoopbackServer, _ fetcher: ImportFetcher, limit: Int = 1 << 16
  ) async throws -> ImportFetcher.Failure? {
    do throws(ImportFetcher.Failure) {
      _ = try await fetcher.fetch(
        try fetcher.place(server.address + "/audits.toml"), limit: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test func `are read from one that answers well`() async throws {
    #expect(try await failure(try server(nil), fetcher()) == nil)
  }

  @Test(arguments: [LoopbackFault.endless, .gzipBomb(size: 64 << 20)])
  func `end at the limit`(fault: LoopbackFault) async throws {
    let server = try server(fault)
    let place = server.address + "/audits.toml"
    #expect(try await failure(server, fetcher()) == .http(place, .tooLarge(limit: 1 << 16)))
  }

  @Test func `do not come from another server`() async throws {
    let other = try server(nil)
    let server = try server(.redirect(to: other.address + "/audits.toml"))
    #expect(
      try await failure(server, fetcher())
        == .elsewhere(server.address + "/audits.toml", other.address + "/audits.toml"))
  }

  @Test(arguments: [
    LoopbackFault.redirect(to: "file:///etc/passwd"),
    .redirect(to: "http://user:password@127.0.0.1/"),
  ])
  func `do not come from what is no server`(fault: LoopbackFault) async throws {
    guard case .http(_, .redirectRefused) = try await failure(try server(fault), fetcher()) else {
      Issue.record("the redirect was followed")
      return
    }
  }

  @Test(arguments: [403, 404, 410, 500])
  func `do not come with a status`(status: Int) async throws {
    let server = try server(.status(status))
    #expect(
      try await failure(server, fetcher()) == .status(status, server.address + "/audits.toml"))
  }

  @Test func `are waited for when the server asks for it`() async throws {
    let pauser = InMemoryPauser()
    let server = try server(.tooManyRequests(retryAfter: 7, times: 1))
    #expect(try await failure(server, fetcher(retries: 2, pauser: pauser)) == nil)
    #expect(pauser.pauses == [.seconds(7)])
  }

  @Test func `are given up when it asks for too long`() async throws {
    let pauser = InMemoryPauser()
    let server = try server(.tooManyRequests(retryAfter: 3_600, times: 9))
    #expect(
      try await failure(server, fetcher(retries: 2, pauser: pauser))
        == .status(429, server.address + "/audits.toml"))
    #expect(pauser.pauses.isEmpty)
  }

  @Test(arguments: [LoopbackFault.cut(after: 3), .hangUp, .contentLength(50), .noise])
  func `are whole or not there`(fault: LoopbackFault) async throws {
    guard case .http = try await failure(try server(fault), fetcher()) else {
      Issue.record("it was taken for whole")
      return
    }
  }
}
