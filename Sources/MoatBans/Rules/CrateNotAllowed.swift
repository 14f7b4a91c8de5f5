import MoatCargo
package import MoatFindings
import MoatModel

/// Crates that are missing from a project's list of allowed ones.
package struct CrateNotAllowed: BanRule {
  package static let info = RuleInfo(
    id: "crate-not-allowed", group: .bans, severity: .high, evidence: [.lockfile, .policy],
    summary: "a crate that `bans.allow` does not name",
    explanation: Explanation(
      whatItDoes: """
        Where `bans.allow` in `moat.toml` has entries, finds every crate from elsewhere that none \
        of them names.
        """,
      whyItMatters: """
        A list of allowed crates is the strictest control there is: nothing new comes in unseen.
        """,
      whatToDo: """
        Review the crate and add it, with a version if the decision is about one:

        ```toml
        [[bans.allow]]
        crate = "serde@1"
        reason = "reviewed 2026-03"
        ```
        """,
      example: """
        ```text
        error[crate-not-allowed]: `left-pad 1.0.0` is not among the allowed crates
          --> Cargo.lock:110:1
        ```
        """))

  package init() {}

  package func findings(in facts: BanFacts) -> [Finding] {
    guard let locked = facts.locked, !facts.policy.allowed.isEmpty else { return [] }
    return locked.graph.packages.indices.compactMap { index in
      let package = locked.graph.packages[index]
      let isAllowed = facts.policy.allowed.allSatisfy { list in
        list.contains { $0.matches(package) }
      }
      guard !package.isLocal, !isAllowed else { return nil }
      return Finding(
        Self.info, "`\(package.identity)` is not among the allowed crates",
        at: Label(locked.lockfile.source.path, package.span),
        help: "review it and add it to `bans.allow`, or remove what depends on it",
        subject: locked.subject(index), paths: locked.dependencyPaths(to: index))
    }
  }
}
