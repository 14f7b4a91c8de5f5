import MoatModel
import MoatReleases
import Testing

private let now = Timestamp(secondsSinceEpoch: 1_800_000_000)

private func release(
  _ text: String, yanked: Bool = false, age: Int? = 100, seen: Int? = nil
) -> Release {
  Release(
    version: (try? Version(parsing: text)) ?? Version(0, 0, 0), isYanked: yanked,
    published: age.map { now.adding(days: -$0) }, firstSeen: seen.map { now.adding(days: -$0) })
}

@Suite struct `The version to fetch` {
  @Test func `is the newest that is old enough`() {
    let choice = ReleaseChoice(
      among: [
        release("1.0.0"), release("1.2.0", age: 3), release("1.3.0", age: 1),
        release("1.4.0", yanked: true), release("2.0.0-rc.1"), release("1.2.5", age: nil),
      ], cooldown: ReleaseFacts.Cooldown(), now: now)
    #expect(choice.chosen?.version.description == "1.2.0")
    #expect(
      choice.passedOver.map { "\($0.release.version) \($0.reason)" } == [
        "2.0.0-rc.1 prerelease", "1.4.0 yanked", "1.3.0 tooNew(\(now.adding(days: -1)))",
        "1.2.5 unknownAge",
      ])
  }

  @Test func `may be none`() {
    let choice = ReleaseChoice(
      among: [release("1.0.0", yanked: true), release("0.9.0", age: 0)],
      cooldown: ReleaseFacts.Cooldown(), now: now)
    #expect(choice.chosen == nil)
    #expect(choice.passedOver.count == 2)
  }

  @Test func `needs no date without a cooldown, or where it was seen long ago`() {
    let undated = [release("1.0.0", age: nil)]
    let off = ReleaseFacts.Cooldown(days: 0, isConfigured: true)
    #expect(ReleaseChoice(among: undated, cooldown: off, now: now).chosen != nil)
    #expect(
      ReleaseChoice(among: undated, cooldown: ReleaseFacts.Cooldown(), now: now).chosen == nil)
    let seen = [release("1.0.0", age: nil, seen: 3)]
    #expect(ReleaseChoice(among: seen, cooldown: ReleaseFacts.Cooldown(), now: now).chosen != nil)
  }
}

@Suite struct `Newer releases` {
  @Test(
    arguments: [
      ("1.0.0", "1.9.0", "2.1.0"), ("1.9.0", nil, "2.1.0"), ("2.1.0", nil, nil),
      ("0.3.1", "0.3.4", "2.1.0"), ("0.0.1", nil, "2.1.0"), ("2.2.0-a.1", "2.2.0-b.1", "2.2.0-b.1"),
    ] as [(String, String?, String?)])
  func `of`(current: String, compatible: String?, newest: String?) throws {
    let newer = NewerReleases(
      than: try Version(parsing: current),
      among: [
        "0.0.1", "0.0.2", "0.3.1", "0.3.4", "1.0.0", "1.9.0", "2.1.0", "2.2.0-b.1",
      ].map { release($0) } + [release("1.9.5", yanked: true), release("3.0.0", yanked: true)])
    #expect(newer.compatible?.version.description == compatible)
    #expect(newer.newest?.version.description == newest)
  }
}
