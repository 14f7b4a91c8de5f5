import MoatBans
import MoatFindings
import MoatModel
import MoatPolicy
import MoatSources
import Testing

private let high = RuleInfo(
  id: "missing-checksum", group: .lockfile, severity: .high, evidence: [.lockfile], summary: "x",
  explanation: Explanation(whatItDoes: "", whyItMatters: "", whatToDo: "", example: ""))
private let low = RuleInfo(
  id: "duplicate-versions", group: .bans, severity: .low, evidence: [.lockfile], summary: "x",
  explanation: Explanation(whatItDoes: "", whyItMatters: "", whatToDo: "", example: ""))

private func file(_ text: String) throws -> PolicyFile {
  try PolicyFile(
    parsing: SourceText(path: "moat.toml", text: "version = 1\n" + text), rules: [high, low])
}

private func finding(
  _ info: RuleInfo, _ name: String = "a", reach: Reach = .shipped, severity: Severity? = nil
) -> Finding {
  Finding(
    info, "message", at: Label("Cargo.lock"), severity: severity,
    subject: Subject(package: PackageIdentity(name: name, version: "1.0.0"), reach: reach))
}

@Suite struct `a policy` {
  @Test func `fails on medium and above by default`() {
    let policy = Policy()
    #expect(policy.level(of: finding(high), high) == .deny)
    #expect(policy.level(of: finding(low), low) == .warn)
    #expect(policy.level(of: finding(low, severity: .info), low) == .note)
  }

  @Test func `takes the more precise entry`() throws {
    let policy = Policy(
      repository: try file("[levels]\nbans = \"deny\"\n\"duplicate-versions@test\" = \"allow\"\n"))
    #expect(policy.level(of: finding(low), low) == .deny)
    #expect(policy.level(of: finding(low, reach: .test), low) == .allow)
    #expect(policy.level(of: finding(low, reach: .unknown), low) == .deny)
  }

  @Test func `lets flags win, and the stricter of equal flags`() throws {
    let selector = RuleSelector(target: .rule("duplicate-versions"), reach: nil)
    let policy = Policy(
      repository: try file("[levels]\nduplicate-versions = \"allow\"\n"),
      flags: [
        Policy.FlagLevel(selector: selector, level: .warn),
        Policy.FlagLevel(selector: selector, level: .deny),
      ])
    #expect(policy.level(of: finding(low), low) == .deny)
  }

  @Test func `never lowers tampering`() throws {
    let policy = Policy(
      repository: try file(
        "[levels]\nlockfile = \"allow\"\n[[suppress]]\nrule = \"missing-checksum\"\nreason = \"x\"\n"
      ))
    let tampering = finding(high, severity: .tampering)
    #expect(policy.level(of: tampering, high) == .deny)
    let today = Day(daysSinceEpoch: 20_000)
    #expect(policy.suppression(of: tampering, high, on: today) == nil)
    #expect(policy.suppression(of: finding(high), high, on: today) != nil)
    let judged = JudgedFinding(
      tampering, level: .allow, suppression: policy.suppressions.first)
    #expect(judged.level == .deny)
    #expect(judged.suppression == nil)
  }

  @Test func `expires suppressions the day after`() throws {
    let policy = Policy(
      repository: try file(
        "[[suppress]]\nrule = \"missing-checksum\"\nreason = \"x\"\nexpires = 2026-11-21\n"))
    let last = try #require(Day("2026-11-21"))
    let next = try #require(Day("2026-11-22"))
    #expect(policy.suppression(of: finding(high), high, on: last) != nil)
    #expect(policy.suppression(of: finding(high), high, on: next) == nil)
  }
}

@Suite struct `an organisation's policy` {
  @Test func `cannot be loosened`() throws {
    let policy = Policy(
      organisation: try file("[levels]\nduplicate-versions = \"deny\"\n"),
      repository: try file(
        """
        fail-on = "high"
        [levels]
        duplicate-versions = "allow"
        missing-checksum = "warn"
        [sources]
        allow-git = ["https://example.com/"]
        [[suppress]]
        rule = "missing-checksum"
        reason = "x"
        """))
    #expect(policy.level(of: finding(low), low) == .deny)
    #expect(policy.level(of: finding(high), high) == .deny)
    #expect(policy.suppression(of: finding(high), high, on: Day(daysSinceEpoch: 0)) == nil)
    #expect(policy.sources.allowedGit.isEmpty)
    #expect(policy.failOn.value == .medium)
  }

  @Test func `can be tightened`() throws {
    let policy = Policy(
      organisation: try file("[advisories]\nmaximum-age = 60\n[bans]\nmaximum-total = 200\n"),
      repository: try file(
        """
        fail-on = "low"
        [advisories]
        maximum-age = 10
        [bans]
        maximum-total = 100
        [[bans.deny]]
        crate = "openssl"
        """))
    #expect(policy.level(of: finding(low), low) == .deny)
    #expect(policy.maximumAge.value == 10)
    #expect(policy.bans.maximumTotal?.count == 100)
    #expect(policy.bans.denied.map(\.name) == ["openssl"])
  }

  @Test(arguments: [
    ("", "", 3, false), ("", "[releases]\ncooldown = 0\n", 0, true),
    ("[releases]\ncooldown = 14\n", "[releases]\ncooldown = 0\n", 14, true),
    ("[releases]\ncooldown = 14\n", "[releases]\ncooldown = 30\n", 30, true),
    ("[releases]\ncooldown = 0\n", "", 0, true),
  ]) func `takes the longer of two cooldowns`(
    outer: String, inner: String, days: Int, isConfigured: Bool
  ) throws {
    let policy = Policy(organisation: try file(outer), repository: try file(inner))
    #expect(policy.cooldown.value == days)
    #expect((policy.cooldown.origin != .standard) == isConfigured)
  }

  /// For every pair of levels the result is never below the organisation's.
  @Test(arguments: Level.allCases, Level.allCases)
  func `takes the stricter of two levels`(outer: Level, inner: Level) throws {
    let policy = Policy(
      organisation: try file("[levels]\nduplicate-versions = \"\(outer.rawValue)\"\n"),
      repository: try file("[levels]\nduplicate-versions = \"\(inner.rawValue)\"\n"))
    #expect(policy.level(of: finding(low), low) == max(outer, inner))
  }
}

@Suite struct `moat.toml` {
  @Test(arguments: [
    ("fail_on = \"low\"", "did you mean `fail-on`?"),
    ("[levels]\nduplicate-version = \"deny\"", "did you mean `duplicate-versions`?"),
    ("[[suppress]]\nrule = \"missing-checksum\"", "say why it is fine"),
    (
      "[[suppress]]\nrule = \"missing-checksum\"\nreason = \" \"",
      "say why it is fine; the next reader needs it"
    ),
    (
      "[[suppress]]\nrule = \"missing-checksum\"\nreason = \"x\"\nexpires = \"soon\"",
      "write it as `YYYY-MM-DD`"
    ),
    ("[[bans.deny]]\ncrate = \"a@!\"", "write `name`, `name@1.2.3` or `name@<2`"),
  ])
  func `refuses with something to do`(text: String, help: String) {
    do throws(PolicyError) {
      _ = try PolicyFile(
        parsing: SourceText(path: "moat.toml", text: "version = 1\n" + text), rules: [high, low])
      Issue.record("accepted: \(text)")
    } catch {
      #expect(error.help == help)
    }
  }

  @Test(arguments: [
    "", "version = 2", "version = \"1\"", "version = 1\nfail-on = \"tampering\"", "[",
  ])
  func `refuses`(text: String) {
    #expect(throws: PolicyError.self) {
      try PolicyFile(parsing: SourceText(path: "moat.toml", text: text), rules: [high, low])
    }
  }
}
