package import MoatFindings
import MoatModel

/// Suppressions whose day has passed.
package struct ExpiredSuppression: PolicyRule {
  package static let info = RuleInfo(
    id: "expired-suppression", group: .policy, severity: .low, evidence: [.policy],
    summary: "a suppression whose day has passed",
    explanation: Explanation(
      whatItDoes: "Finds `[[suppress]]` entries of `moat.toml` whose `expires` is before today.",
      whyItMatters: """
        Whoever wrote the entry meant it to be looked at again by then. From that day on it \
        silences nothing, so what it covered is reported again.
        """,
      whatToDo: "Fix what it covered, or decide anew: a new day and a reason that is still true.",
      example: """
        ```text
        warning[expired-suppression]: the suppression of `vulnerable-dependency` expired on 2026-06-30
          --> moat.toml:12:8
        ```
        """))

  package init() {}

  package func findings(in use: PolicyUse) -> [Finding] {
    use.policy.suppressions.filter { $0.isExpired(on: use.today) }.map { entry in
      Finding(
        Self.info,
        "the suppression of `\(entry.rule)` expired on \(entry.expires.map(String.init(describing:)) ?? "")",
        at: entry.label, notes: ["its reason: \(entry.reason)"],
        help: "fix what it covered, or decide anew")
    }
  }
}
