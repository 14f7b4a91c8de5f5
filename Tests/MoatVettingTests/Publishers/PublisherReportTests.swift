import MoatModel
import MoatVetting
import Testing

@Suite struct `Who can publish what is locked` {
  private static let alice = Party.user(1, login: "alice", name: "Alice")
  private static let bob = Party.user(2, login: "bob")
  private static let team = Party.team(1, login: "github:o:t")

  private func crate(
    _ name: String, _ versions: [String], _ lines: [String], owners: [Party]? = nil,
    asked: String? = nil
  ) throws -> LockedCratePublishing {
    LockedCratePublishing(
      name: name, versions: try versions.map { try Version(parsing: $0) },
      publishing: .known(
        CratePublishing(
          name: name, publications: try lines.map(publication), owners: owners,
          asked: asked.flatMap { Timestamp($0) })))
  }

  @Test func `the widest reach comes first`() throws {
    let report = PublisherReport([
      try crate(
        "a", ["1.0.0"], ["1.0.0 2024-01-01 user 1 alice Alice"], owners: [Self.alice, Self.team],
        asked: "2026-01-02"),
      try crate(
        "b", ["2.0.0"], ["1.0.0 2023-01-01 user 1 alice", "2.0.0 2024-01-01 github:o/b"],
        owners: [Self.alice], asked: "2026-01-01"),
      try crate("c", ["1.0.0"], ["1.0.0 2024-01-01 user 2 bob"], owners: [Self.team]),
    ])
    #expect(report.entries.map(\.party.login) == ["alice", "github:o:t", "github:o/b", "bob"])
    let first = report.entries[0]
    #expect(first.owned == ["a", "b"])
    #expect(first.published.map(\.description) == ["a 1.0.0"])
    #expect(first.publishes == ["a", "b"])
    // Who published and owns no longer has no reach, and is not left out.
    #expect(report.entries[3].reach.isEmpty)
    #expect(report.entries[3].formerly == ["c"])
    #expect(report.oldest == Timestamp("2026-01-01"))
    #expect(!report.knowsNothing)
  }

  @Test func `a user and a team of one number are two`() throws {
    let report = PublisherReport([
      try crate("a", ["1.0.0"], ["1.0.0 2024-01-01 user 1 alice"], owners: [Self.team])
    ])
    #expect(Set(report.entries.map(\.party.key)) == [.user(1), .team(1)])
  }

  @Test func `what is not known is said`() throws {
    let report = PublisherReport([
      LockedCratePublishing(
        name: "a", versions: [try Version(parsing: "1.0.0"), try Version(parsing: "0.1.0")],
        publishing: .unavailable("nobody asked")),
      try crate("b", ["1.0.0", "2.0.0"], ["1.0.0 2014-01-01 -"], asked: "2026-01-01"),
    ])
    #expect(report.unknown.map(\.identity.description) == ["a 0.1.0", "a 1.0.0", "b 2.0.0"])
    #expect(report.unknown[2].why == "crates.io did not list it at 2026-01-01T00:00:00Z")
    #expect(report.unrecorded.map(\.description) == ["b 1.0.0"])
    #expect(report.ownersUnknown == ["a", "b"])
    #expect(report.lockedCount == 4)
  }

  @Test func `nothing known is not nothing locked`() throws {
    let nothing = LockedCratePublishing(
      name: "a", versions: [try Version(parsing: "1.0.0")], publishing: .unavailable("why"))
    #expect(PublisherReport([nothing]).knowsNothing)
    #expect(!PublisherReport([]).knowsNothing)
  }

  // MARK: the baseline

  private func baseline(_ text: String) throws -> PublisherBaseline {
    try PublisherBaseline(parsing: SourceText(path: "moat-publishers.toml", text: text))
  }

  @Test func `a baseline is read as it was written`() throws {
    let crates = [
      try crate("a", ["1.0.0"], ["1.0.0 2024-01-01 user 2 bob"], owners: [Self.alice, Self.team]),
      try crate("b-c", ["1.0.0"], ["1.0.0 2024-01-01 github:o/r"]),
      LockedCratePublishing(
        name: "d", versions: [try Version(parsing: "1.0.0")], publishing: .unavailable("why")),
    ]
    let accepted = try #require(Timestamp("2026-11-21T12:00:00Z"))
    let written = PublisherBaseline(crates, accepted: accepted)
    #expect(
      written.text == """
        # Who can publish the locked crates, as `cargo moat publishers accept` recorded it.
        # `cargo moat publishers --diff` says what changed since.
        version = 1
        accepted = "2026-11-21T12:00:00Z"

        [crates.a]
        owners = ["team 1 github:o:t", "user 1 alice"]
        published-by = ["user 2 bob"]

        [crates.b-c]
        published-by = ["workflow github:o/r"]

        """)
    let read = try baseline(written.text)
    #expect(read.text == written.text)
    let changes = PublisherChanges(from: read, to: written, locked: ["a", "b-c", "d"])
    #expect(changes.isEmpty)
  }

  @Test(arguments: [
    ("version = 2\n", "`version` is not 1: a newer Moat wrote it"),
    ("version = 1\n", "`accepted` is not a time"),
    ("version = 1\naccepted = \"x\"\n", "`accepted` is not a time"),
    ("version = 1\naccepted = \"2026-01-01\"\nmore = 1\n", "unknown key `more`"),
    ("version = 1\naccepted = \"2026-01-01\"\ncrates = 1\n", "`crates` is not a table"),
    (
      "version = 1\naccepted = \"2026-01-01\"\n[crates.a]\nowner = []\n", "unknown key `owner`"
    ),
    (
      "version = 1\naccepted = \"2026-01-01\"\n[crates.a]\nowners = [\"alice\"]\n",
      "not `user NUMBER LOGIN`, `team NUMBER LOGIN` or `workflow PLACE`"
    ),
  ])
  func `a baseline is refused`(text: String, message: String) throws {
    let error = #expect(throws: PublisherBaseline.Malformed.self) { try baseline(text) }
    #expect(error?.message == message)
  }

  private static let head = "version = 1\naccepted = \"2026-01-01\"\n"

  @Test func `who came is told from who went`() throws {
    let old = try baseline(
      Self.head + """
        [crates.a]
        owners = ["user 1 alice", "user 3 carol"]
        published-by = ["user 1 alice"]
        [crates.b]
        published-by = ["user 1 alice"]
        [crates.gone]
        published-by = []
        """)
    let new = try baseline(
      Self.head + """
        [crates.a]
        owners = ["user 1 alice-renamed", "user 2 bob"]
        published-by = ["workflow github:o/r"]
        [crates.b]
        owners = ["user 2 bob"]
        published-by = ["user 1 alice"]
        [crates.c]
        owners = ["user 9 zed"]
        """)
    let changes = PublisherChanges(from: old, to: new, locked: ["a", "b", "c"])
    #expect(changes.gone == ["gone"])
    #expect(changes.crates.map(\.name) == ["a", "c"])
    let first = changes.crates[0]
    #expect(first.newOwners.map(\.login) == ["bob"])
    #expect(first.goneOwners.map(\.login) == ["carol"])
    #expect(first.newPublishers.map(\.login) == ["github:o/r"])
    #expect(first.gonePublishers.map(\.login) == ["alice"])
    #expect(changes.crates[1].isNew)
    #expect(changes.addsSomebody)
    // Owners that were not known before are nobody new.
    let back = PublisherChanges(from: new, to: old, locked: ["a", "b", "gone"])
    #expect(back.crates.map(\.name) == ["a", "gone"])
    // Owners that were known, and are not now, may be anybody.
    #expect(back.notCompared == ["b"])
    let narrow = PublisherChanges(from: new, to: old, locked: ["a", "b"], asked: ["a"])
    #expect(narrow.notCompared.isEmpty)
  }
}
