import MoatFindings
import MoatModel
import MoatRendering
import Testing

@Suite struct `human report` {
  private func render(
    _ report: Report, width: Int = 80, color: Bool = false,
    _ verbosity: HumanRenderer.Verbosity = .normal
  ) -> String {
    HumanRenderer(
      .init(width: width, isColored: color, verbosity: verbosity), rules: Sample.rules
    ).render(report)
  }

  @Test func `at 80 columns`() {
    #expect(
      render(Sample.mixed) == """
        error[missing-checksum]: `serde 1.0.0` has no checksum
          --> Cargo.lock:4:1
           |
        4  | name = "serde"
           | ^^^^^^^^^^^^^^
          ::: Cargo.toml asked for here
           = path: geckodriver → hyper → serde, and 11 more
           = note: reaches shipped code
           = help: delete the entry and run `cargo fetch`

        undetermined[yanked-version]: cannot tell whether `serde 1.0.0` was yanked
          --> Cargo.lock:4:1
           |
        4  | name = "serde"
           | ^^^^^^^^^^^^^^
           = because: Cargo's index cache has no entry for it

        warning[unmaintained-dependency]: 2 packages: a package that nobody maintains
          Cargo.lock:8   `bincode 1.0.0` is unmaintained
          Cargo.lock:11  `derivative 1.0.0` is unmaintained
           = help: look for a successor

        moat: 1 error, 1 undetermined, 2 warnings, 1 note hidden (-v shows them), 1
              suppressed · 1 lockfile, 756 packages, 34 rules · 1,225 advisories of
              2026-08-21
        verdict: findings (exit 1), 1 rule could not decide

        """)
  }

  @Test func `at 160 columns the summary is one line`() {
    let tail = render(Sample.mixed, width: 160).split(separator: "\n").suffix(2)
    #expect(
      tail == [
        "moat: 1 error, 1 undetermined, 2 warnings, 1 note hidden (-v shows them), 1 suppressed"
          + " · 1 lockfile, 756 packages, 34 rules · 1,225 advisories of 2026-08-21",
        "verdict: findings (exit 1), 1 rule could not decide",
      ])
  }

  @Test(arguments: [40, 80, 160], [HumanRenderer.Verbosity.quiet, .normal, .verbose])
  func `colour adds nothing but sequences`(width: Int, verbosity: HumanRenderer.Verbosity) {
    let colored = render(Sample.mixed, width: width, color: true, verbosity)
    #expect(colored.contains("\u{1b}["))
    #expect(
      colored.replacing(#/\u{1b}\[[0-9;]*m/#, with: "")
        == render(Sample.mixed, width: width, verbosity))
  }

  @Test func `quiet has only the summary`() {
    #expect(
      render(Sample.report([Sample.undecided]), width: 160, .quiet) == """
        moat: 1 undetermined · 1 lockfile, 756 packages, 34 rules · 1,225 advisories of 2026-08-21
        verdict: undetermined: 1 rule could not decide (exit 3)

        """)
  }

  @Test func `nothing found`() {
    #expect(
      render(Sample.report([]), width: 160) == """
        moat: no findings · 1 lockfile, 756 packages, 34 rules · 1,225 advisories of 2026-08-21
        verdict: clean

        """)
  }

  @Test func `nothing looked at is not clean`() {
    #expect(
      render(Sample.report([], lockfiles: 0)).hasSuffix(
        "verdict: undetermined: found no lockfile and no manifest (exit 3)\n"))
  }

  @Test func `verbose shows suppressed findings with their reason`() {
    #expect(
      render(Sample.report([Sample.accepted]), .verbose).hasPrefix(
        """
        suppressed[unmaintained-dependency]: `serde 1.0.0` is unmaintained
          --> Cargo.lock:4:1
           |
        4  | name = "serde"
           | ^^^^^^^^^^^^^^
           = help: look for a successor
           = reason: we replace it in spring (until 2027-03-01)
           = written: moat.toml

        """))
  }

  @Test func `tampering has its own word`() {
    let finding = Finding(Sample.digest, "`a 1.0.0` differs", at: Label("Cargo.lock"))
    #expect(
      render(Sample.report([JudgedFinding(finding, level: .deny)])).hasPrefix(
        "tampering[digest-mismatch]: `a 1.0.0` differs\n  --> Cargo.lock\n\nmoat: 1 tampering ·"))
  }

  @Test func `more than three errors of a rule share a block with their paths and helps`() {
    let many = (10...13).map { index in
      JudgedFinding(
        Finding(
          Sample.checksum, "`p\(index) 1.0.0` has no checksum",
          at: Label("Cargo.lock", SourceSpan(index, index + 1)), help: "do \(index)",
          subject: Sample.subject("p\(index)"), paths: [DependencyPath(["app", "p\(index)"])]),
        level: .deny)
    }
    #expect(
      render(Sample.report(many)).hasPrefix(
        """
        error[missing-checksum]: 4 packages: a registry package without a checksum
          Cargo.lock:1  `p10 1.0.0` has no checksum
                        path: app → p10
                        help: do 10

        """))
    #expect(render(Sample.report(Array(many.prefix(3)))).components(of: "-->") == 3)
  }

  @Test func `a long list of warnings is cut, and says so`() {
    let many = (0..<40).map { index in
      JudgedFinding(
        Finding(
          Sample.checksum, "`p\(index) 1.0.0` has no checksum",
          at: Label("Cargo.lock", SourceSpan(index, index + 1))), level: .warn)
    }
    let text = render(Sample.report(many))
    #expect(text.contains("and 25 more (-v shows them)"))
    #expect(text.contains("40 findings: a registry package without a checksum"))
  }

  @Test func `sixty findings fit on three screens`() {
    let errors = Array(repeating: Sample.serde.finding, count: 8).enumerated().map {
      JudgedFinding(
        Finding(
          Sample.checksum, "`p\($0.offset) 1.0.0` has no checksum", at: $0.element.primary,
          help: $0.element.help, subject: Sample.subject("p\($0.offset)", reach: .shipped),
          paths: $0.element.paths), level: .deny)
    }
    let warnings = (0..<52).map { index in
      let rule = Sample.rule("rule-\(index % 6)", .bans, .low, "x")
      let finding = Finding(
        rule, "`w\(index) 1.0.0` is doubtful", at: Sample.label("serde"), help: "look at it")
      return JudgedFinding(finding, level: .warn)
    }
    let lines = render(Sample.report(errors + warnings)).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 150)
  }

  @Test func `the same in several files is said once`() {
    let findings = ["a/Cargo.lock", "b/Cargo.lock", "c/Cargo.lock"].map {
      JudgedFinding(
        Finding(Sample.checksum, "`x 1.0.0` has no checksum", at: Label($0)), level: .deny)
    }
    #expect(
      render(Sample.report(findings)).hasPrefix(
        """
        error[missing-checksum]: `x 1.0.0` has no checksum
          --> a/Cargo.lock
          ::: b/Cargo.lock
          ::: c/Cargo.lock

        moat: 3 errors
        """))
  }

  @Test func `hostile input stays on its line`() {
    let evil = "\u{1b}[2J\u{202e}x\n::error::y\u{feff}"
    let source = SourceText(path: "a\u{1b}b", text: "\tname\u{7} = \u{200b}1")
    let finding = Finding(
      Sample.rule(evil, .lockfile, .high, "x"), evil,
      at: Label(source.path, SourceSpan(1, 5), evil), related: [Label(evil)], notes: [evil],
      help: evil, paths: [DependencyPath([evil])])
    let report = Report(
      findings: [JudgedFinding(finding, level: .deny)], sources: [source.path: source],
      scope: Report.Scope(lockfiles: 1, manifests: 0, packages: 1, rules: 1, advisories: evil))
    let text = render(report, width: 400)
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !TerminalText.isUnsafe($0) })
    #expect(
      text.hasPrefix(
        #"""
        error[\u{1b}[2J\u{202e}x\n::error::y\u{feff}]: \u{1b}[2J\u{202e}x\n::error::y\u{feff}
          --> a\u{1b}b:1:2
           |
        1  |     name\u{7} = \u{200b}1
           |     ^^^^ \u{1b}[2J\u{202e}x\n::error::y\u{feff}

        """#))
  }

  @Test func `carets stand under wide letters`() {
    let source = SourceText(path: "x", text: "a = \"日本\" # 語")
    let finding = Finding(Sample.checksum, "m", at: Label("x", SourceSpan(5, 11), "here"))
    let report = Report(
      findings: [JudgedFinding(finding, level: .deny)], sources: ["x": source],
      scope: Report.Scope(lockfiles: 1, manifests: 0, packages: 1, rules: 1, advisories: nil))
    #expect(render(report).contains("1  | a = \"日本\" # 語\n   |      ^^^^ here\n"))
  }

  @Test func `a long line shows the part around the span`() {
    let source = SourceText(
      path: "x",
      text: String(repeating: "a", count: 500) + "BAD" + String(repeating: "z", count: 500))
    let finding = Finding(Sample.checksum, "m", at: Label("x", SourceSpan(500, 503)))
    let report = Report(
      findings: [JudgedFinding(finding, level: .deny)], sources: ["x": source],
      scope: Report.Scope(lockfiles: 1, manifests: 0, packages: 1, rules: 1, advisories: nil))
    #expect(
      render(report, width: 40).contains(
        "1  | …aaaaaaaaBADzzzzzzzzzzzzzzzzzzzzzz…\n   |          ^^^\n"))
  }
}

extension String {
  func components(of part: String) -> Int { ranges(of: part).count }
}
