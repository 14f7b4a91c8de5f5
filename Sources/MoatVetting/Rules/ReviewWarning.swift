package import MoatFindings
import MoatModel

/// What people that a project trusts say against what it has locked.
package struct ReviewWarning: VettingRule {
  package static let info = RuleInfo(
    id: "review-warning", group: .vetting, severity: .medium,
    evidence: [.lockfile, .auditStore, .policy, .crateFiles],
    summary: "a trusted reviewer in crev who warns of a locked version",
    explanation: Explanation(
      whatItDoes: """
        Where `[vet.crev]` of `moat.toml` names `criteria`, reports locked versions that somebody in \
        the web of trust rates negative, that have an issue which somebody there reported and no \
        advisory closes, or whose reviewed source tree is not the one in the locked archive. It \
        needs no more trust than `low`, whatever `trust` asks of those who praise.
        """,
      whyItMatters: """
        While such a warning stands no review from crev vouches for the version; audits of the store \
        and exemptions do as ever. A reviewer who was given other bytes than you were has reviewed \
        something else: a mirror, or whoever could change the lockfile, may have swapped them.
        """,
      whatToDo: """
        `cargo moat vet crev CRATE` shows who says what. Move to another version, or read for \
        yourself and suppress the finding with a reason. For other bytes compare the archive with one \
        from another machine or network first.
        """,
      example: """
        ```text
        warning[review-warning]: `example 1.2.3` has a negative review
          --> Cargo.lock:52:1
           = note: by FYlr8YoYGVvDwHQxqEIs89reKKDy-oWisoO0qXXEfHE, in proofs/reviews/2026-11.proof.crev
           = help: `cargo moat vet crev example` shows what it says
        ```
        """),
    references: ["https://github.com/crev-dev/crev"])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.reviews.warnings.map { warning in
      let package = warning.package
      let message: String
      let note: String?
      switch warning.kind {
      case .negative(let author, let path):
        message = "`\(package.identity)` has a negative review"
        note = "by \(author), in \(path)"
      case .otherBytes(let author, let path):
        message = "`\(package.identity)` was reviewed with other bytes than those that are locked"
        note = "by \(author), in \(path)"
      case .issue(let id):
        message = "`\(package.identity)` has the open issue `\(id)`"
        note = nil
      }
      return package.finding(
        Self.info, message, notes: [note].compactMap(\.self),
        help: "`cargo moat vet crev \(package.identity.name)` shows what is said of it")
    }
  }
}
