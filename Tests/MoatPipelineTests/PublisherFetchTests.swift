import MoatHost
import MoatModel
import MoatPipeline
import MoatTestSupport
import MoatVetting
import Testing

@Suite struct `Asking crates.io who published` {
  private static let digest = String(repeating: "1", count: 64)
  private static let now = Timestamp(secondsSinceEpoch: 1_790_000_000)

  private static func crate(_ name: String, _ versions: [String]) -> String {
    #"{"crate":{"name":"\#(name)","created_at":"2020-01-01T00:00:00Z","updated_at":"#
      + #""2026-01-02T03:04:05Z","downloads":7,"repository":null,"trustpub_only":false},"#
      + #""versions":[\#(versions.joined(separator: ","))]}"#
  }

  private static func version(_ number: String, _ more: String) -> String {
    #"{"num":"\#(number)","checksum":"\#(digest)","created_at":"2026-01-02T03:04:05.678Z","#
      + #""yanked":false,\#(more)}"#
  }

  private static let owners =
    #"{"users":[{"id":1,"login":"alice","kind":"user","name":"Alice"},"#
    + #"{"id":1,"login":"github:o:t","kind":"team","name":null}]}"#

  private func machine(
    _ pages: [String: InMemoryHTTPClient.Reply]
  ) -> (host: TestHost, network: InMemoryHTTPClient) {
    let root = "https://crates.io/api/v1/crates/"
    let network = InMemoryHTTPClient(
      serving: Dictionary(uniqueKeysWithValues: pages.map { (root + $0.key, $0.value) }))
    return (TestHost(network: network, variables: ["HOME": "/home"]), network)
  }

  @Test func `records every way of publishing`() async throws {
    let versions = [
      Self.version("3.0.0", #""published_by":null,"trustpub_data":{"provider":"new"}"#),
      Self.version(
        "2.0.0",
        #""published_by":null,"trustpub_data":{"provider":"github","repository":"o/r","run_id":"5","sha":"ab"}"#
      ),
      Self.version("1.0.0", #""published_by":{"id":1,"login":"alice","name":"Alice A."}"#),
      Self.version("0.1.0", #""published_by":null"#),
    ]
    let (machine, network) = machine([
      "foo": .init(Self.crate("foo", versions)), "foo/owners": .init(Self.owners),
    ])
    let pauser = InMemoryPauser()
    let outcome = await PublisherFetch(host: machine.host, pauser: pauser).run(
      ["foo"], now: Self.now)
    #expect(outcome.fetched == 1)
    #expect(outcome.failed.isEmpty && outcome.stopped == nil && outcome.left == 0)
    #expect(network.requests.count == PublisherFetch.requestsPerCrate)
    #expect(pauser.pauses == [.seconds(1)])
    let memory = PublisherMemory(in: "/home/.cache/moat", files: machine.files)
    let known = try #require(memory.crate("foo").value)
    #expect(known.asked == Self.now)
    #expect(known.isTrustedPublishingOnly == false)
    #expect(known.owners?.map(\.label) == ["github:o:t", "alice (Alice)"])
    #expect(
      known.publications.map(\.means) == [
        .unrecorded, .person(.user(1, login: "alice", name: "Alice A.")),
        .workflow(WorkflowRun(provider: "github", repository: "o/r", run: "5", commit: "ab")),
        .otherProvider("new"),
      ])
    #expect(known.publications[2].party == .workflow("github:o/r"))
  }

  @Test func `goes on after a crate that is not there`() async throws {
    let (machine, _) = machine([
      "b": .init(Self.crate("b", [])), "b/owners": .init(Self.owners),
    ])
    let outcome = await PublisherFetch(host: machine.host, pauser: InMemoryPauser())
      .run(["a", "b"], now: Self.now)
    #expect(outcome.fetched == 1)
    #expect(outcome.failed.map(\.name) == ["a"])
    #expect(outcome.stopped == nil)
  }

  @Test(arguments: [429, 403, 500])
  func `stops where the server wants no more`(status: Int) async throws {
    let (machine, network) = machine(["a": .init(status), "b": .init(Self.crate("b", []))])
    let outcome = await PublisherFetch(host: machine.host, pauser: InMemoryPauser())
      .run(["a", "b", "c"], now: Self.now)
    #expect(outcome.fetched == 0)
    #expect(outcome.stopped?.contains("status \(status)") == true)
    #expect(outcome.left == 3)
    #expect(network.requests.count == 1)
  }

  @Test(arguments: ["", "[]", "{}", "<html>"])
  func `records nothing of what is no answer`(body: String) async throws {
    let (machine, _) = machine(["a": .init(body)])
    let outcome = await PublisherFetch(host: machine.host, pauser: InMemoryPauser())
      .run(["a"], now: Self.now)
    #expect(outcome.failed.map(\.name) == ["a"])
    let memory = PublisherMemory(in: "/home/.cache/moat", files: machine.files)
    #expect(memory.crate("a") == .unavailable("crates.io was not asked"))
  }

  @Test func `does not take an answer about another crate`() async throws {
    let (machine, _) = machine([
      "a": .init(Self.crate("b", [])), "a/owners": .init(Self.owners),
    ])
    let outcome = await PublisherFetch(host: machine.host, pauser: InMemoryPauser())
      .run(["a"], now: Self.now)
    #expect(outcome.failed.map(\.why) == ["crates.io answered about `b`"])
  }

  // MARK: the record

  @Test(arguments: [
    "", "version = 2", "version = 1\ncrate = \"a\"\nasked = \"x\"\npublications = []",
    "version = 1\ncrate = \"a\"\nasked = \"2026-01-01\"\npublications = [\"1.0.0\"]",
    "version = 1\ncrate = \"a\"\nasked = \"2026-01-01\"\npublications = []\nowners = [\"x\"]",
    "version = 1\ncrate = \"b\"\nasked = \"2026-01-01\"\npublications = []", "\u{0}",
  ])
  func `a record that cannot be used says so`(text: String) {
    let files = InMemoryFileSystem(["/c/publishers/a.toml": text])
    let evidence = PublisherMemory(in: "/c", files: files).crate("a")
    #expect(evidence.value == nil)
    #expect(evidence != .unavailable("crates.io was not asked"))
  }

  @Test(arguments: ["", "../a", "a/b", "é", String(repeating: "a", count: 65)])
  func `a name that is none has no file`(name: String) {
    let files = InMemoryFileSystem()
    #expect(
      PublisherMemory(in: "/c", files: files).crate(name)
        == .unavailable("`\(name)` cannot be the name of a crate"))
  }

  @Test func `a record is asked for anew when it is old or lacks a version`() throws {
    let one = try Version(parsing: "1.0.0")
    func crate(_ age: Int, _ versions: [String], owners: [Party]? = []) throws
      -> LockedCratePublishing
    {
      LockedCratePublishing(
        name: "a\(age)", versions: [one],
        publishing: .known(
          CratePublishing(
            name: "a",
            publications: try versions.map {
              Publication(
                version: try Version(parsing: $0), published: Self.now, means: .unrecorded)
            }, owners: owners, asked: Self.now.adding(days: -age))))
    }
    let crates = [
      try crate(1, ["1.0.0"]), try crate(7, ["1.0.0"]), try crate(8, ["1.0.0"]),
      try crate(2, ["1.1.0"]), try crate(3, ["1.0.0"], owners: nil),
      LockedCratePublishing(name: "z", versions: [one], publishing: .unavailable("")),
    ]
    #expect(PublisherFetch.needed(crates, now: Self.now) == ["a8", "a2", "a3", "z"])
  }
}
