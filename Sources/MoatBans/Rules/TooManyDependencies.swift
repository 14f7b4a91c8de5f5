import MoatCargo
package import MoatFindings
import MoatModel

/// More dependencies than the project allows itself.
package struct TooManyDependencies: BanRule {
  package static let info = RuleInfo(
    id: "too-many-dependencies", group: .bans, severity: .medium, evidence: [.lockfile, .policy],
    summary: "more direct or total dependencies than `bans` allows",
    explanation: Explanation(
      whatItDoes: """
        Counts the packages from elsewhere, those that workspace packages depend on themselves and \
        all of them, and compares with `bans.maximum-direct` and `bans.maximum-total`.
        """,
      whyItMatters: "Every dependency is a decision to trust somebody, again with every update.",
      whatToDo: "Remove dependencies (`cargo moat tree` shows what each brings), or raise the cap.",
      example: """
        ```text
        error[too-many-dependencies]: 131 packages are locked, and at most 120 are allowed
          --> Cargo.lock
        ```
        """))

  package init() {}

  package func findings(in facts: BanFacts) -> [Finding] {
    guard let locked = facts.locked else { return [] }
    let count = DependencyCount(of: locked)
    var findings: [Finding] = []
    if let limit = facts.policy.maximumDirect, count.direct > limit.count {
      findings.append(
        finding(
          "\(count.direct) direct dependencies, and at most \(limit.count) are allowed", limit,
          in: locked))
    }
    if let limit = facts.policy.maximumTotal, count.total > limit.count {
      findings.append(
        finding(
          "\(count.total) packages are locked, and at most \(limit.count) are allowed", limit,
          in: locked))
    }
    return findings
  }

  private func finding(
    _ message: String, _ limit: BanPolicy.Limit, in locked: LockedWorkspace
  ) -> Finding {
    Finding(
      Self.info, message, at: Label(locked.lockfile.source.path),
      related: [Label(limit.label.path, limit.label.span, "the cap")],
      help: "see what each brings with `cargo moat tree`")
  }
}
