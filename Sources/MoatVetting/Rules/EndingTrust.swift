package import MoatFindings
import MoatModel

/// Trust in publishers that ends soon or has ended before what is locked.
package struct EndingTrust: VettingRule {
  package static let info = RuleInfo(
    id: "ending-trust", group: .vetting, severity: .low, evidence: [.lockfile, .auditStore],
    summary:
      "a trust or wildcard audit that ends within six weeks, or no longer covers what is locked",
    explanation: Explanation(
      whatItDoes: """
        Reports the project's own wildcard audits and trusted publishers of locked crates that end \
        within six weeks, and those that ended before the locked version was published by whom they \
        trust. Entries with `renew = false` are meant to end, and are reported only once they did.
        """,
      whyItMatters: """
        The next version of the crate is published after the end, and then fails the run at the \
        worst moment. A trust without anybody looking at it again is how an account that changed \
        hands stays trusted.
        """,
      whatToDo: """
        Decide whether the publisher is still to be trusted: `cargo moat vet renew CRATE`, or remove \
        the entry.
        """,
      example: """
        ```text
        warning[ending-trust]: the trust in `dtolnay` for `syn` ends on 2026-12-01
          --> supply-chain/audits.toml:70:1
           = help: decide anew: `cargo moat vet renew syn`, or remove the entry
        ```
        """),
    references: ["https://mozilla.github.io/cargo-vet/commands.html#renew"])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.endings.compactMap { ending in
      let what = "the \(ending.kind.words) `\(ending.publisher)` for `\(ending.crate)`"
      let help = "decide anew: `cargo moat vet renew \(ending.crate)`, or remove the entry"
      guard ending.end <= facts.today else {
        return Finding(
          Self.info, "\(what) ends on \(ending.end)", at: ending.label, help: help)
      }
      return ending.uncovered.map { package in
        package.finding(
          Self.info, "\(what) ended on \(ending.end), before `\(package.identity)` was published",
          at: ending.label, related: [package.label], help: help)
      }
    }
  }
}

extension VettingFacts.TrustEnd.Kind {
  /// Before a publisher's name.
  var words: String {
    switch self {
    case .trust: "trust in"
    case .wildcardAudit: "wildcard audit of"
    }
  }
}
