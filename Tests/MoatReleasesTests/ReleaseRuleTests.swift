import MoatFindings
import MoatModel
import MoatReleases
import Testing

private let now = Timestamp("2026-08-22T12:00:00Z") ?? Timestamp(secondsSinceEpoch: 0)

private func moment(daysAgo days: Int, hours: Int = 0) -> Timestamp {
  Timestamp(secondsSinceEpoch: now.secondsSinceEpoch - days * 86_400 - hours * 3_600)
}

private func version(_ text: String) -> Version {
  (try? Version(parsing: text)) ?? Version(0, 0, 0)
}

private func release(
  _ text: String, yanked: Bool = false, age: Int? = nil, seen: Int? = nil, yankSeen: Int? = nil,
  change: Release.Change? = nil
) -> Release {
  Release(
    version: version(text), isYanked: yanked, published: age.map { moment(daysAgo: $0) },
    firstSeen: seen.map { moment(daysAgo: $0) }, yankSeen: yankSeen.map { moment(daysAgo: $0) },
    change: change)
}

private func locked(
  _ text: String, name: String = "foo", reach: Reach = .shipped, dependents: [PackageIdentity] = []
) -> LockedRelease {
  LockedRelease(
    identity: PackageIdentity(name: name, version: text), version: version(text), reach: reach,
    label: Label("Cargo.lock", SourceSpan(0, 1)), dependents: dependents)
}

private func facts(
  _ text: String, _ releases: Evidence<[Release]>, firstSeen: Int? = nil,
  reach: Reach = .shipped, dependents: [PackageIdentity] = [],
  cooldown: ReleaseFacts.Cooldown = ReleaseFacts.Cooldown(),
  record: ReleaseFacts.Record? = nil, fixes: @escaping ReleaseFacts.Fixes = { _, _ in [] }
) -> ReleaseFacts {
  ReleaseFacts(
    crates: [
      ReleaseFacts.Crate(
        name: "foo", locked: [locked(text, reach: reach, dependents: dependents)],
        releases: releases, firstSeen: firstSeen.map { moment(daysAgo: $0) }, fixes: fixes)
    ], lockfile: Label("Cargo.lock"), cooldown: cooldown, record: record, now: now)
}

private func messages(_ findings: [Finding]) -> [String] { findings.map(\.message) }

@Suite struct `too-new-version` {
  private let rule = TooNewVersion()
  private static let configured = ReleaseFacts.Cooldown(days: 7, isConfigured: true)

  @Test(arguments: [
    (0, "less than an hour old"), (1, "24 hours old"), (2, "2 days old"),
    (-1, "dated in the future"),
  ]) func `warns of a version of the last three days`(age: Int, words: String) {
    let found = rule.findings(in: facts("1.0.1", .known([release("1.0.1", age: age)])))
    #expect(messages(found) == ["`foo 1.0.1` is \(words)"])
    #expect(found.map(\.severity) == [.low])
  }

  @Test func `is quiet from the third day on`() {
    #expect(rule.findings(in: facts("1.0.1", .known([release("1.0.1", age: 3)]))).isEmpty)
  }

  @Test func `weighs more where the project asked for it`() {
    let releases: Evidence = .known([release("1.0.1", age: 5), release("1.0.0", age: 400)])
    let found = rule.findings(in: facts("1.0.1", releases, cooldown: Self.configured))
    #expect(found.map(\.severity) == [.medium])
    #expect(
      found.first?.help
        == "until 2026-08-25 lock the version before it: `cargo update -p foo@1.0.1 --precise 1.0.0`"
    )
    let tests = facts("1.0.1", releases, reach: .test, cooldown: Self.configured)
    #expect(rule.findings(in: tests).map(\.severity) == [.low])
  }

  @Test(arguments: [
    release("0.9.0", age: 400), release("1.0.0", yanked: true, age: 400),
    release("1.0.0", age: 1), release("1.0.0-rc.1", age: 400), release("1.0.2", age: 400),
  ]) func `never names as the version before it`(other: Release) {
    let found = rule.findings(in: facts("1.0.1", .known([release("1.0.1", age: 1), other])))
    #expect(
      found.first?.help == "wait until 2026-08-25, or look at what it changes before you build it")
  }

  @Test func `lets a fix pass, told of the versions that could stand in for it`() {
    let releases: Evidence = .known([
      release("1.0.1", age: 1), release("1.0.0", age: 2), release("0.9.9", yanked: true, age: 9),
      release("0.9.8"), release("2.0.0", age: 90),
    ])
    let asked = facts("1.0.1", releases) { fixed, earlier in
      fixed == version("1.0.1") && earlier.sorted() == [version("0.9.8"), version("0.9.9")]
        ? ["RUSTSEC-2026-0001"] : []
    }
    #expect(rule.findings(in: asked).isEmpty)
  }

  @Test func `is off at zero`() {
    let off = ReleaseFacts.Cooldown(days: 0, isConfigured: true)
    #expect(
      rule.findings(in: facts("1.0.1", .known([release("1.0.1", age: 0)]), cooldown: off)).isEmpty)
    #expect(rule.findings(in: facts("1.0.1", .unavailable("none"), cooldown: off)).isEmpty)
  }

  @Test(
    arguments: [
      (.unavailable("no cache"), "no cache"),
      (.known([]), "Cargo's index cache has no version 1.0.1 of `foo`"),
      (.known([release("1.0.1")]), "the index has no date for it"),
      (.known([release("1.0.1", seen: 2)]), "the index has no date for it"),
    ] as [(Evidence<[Release]>, String)])
  func `does not pass where the age is not known`(releases: Evidence<[Release]>, why: String) {
    #expect(rule.findings(in: facts("1.0.1", releases)).isEmpty, "the default says nothing")
    let found = rule.findings(in: facts("1.0.1", releases, cooldown: Self.configured))
    #expect(messages(found) == ["the age of `foo 1.0.1` is not known"])
    #expect(found.map(\.kind) == [.undetermined(because: why)])
  }

  @Test func `takes the first look for the date where there is none`() {
    let seen = facts("1.0.1", .known([release("1.0.1", seen: 8)]), cooldown: Self.configured)
    #expect(rule.findings(in: seen).isEmpty)
  }

  @Test func `survives a cooldown of more days than there are`() {
    let endless = ReleaseFacts.Cooldown(days: .max, isConfigured: true)
    let found = rule.findings(
      in: facts("1.0.1", .known([release("1.0.1", age: 9_000)]), cooldown: endless))
    #expect(found.count == 1)
  }
}

/// The takeover of a crate that had ten versions over nine years, hours after it.
private func takeover(
  left age: Int = 0, yanked count: Int = 10, oldest: Int = 3_000, newest: Int = 700
) -> [Release] {
  let step = count > 1 ? (oldest - newest) / (count - 1) : 0
  return (0..<count).map { release("0.3.\($0)", yanked: true, age: oldest - $0 * step) }
    + [release("0.3.\(count)", age: age)]
}

@Suite struct `yank-storm` {
  private let rule = YankStorm()

  @Test func `sees a fresh version beside nothing but yanked ones`() {
    let found = rule.findings(in: facts("0.3.10", .known(takeover())))
    #expect(messages(found) == ["every version of `foo` but 0.3.10 was yanked: 10 of them"])
    #expect(found.map(\.severity) == [.medium])
    #expect(
      found.first?.help == "do not build it before you know why; go back to 0.3.9, yanked or not")
  }

  @Test func `tells who has a yanked version to stay`() {
    let found = rule.findings(in: facts("0.3.9", .known(takeover())))
    #expect(found.first?.help == "stay on 0.3.9: do not update `foo` before you know why")
  }

  @Test func `is sure where it saw the yanks`() {
    let releases = takeover(left: 6).map { old in
      Release(
        version: old.version, isYanked: old.isYanked, published: old.published,
        firstSeen: moment(daysAgo: 200), yankSeen: old.isYanked ? moment(daysAgo: 5) : nil)
    }
    let found = rule.findings(in: facts("0.3.10", .known(releases), firstSeen: 200))
    #expect(found.map(\.severity) == [.high])
    #expect(found.first?.notes.last == "10 were first seen yanked at \(moment(daysAgo: 5))")
  }

  @Test func `reports what it saw for a month`() {
    func seen(_ days: Int) -> [Release] {
      takeover(left: days + 1).map { old in
        Release(
          version: old.version, isYanked: old.isYanked, published: old.published,
          firstSeen: moment(daysAgo: 200), yankSeen: old.isYanked ? moment(daysAgo: days) : nil)
      }
    }
    #expect(rule.findings(in: facts("0.3.10", .known(seen(30)), firstSeen: 200)).count == 1)
    #expect(rule.findings(in: facts("0.3.10", .known(seen(31)), firstSeen: 200)).isEmpty)
  }

  @Test(arguments: [
    takeover() + [release("0.2.0", age: 3_100)],
    takeover() + [release("0.4.0", yanked: true, age: 0)],
    takeover().filter(\.isYanked),
    takeover().map { Release(version: $0.version, published: $0.published) },
    takeover().map { Release(version: $0.version, isYanked: $0.isYanked) },
  ]) func `is quiet where an older one is left, a newer one yanked, none is, or nothing is dated`(
    releases: [Release]
  ) {
    #expect(rule.findings(in: facts("0.3.10", .known(releases))).isEmpty)
  }

  @Test func `is quiet on a version that is a week old, two yanked ones, and a new crate`() {
    #expect(rule.findings(in: facts("0.3.10", .known(takeover(left: 7)))).count == 1)
    #expect(rule.findings(in: facts("0.3.10", .known(takeover(left: 8)))).isEmpty)
    #expect(rule.findings(in: facts("0.3.2", .known(takeover(yanked: 2)))).isEmpty)
    #expect(
      rule.findings(in: facts("0.3.5", .known(takeover(yanked: 5, oldest: 89, newest: 2)))).isEmpty,
      "a new author's first tries")
  }

  @Test func `leaves alone a maintainer who yanks what an advisory is about`() {
    let fixed = facts("0.3.10", .known(takeover())) { fixed, earlier in
      fixed == version("0.3.10") && earlier.count == 10 ? ["RUSTSEC-2026-0001"] : []
    }
    #expect(rule.findings(in: fixed).isEmpty)
  }

  @Test func `leaves alone a crate that yanks each version when the next is out`() {
    let habit = takeover().map { old in
      // All seen a month ago, when the old ones were yanked and the newest was not there.
      Release(
        version: old.version, isYanked: old.isYanked, published: old.published,
        firstSeen: moment(daysAgo: old.isYanked ? 30 : 0))
    }
    #expect(rule.findings(in: facts("0.3.10", .known(habit), firstSeen: 30)).isEmpty)
  }

  @Test func `needs no date of what it saw appear`() {
    func seen(left days: Int) -> Evidence<[Release]> {
      .known(
        (0..<4).map { release("0.3.\($0)", yanked: true, seen: 200, yankSeen: 1) }
          + [release("0.3.4", seen: days)])
    }
    #expect(rule.findings(in: facts("0.3.4", seen(left: 2), firstSeen: 200)).count == 1)
    #expect(rule.findings(in: facts("0.3.4", seen(left: 20), firstSeen: 200)).isEmpty)
    #expect(
      rule.findings(in: facts("0.3.4", seen(left: 2), firstSeen: 2)).isEmpty,
      "it was there at the first look")
  }
}

@Suite struct `changed-index-entry` {
  private let rule = ChangedIndexEntry()
  private static let change = Release.Change(
    parts: [.content, .checksum], recorded: moment(daysAgo: 90), seen: moment(daysAgo: 1))

  @Test func `reports the locked version and every other`() {
    let found = rule.findings(
      in: facts(
        "1.0.1",
        .known([
          release("1.0.1", change: Self.change), release("1.0.0", change: Self.change),
          release("0.9.0"),
        ])))
    #expect(
      messages(found)
        == ["1.0.0", "1.0.1"].map {
          "the index entry of `foo \($0)` has changed: its checksum, its dependencies, features or links"
        })
    #expect(found.map(\.severity) == [.tampering, .tampering])
    #expect(found.first?.notes.last == "not this version is locked, but 1.0.1")
    #expect(found.last?.notes.count == 1)
  }

  @Test func `says that a record is damaged, which is no proof of anything`() {
    let record = ReleaseFacts.Record(path: "/cache/index-entries", problem: "it is damaged")
    let found = rule.findings(in: facts("1.0.1", .known([release("1.0.1")]), record: record))
    #expect(found.map(\.isUndetermined) == [true])
    #expect(found.map(\.severity) == [.low])
    let whole = ReleaseFacts.Record(path: "/cache/index-entries")
    #expect(rule.findings(in: facts("1.0.1", .known([release("1.0.1")]), record: whole)).isEmpty)
  }
}

@Suite struct `first-version-is-high` {
  private let rule = FirstVersionIsHigh()

  @Test(arguments: [
    ("99.0.1", [release("99.0.1", age: 2)]),
    ("9.0.0", [release("9.0.0", age: 90), release("9.0.1", age: 1)]),
    ("9999.0.0", [release("9999.0.0", age: 2), release("0.1.0", age: 1)]),
    ("99.0.1", [release("99.0.1")]),
    ("99.0.1", [release("99.0.1", seen: 3)]),
  ]) func `fires on`(locked: String, releases: [Release]) {
    let found = rule.findings(in: facts(locked, .known(releases)))
    #expect(found.count == 1)
    #expect(found.first?.message.contains("begins with version") ?? false)
    #expect(found.map(\.severity) == [.low])
  }

  @Test(arguments: [
    ("99.0.1", []),
    ("8.9.9", [release("8.9.9", age: 2)]),
    ("99.0.1", [release("99.0.1", age: 2), release("1.0.0", age: 3)]),
    ("99.0.1", [release("99.0.1"), release("1.0.0", age: 3)]),
    ("110.0.0", [release("110.0.0", age: 91), release("111.0.0", age: 1)]),
    ("110.0.0", [release("110.0.0", seen: 91)]),
  ]) func `is quiet on`(locked: String, releases: [Release]) {
    #expect(rule.findings(in: facts(locked, .known(releases))).isEmpty)
  }

  @Test func `passes a family that is published together`() {
    let releases: Evidence = .known([release("38.0.0", age: 2)])
    func dependent(_ version: String) -> [PackageIdentity] {
      [PackageIdentity(name: "family", version: version)]
    }
    #expect(
      rule.findings(in: facts("38.0.0", releases, dependents: dependent("38.0.0"))).isEmpty)
    #expect(
      rule.findings(in: facts("38.0.0", releases, dependents: dependent("38.0.1"))).count == 1)
  }
}
