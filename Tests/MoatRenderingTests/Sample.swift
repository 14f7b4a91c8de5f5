import MoatFindings
import MoatModel

/// Inputs the suites share.
enum Sample {
  static let checksum = rule(
    "missing-checksum", .lockfile, .high, "a registry package without a checksum")
  static let unmaintained = rule(
    "unmaintained-dependency", .advisories, .low, "a package that nobody maintains")
  static let yanked = rule("yanked-version", .advisories, .medium, "a version that was yanked")
  static let digest = rule(
    "digest-mismatch", .lockfile, .tampering, "bytes that differ from their checksum")
  static let rules = [checksum, unmaintained, yanked, digest]

  static let lockfile = SourceText(
    path: "Cargo.lock",
    text: """
      version = 4

      [[package]]
      name = "serde"
      version = "1.0.0"

      [[package]]
      name = "bincode"

      [[package]]
      name = "derivative"

      """)

  static func rule(
    _ id: String, _ group: RuleGroup, _ severity: Severity, _ summary: String
  ) -> RuleInfo {
    RuleInfo(
      id: id, group: group, severity: severity, evidence: [.lockfile], summary: summary,
      explanation: Explanation(
        whatItDoes: "Reports \(summary).", whyItMatters: "Nobody answers for it.",
        whatToDo: "Replace it:\n\n- first\n- then", example: "```toml\nname = \"x\"\n```"),
      references: ["https://doc.rust-lang.org/cargo/"])
  }

  /// The place of the first `text` in the lockfile.
  static func label(_ text: String, _ words: String? = nil) -> Label {
    let whole = lockfile.text(at: SourceSpan(0, lockfile.bytes.count))
    guard let range = whole.firstRange(of: text) else { return Label("Cargo.lock") }
    let lower = whole.utf8.distance(from: whole.startIndex, to: range.lowerBound)
    return Label("Cargo.lock", SourceSpan(lower, lower + text.utf8.count), words)
  }

  static func subject(_ name: String, reach: Reach? = nil) -> Subject {
    Subject(package: PackageIdentity(name: name, version: "1.0.0"), reach: reach)
  }

  static let serde = JudgedFinding(
    Finding(
      checksum, "`serde 1.0.0` has no checksum", at: label(#"name = "serde""#),
      related: [Label("Cargo.toml", nil, "asked for here")],
      help: "delete the entry and run `cargo fetch`", subject: subject("serde", reach: .shipped),
      paths: [DependencyPath(["geckodriver", "hyper", "serde"])]
        + (0..<11).map { DependencyPath(["other\($0)", "serde"]) }), level: .deny)

  static func unmaintained(_ name: String, level: Level = .warn) -> JudgedFinding {
    JudgedFinding(
      Finding(
        unmaintained, "`\(name) 1.0.0` is unmaintained", at: label("name = \"\(name)\""),
        help: "look for a successor", subject: subject(name)), level: level)
  }

  static let undecided = JudgedFinding(
    .undetermined(
      yanked, "cannot tell whether `serde 1.0.0` was yanked", at: label(#"name = "serde""#),
      because: "Cargo's index cache has no entry for it", subject: subject("serde")),
    level: .deny)

  static let accepted = JudgedFinding(
    unmaintained("serde").finding, level: .warn,
    suppression: Suppression(
      rule: "unmaintained-dependency", reason: "we replace it in spring",
      expires: Day("2027-03-01"), label: Label("moat.toml")))

  static func report(_ findings: [JudgedFinding], lockfiles: Int = 1) -> Report {
    Report(
      findings: findings, sources: ["Cargo.lock": lockfile],
      scope: Report.Scope(
        lockfiles: lockfiles, manifests: 0, packages: 756, rules: 34,
        advisories: "1,225 advisories of 2026-08-21"))
  }

  static let mixed = report([
    serde, unmaintained("bincode"), unmaintained("derivative"),
    unmaintained("serde", level: .note), undecided, accepted,
  ])
}
