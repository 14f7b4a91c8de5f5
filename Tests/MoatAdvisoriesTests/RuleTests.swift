import MoatAdvisories
import MoatFindings
import MoatModel
import Testing

@Suite struct `vulnerable-dependency` {
  private let rule = VulnerableDependency()

  @Test func `reports a version an advisory affects`() throws {
    let findings = rule.findings(
      in: try facts(
        [package("h2", "0.3.26", paths: [["app", "hyper", "h2"]])],
        [advisory("RUSTSEC-2026-0258", "h2", title: "Empty frames.", patched: #"">= 0.4.16""#)]))
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(
      finding.message == "`h2 0.3.26` has a known vulnerability: Empty frames (RUSTSEC-2026-0258)")
    #expect(finding.severity == .high)
    #expect(finding.subject.advisory == "RUSTSEC-2026-0258")
    #expect(
      finding.notes == ["https://rustsec.org/advisories/RUSTSEC-2026-0258"])
    #expect(finding.subject.reach == .shipped)
    #expect(
      finding.help == "update to `>= 0.4.16`, which is not compatible with `0.3.26`: "
        + "update `hyper`, through which it comes in")
  }

  @Test func `is quiet about what no advisory affects`() throws {
    let documents = try [
      advisory("RUSTSEC-2026-0001", "foo", patched: #"">= 1.2.0""#),
      advisory("RUSTSEC-2026-0002", "foo", extra: #"withdrawn = "2026-02-02""#),
      advisory("RUSTSEC-2026-0003", "foo", extra: #"informational = "unsound""#),
      advisory("RUSTSEC-2026-0004", "foo", extra: #"categories = ["malicious"]"#),
    ]
    let packages = try [package("foo", "1.2.0"), package("foo", "1.0.0", origin: .elsewhere)]
    #expect(try rule.findings(in: facts(packages, documents)).isEmpty)
    #expect(rule.findings(in: facts(packages, .unavailable("none"))).isEmpty)
  }

  @Test(arguments: [
    ("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", Reach.shipped, Severity.high),
    ("AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", .shipped, .medium),
    ("AV:L/AC:H/PR:L/UI:N/S:U/C:L/I:N/A:N", .shipped, .low),
    ("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", .unknown, .high),
    ("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", .build, .medium),
    ("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", .test, .low),
    ("nonsense", .shipped, .high),
  ])
  func `weighs by score and reach`(vector: String, reach: Reach, severity: Severity) throws {
    let document = try advisory("RUSTSEC-2026-0001", "foo", extra: "cvss = \"CVSS:3.1/\(vector)\"")
    let findings = rule.findings(in: try facts([package("foo", "1.0.0", reach: reach)], [document]))
    #expect(findings.map(\.severity) == [severity])
  }

  @Test func `says how to get to the fix`() throws {
    func help(
      _ patched: String, _ dependents: [AuditedPackage.Dependent] = [], unaffected: String? = nil
    ) throws -> String? {
      let document = try advisory(
        "RUSTSEC-2026-0001", "foo", patched: patched, unaffected: unaffected)
      let it = try package("foo", "1.1.0", dependents: dependents)
      return rule.findings(in: try facts([it], [document])).first?.help
    }
    let strict = AuditedPackage.Dependent(
      "app", requirement: try VersionRequirement(parsing: "=1.1.0"))
    #expect(
      try help(#"">= 1.2.0""#)
        == "update to `>= 1.2.0`: `cargo update -p foo@1.1.0 --precise 1.2.0`")
    #expect(
      try help(#"">= 1.2.0""#, [strict])
        == "update to `>= 1.2.0`: `app` asks for `=1.1.0`, so raise that requirement first")
    #expect(
      try help(#""> 1.1.0""#) == "update to `> 1.1.0`: `cargo update -p foo@1.1.0`")
    #expect(try help("") == "no fixed version exists; replace `foo`")
    #expect(
      try help("", unaffected: #""< 1.1.0""#)
        == "no fixed version exists; `< 1.1.0` is not affected")
  }
}

@Suite struct `malicious-dependency` {
  private let rule = MaliciousDependency()

  @Test func `reports a takedown whatever it reaches and however it is spelled`() throws {
    let document = try advisory(
      "RUSTSEC-2026-0001", "evil-crate",
      title: "`evil-crate` was removed from crates.io due to malicious code",
      extra: #"informational = "notice""#)
    let findings = rule.findings(
      in: try facts([package("evil_crate", "0.1.0", reach: .test)], [document]))
    #expect(findings.map(\.severity) == [.high])
    #expect(
      findings.first?.help == "do not build this project: remove `evil_crate`, then replace every "
        + "secret of the machines that built it")
  }

  @Test func `names the versions that are safe`() throws {
    let document = try advisory(
      "RUSTSEC-2026-0260", "arrayref", unaffected: #""<= 0.3.9""#,
      extra: #"categories = ["malicious"]"#)
    let findings = rule.findings(
      in: try facts([package("arrayref", "0.3.10"), package("arrayref", "0.3.9")], [document]))
    #expect(findings.count == 1)
    #expect(findings.first?.help?.contains("move `arrayref` to `<= 0.3.9`") == true)
  }

  @Test func `is quiet about vulnerabilities`() throws {
    let document = try advisory("RUSTSEC-2026-0001", "foo", title: "Panic on malicious input")
    #expect(try rule.findings(in: facts([package("foo", "1.0.0")], [document])).isEmpty)
  }
}

@Suite struct `informational advisories` {
  private func documents() throws -> [AdvisoryDocument] {
    try ["unsound", "unmaintained", "notice", "haunted"].enumerated().map { index, kind in
      try advisory("RUSTSEC-2026-000\(index)", kind, extra: "informational = \"\(kind)\"")
    }
  }

  @Test func `each kind has its rule`() throws {
    let packages = try ["unsound", "unmaintained", "notice", "haunted"].map {
      try package($0, "1.0.0")
    }
    let facts = try facts(packages, documents())
    #expect(
      UnsoundDependency().findings(in: facts).map(\.message) == [
        "`unsound 1.0.0` is unsound: A flaw (RUSTSEC-2026-0000)"
      ])
    #expect(
      UnmaintainedDependency().findings(in: facts).map(\.message) == [
        "`unmaintained 1.0.0` is unmaintained: A flaw (RUSTSEC-2026-0001)"
      ])
    #expect(AdvisoryNotice().findings(in: facts).map(\.severity) == [.info, .low])
    #expect(VulnerableDependency().findings(in: facts).isEmpty)
  }

  @Test func `each rule is quiet without its kind`() throws {
    let facts = try facts(
      [package("foo", "1.0.0")], [advisory("RUSTSEC-2026-0001", "foo")])
    #expect(UnsoundDependency().findings(in: facts).isEmpty)
    #expect(UnmaintainedDependency().findings(in: facts).isEmpty)
    #expect(AdvisoryNotice().findings(in: facts).isEmpty)
  }

  @Test func `one finding for all versions, with the strongest reach`() throws {
    let packages = try [
      package("unmaintained", "2.0.0", reach: .shipped, paths: [["app", "b", "unmaintained"]]),
      package("unmaintained", "1.0.0", reach: .test, paths: [["app", "a", "unmaintained"]]),
    ]
    let findings = UnmaintainedDependency().findings(in: try facts(packages, documents()))
    let finding = try #require(findings.first)
    #expect(findings.count == 1)
    #expect(
      finding.message.hasPrefix("`unmaintained 1.0.0`, `unmaintained 2.0.0` are unmaintained"))
    #expect(finding.subject.reach == .shipped)
    #expect(finding.paths.count == 2)
    #expect(
      finding.help == "update or replace `a`, through which `unmaintained` comes in")
  }
}

@Suite struct `yanked-dependency` {
  @Test func `reports what the index cache marks`() throws {
    let findings = YankedDependency().findings(
      in: try facts([package("ring", "0.17.5", isYanked: .known(true))]))
    #expect(findings.map(\.message) == ["`ring 0.17.5` was yanked"])
    #expect(findings.first?.help == "update it: `cargo update -p ring@0.17.5`")
  }

  @Test func `is quiet about others and where nothing is known`() throws {
    let packages = try [
      package("ring", "0.17.8", isYanked: .known(false)), package("foo", "1.0.0"),
    ]
    #expect(try YankedDependency().findings(in: facts(packages)).isEmpty)
  }
}

@Suite struct `vulnerable-toolchain` {
  private func findings(_ role: RequiredToolchain.Role, _ text: String) throws -> [Finding] {
    let documents = try [
      advisory("CVE-2022-21658", "std", title: "Race", patched: #"">= 1.58.1""#, in: .rust),
      advisory("CVE-2021-1", "cargo", title: "Hosts", patched: #"">= 1.50.0""#, in: .rust),
    ]
    let toolchain = RequiredToolchain(role, text, label: Label("rust-toolchain.toml"))
    return VulnerableToolchain().findings(in: try facts([], documents, toolchains: [toolchain]))
  }

  @Test func `reports a pinned channel`() throws {
    let found = try findings(.pinned, "1.58.0-x86_64-unknown-linux-gnu")
    #expect(found.map(\.subject.advisory) == ["CVE-2022-21658"])
    #expect(found.map(\.severity) == [.high])
    #expect(found.first?.help == "set the channel to `1.58.1` or later")
    #expect(try findings(.pinned, "1.49").count == 2)
  }

  @Test func `mentions an old minimum once`() throws {
    let found = try findings(.minimum, "1.49")
    #expect(found.map(\.severity) == [.info])
    #expect(
      found.first?.message
        == "Rust `1.49`, which `rust-version` allows, has 2 known vulnerabilities")
    #expect(
      found.first?.help == "build releases with a current toolchain; `>= 1.58.1` has none of these")
    #expect(try findings(.minimum, "1.58").count == 1)
  }

  @Test(arguments: ["1.58", "1.58.1", "1.80.0", "stable", "nightly-2021-01-01", "beta", "", "1.*"])
  func `is quiet about a channel`(text: String) throws {
    #expect(try findings(.pinned, text).isEmpty)
  }
}

@Suite struct `advisory database rules` {
  @Test func `an old database is stale`() throws {
    let findings = StaleAdvisoryDatabase().findings(in: try facts([], today: "2027-01-01"))
    #expect(findings.map(\.message) == ["the advisory database is 133 days old"])
    #expect(findings.first?.isUndetermined == false)
  }

  @Test(arguments: ["2026-08-21", "2026-08-20", "2026-09-20"])
  func `a recent one is not`(today: String) throws {
    #expect(try StaleAdvisoryDatabase().findings(in: facts([], today: today)).isEmpty)
  }

  @Test func `an age that cannot be told is undetermined`() throws {
    let future = StaleAdvisoryDatabase().findings(in: try facts([], today: "2026-01-01"))
    #expect(future.map(\.isUndetermined) == [true])
    let undated = StaleAdvisoryDatabase().findings(
      in: facts([], .known(try database([], day: nil))))
    #expect(undated.map(\.isUndetermined) == [true])
  }

  @Test func `no database, or an empty one, is undetermined`() throws {
    let missing = MissingAdvisoryDatabase()
    let none = missing.findings(in: facts([], .unavailable("the folder does not exist")))
    #expect(none.map(\.kind) == [.undetermined(because: "the folder does not exist")])
    #expect(try missing.findings(in: facts([])).map(\.isUndetermined) == [true])
    let full = try facts([], [advisory("RUSTSEC-2026-0001", "foo")])
    #expect(missing.findings(in: full).isEmpty)
  }

  @Test func `broken files are one undetermined finding`() throws {
    let files = (1...7).map {
      UnreadableAdvisory(path: "crates/a/\($0).md", span: .start, line: $0, message: "no")
    }
    let findings = BrokenAdvisory().findings(
      in: facts([], .known(try database([], broken: files))))
    #expect(findings.count == 1)
    #expect(findings.first?.isUndetermined == true)
    #expect(findings.first?.message == "7 advisories could not be read")
    #expect(findings.first?.notes.count == 6)
    #expect(findings.first?.notes.first == "advisory-db/crates/a/1.md:1: no")
    #expect(findings.first?.primary.path == "advisory-db/crates/a/1.md")
    #expect(BrokenAdvisory().findings(in: facts([], .known(try database([])))).isEmpty)
  }
}

@Suite struct `Advisory rules` {
  @Test func `have distinct ids in order and say everything`() {
    let infos = AdvisoryRules.all.map { type(of: $0).info }
    #expect(infos.map(\.id) == infos.map(\.id).sorted())
    #expect(Set(infos.map(\.id)).count == infos.count)
    for info in infos {
      #expect(info.group == .advisories)
      let page = info.explanation
      for section in [page.whatItDoes, page.whyItMatters, page.whatToDo] {
        #expect(!section.isEmpty)
      }
      #expect(page.example.contains("[\(info.id)]"))
      #expect(!info.references.isEmpty)
    }
  }
}
