import MoatModel
import MoatWorkflows
import Testing

@Suite struct `a record of pins` {
  private static let one = CommitHash("3d3c42e5aac5ba805825da76410c181273ba90b1")
  private static let other = CommitHash("9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0")

  private func record(_ text: String) throws -> PinRecord {
    try PinRecord(parsing: SourceText(path: "moat-pins.toml", text: text))
  }

  @Test func `reads as it was written`() throws {
    let one = try #require(Self.one)
    let other = try #require(Self.other)
    let known = KnownRepository(
      repository: ActionRepository(owner: "actions", name: "checkout"),
      tags: ["v7.0.1": one, "v7": one, "v10.0.0": other, "odd \"name\"": other],
      branches: ["main": other], listsEveryTag: true,
      membership: [one: .member, other: .outsider], committed: [one: Day(daysSinceEpoch: 20_000)],
      asOf: Day("2026-11-21"), origin: "a test")
    let text = PinRecord([known]).text
    let read = try #require(try record(text).repositories.first)
    #expect(read.tags == known.tags)
    #expect(read.branches == known.branches)
    #expect(read.membership == known.membership)
    #expect(read.committed == known.committed)
    #expect(read.asOf == known.asOf)
    #expect(read.listsEveryTag)
    #expect(PinRecord([read]).text == text)
    // `v7` before `v7.0.1` before `v10.0.0`, and names that are no versions last.
    let order = ["\"v7\"", "\"v7.0.1\"", "\"v10.0.0\"", "\"odd"]
    let places = order.compactMap { text.firstRange(of: $0)?.lowerBound }
    #expect(places.count == order.count && places == places.sorted())
  }

  @Test(arguments: [
    "", "version = 2\n", "version = \"1\"\n", "version = 1\nother = 1\n",
    "version = 1\nrepository = 1\n",
    "version = 1\n[[repository]]\n", "version = 1\n[[repository]]\nname = \"a\"\n",
    "version = 1\n[[repository]]\nname = \"a/b\"\nodd = 1\n",
    "version = 1\n[[repository]]\nname = \"a/b\"\nas-of = \"today\"\n",
    "version = 1\n[[repository]]\nname = \"a/b\"\n[repository.tags]\nv1 = \"3d3c42e\"\n",
    "version = 1\n[[repository]]\nname = \"a/b\"\nmembers = [1]\n",
    "version = 1\n[[repository]]\nname = \"a/b\"\n[[repository]]\nname = \"A/B\"\n",
    "version = 1\n[[repository]]\nname = \"a/b\"\n[repository.committed]\nx = \"2026-01-01\"\n",
  ])
  func `is refused whole`(text: String) {
    #expect(throws: PinRecordError.self) { try record(text) }
  }

  @Test func `a commit that a tag leads to is a member`() throws {
    let one = try #require(Self.one)
    let other = try #require(Self.other)
    let known = KnownRepository(
      repository: ActionRepository(owner: "a", name: "b"), tags: ["v1": one], listsEveryTag: false,
      membership: [one: .outsider], origin: "a test")
    #expect(known.membership(of: one) == .member)
    #expect(known.membership(of: other) == nil)
  }

  @Test func `the fullest version labels a commit`() throws {
    let one = try #require(Self.one)
    let known = KnownRepository(
      repository: ActionRepository(owner: "a", name: "b"),
      tags: ["v4": one, "v4.2": one, "v4.2.1": one, "latest": one], listsEveryTag: true,
      origin: "a test")
    #expect(known.label(of: one) == "v4.2.1")
    #expect(known.newestRelease?.version.text == "v4.2.1")
  }
}
