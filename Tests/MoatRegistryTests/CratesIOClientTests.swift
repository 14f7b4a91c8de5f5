import MoatHost
import MoatModel
import MoatRegistry
import Testing

@Suite struct `the web API of crates.io` {
  private static let one = String(repeating: "1", count: 64)

  private static func version(_ more: String = "") -> String {
    #"{"id":2,"num":"1.1.0","checksum":"\#(one)","created_at":"2026-01-02T03:04:05.678Z","#
      + #""yanked":false\#(more)}"#
  }

  private func client(
    _ body: String, status: Int = 200
  ) -> (client: CratesIOClient, network: InMemoryHTTPClient, pauser: InMemoryPauser) {
    let network = InMemoryHTTPClient { _ in .success(.init(status, body: Array(body.utf8))) }
    let pauser = InMemoryPauser()
    let limiter = RateLimiter(interval: CratesIOClient.interval, pauser: pauser)
    return (CratesIOClient(network: network, limiter: limiter), network, pauser)
  }

  @Test func `describes a crate`() async throws {
    let (client, network, _) = client(
      #"{"crate":{"name":"foo","created_at":"2020-01-01T00:00:00Z","updated_at":"#
        + #""2026-01-02T03:04:05Z","downloads":7,"description":"d","repository":null,"trustpub_only":true},"#
        + #""versions":[\#(Self.version())],"keywords":[]}"#)
    let crate = try await client.crate("foo")
    #expect(network.requests.map(\.url.unredacted) == ["https://crates.io/api/v1/crates/foo"])
    #expect(crate.name == "foo")
    #expect(crate.downloads == 7)
    #expect(crate.description == "d")
    #expect(crate.repository == nil)
    #expect(crate.trustedPublishingOnly == true)
    #expect(crate.versions.map(\.version) == ["1.1.0"])
    #expect(crate.versions.map(\.created) == [Timestamp("2026-01-02T03:04:05Z")])
  }

  @Test func `says who published a version`() async throws {
    let (client, network, _) = client(
      #"{"version":\#(Self.version(#","published_by":{"id":3,"login":"a","name":null}"#))}"#)
    let version = try await client.version(PackageIdentity(name: "foo", version: "1.1.0+x"))
    #expect(
      network.requests.map(\.url.unredacted) == [
        "https://crates.io/api/v1/crates/foo/1.1.0%2Bx"
      ])
    #expect(version.publisher?.id == 3)
    #expect(version.publisher?.login == "a")
    #expect(version.trustedPublishing == nil)
    #expect(!version.isYanked)
  }

  @Test(arguments: [
    (
      #"{"provider":"github","repository":"o/r","run_id":"5","sha":"abc"}"#,
      CratesIOVersion.TrustedPublishing.gitHub(repository: "o/r", run: "5", commit: "abc")
    ),
    (
      #"{"provider":"gitlab","project_path":"g/p","job_id":"6","sha":"abc"}"#,
      .gitLab(project: "g/p", job: "6", commit: "abc")
    ),
    (#"{"provider":"new"}"#, .other("new")),
  ])
  func `says which workflow published it`(
    json: String, expected: CratesIOVersion.TrustedPublishing
  ) async throws {
    let (client, _, _) = client(
      #"{"version":\#(Self.version(#","published_by":null,"trustpub_data":\#(json)"#))}"#)
    let version = try await client.version(PackageIdentity(name: "foo", version: "1.1.0"))
    #expect(version.trustedPublishing == expected)
    #expect(version.publisher == nil)
  }

  @Test func `tells users from teams`() async throws {
    let (client, _, _) = client(
      #"{"users":[{"id":1,"login":"a","kind":"user","name":"A"},"#
        + #"{"id":1,"login":"github:o:t","kind":"team","name":null}]}"#)
    let owners = try await client.owners(of: "foo")
    #expect(owners.map(\.kind) == [.user, .team])
    #expect(Set(owners).count == 2)
  }

  @Test(arguments: [
    ("", "JSON ends early"), ("[]", "`answer` is not an object"),
    ("{}", "`answer.users` is not an array"),
    (#"{"users":[1]}"#, "`answer.users[0]` is not an object"),
    (#"{"users":[{"kind":"user","login":"a"}]}"#, "`answer.users[0].id` is not a whole number"),
    (#"{"users":[{"kind":"user","login":1,"id":1}]}"#, "`answer.users[0].login` is not a string"),
    (#"{"users":[{"kind":"bot","login":"a","id":1}]}"#, "`kind` is not `user` or `team`"),
  ])
  func `is refused`(body: String, why: String) async throws {
    let (client, _, _) = client(body)
    await #expect(
      throws: RegistryFailure.malformed(
        RedactedURL("https://crates.io/api/v1/crates/foo/owners"), why)
    ) { try await client.owners(of: "foo") }
  }

  @Test func `knows what is not there`() async throws {
    let (client, _, _) = client("{}", status: 404)
    await #expect(throws: RegistryFailure.absent("https://crates.io/api/v1/crates/foo")) {
      try await client.crate("foo")
    }
  }

  @Test func `is never asked for what is no name`() async throws {
    let (client, network, _) = client("{}")
    await #expect(throws: RegistryFailure.malformedName("../x")) { try await client.crate("../x") }
    await #expect(throws: RegistryFailure.self) {
      try await client.version(PackageIdentity(name: "foo", version: "../../x"))
    }
    #expect(network.requests.isEmpty)
  }

  @Test func `is asked once a second`() async throws {
    let (client, network, pauser) = client("{}", status: 404)
    for _ in 0..<3 { _ = try? await client.crate("foo") }
    #expect(network.requests.count == 3)
    #expect(pauser.pauses == [.seconds(1), .seconds(1)])
  }

  @Test func `is asked once a second by many at once`() async throws {
    let pauser = InMemoryPauser()
    let limiter = RateLimiter(interval: .seconds(1), pauser: StandingPauser(pauser))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<5 { group.addTask { await limiter.turn() } }
    }
    #expect(pauser.pauses.sorted() == (1...4).map { .seconds($0) })
  }
}

/// Remembers waits without the time going on.
private struct StandingPauser: Pauser {
  let base: InMemoryPauser
  init(_ base: InMemoryPauser) { self.base = base }
  var elapsed: Duration { .zero }
  func pause(for duration: Duration) async { await base.pause(for: duration) }
}
