package import MoatFindings
import MoatModel

/// Trust in publishers for longer than the project allows.
package struct TrustBeyondLimit: VettingRule {
  package static let info = RuleInfo(
    id: "trust-beyond-limit", group: .vetting, severity: .medium,
    evidence: [.auditStore, .policy],
    summary: "a trust or wildcard audit for longer than `moat.toml` allows",
    explanation: Explanation(
      whatItDoes: """
        Where `[vet]` of `moat.toml` has `longest-trust`, reports the project's own trusted \
        publishers and wildcard audits with more days than that between `start` and `end`. The days \
        before today count as well: versions that were published then are vouched for, too.
        """,
      whyItMatters: """
        Trust in a publisher vouches for versions that do not exist yet. cargo-vet lets a wildcard \
        audit end a year from today at most, and a trust whenever its author wants.
        """,
      whatToDo: """
        Bring the end nearer or the start later, or read the versions that are locked and remove the \
        entry.
        """,
      example: """
        ```text
        error[trust-beyond-limit]: the trust in `dtolnay` for `syn` is for 2557 days
          --> supply-chain/audits.toml:70:1
           = help: `longest-trust` allows 400 days
        ```
        """),
    references: ["https://mozilla.github.io/cargo-vet/trusted-entries.html"])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.longTrusts.map { trust in
      Finding(
        Self.info,
        "the \(trust.kind.words) `\(trust.publisher)` for `\(trust.crate)` is for \(trust.days) days",
        at: trust.label, help: "`longest-trust` allows \(trust.limit) days")
    }
  }
}
