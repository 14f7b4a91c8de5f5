import MoatCargo
package import MoatFindings
import MoatModel

/// More dependencies than the recorded baseline and its margin.
package struct DependencyGrowth: BanRule {
  package static let info = RuleInfo(
    id: "dependency-growth", group: .bans, severity: .medium, evidence: [.lockfile, .policy],
    summary: "more dependencies than the recorded baseline",
    explanation: Explanation(
      whatItDoes: """
        Compares the number of direct and of all dependencies with `bans.baseline`, which \
        `cargo moat init` records, plus the growth it allows.
        """,
      whyItMatters: """
        Dependencies creep in one at a time. A baseline makes growth a decision in a review rather \
        than something found out a year later.
        """,
      whatToDo: """
        Look at what came in (`cargo moat lock diff`). If it is meant, record the new numbers:

        ```toml
        [bans.baseline]
        direct = 14
        total = 131
        growth = 5
        ```
        """,
      example: """
        ```text
        error[dependency-growth]: 140 packages are locked: 9 more than the baseline of 131, and 5 are allowed
          --> Cargo.lock
        ```
        """))

  package init() {}

  package func findings(in facts: BanFacts) -> [Finding] {
    guard let locked = facts.locked, let baseline = facts.policy.baseline else { return [] }
    let count = DependencyCount(of: locked)
    return [
      finding("direct dependencies", count.direct, baseline.direct, baseline, in: locked),
      finding("packages are locked", count.total, baseline.total, baseline, in: locked),
    ].compactMap { $0 }
  }

  private func finding(
    _ what: String, _ count: Int, _ recorded: Int, _ baseline: BanPolicy.Baseline,
    in locked: LockedWorkspace
  ) -> Finding? {
    guard count - recorded > baseline.growth else { return nil }
    return Finding(
      Self.info,
      "\(count) \(what): \(count - recorded) more than the baseline of \(recorded), and \(baseline.growth) are allowed",
      at: Label(locked.lockfile.source.path),
      related: [Label(baseline.label.path, baseline.label.span, "recorded here")],
      help: "review `cargo moat lock diff`; if the growth is meant, record the new numbers")
  }
}
