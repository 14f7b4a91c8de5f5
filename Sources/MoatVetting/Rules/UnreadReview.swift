package import MoatFindings

/// Proofs that were to be read and were not.
package struct UnreadReview: VettingRule {
  package static let info = RuleInfo(
    id: "unread-review", group: .vetting, severity: .low, evidence: [.policy],
    summary: "a proof of crev that is refused, or a repository of proofs that is not there",
    explanation: Explanation(
      whatItDoes: """
        Where `[vet.crev]` of `moat.toml` names `criteria`, reports proofs whose signature is wrong or \
        that are not written as crev writes them, once a file; and, as *undetermined*, repositories and \
        files that cannot be opened.
        """,
      whyItMatters: """
        What is not read may be a warning. A refused proof only counts for nothing, since whoever \
        serves a repository could leave it out as well. But while a whole repository or file is missing \
        no review counts: nobody knows who warns in it.
        """,
      whatToDo: """
        Clone the repository to where `repositories` says, or correct the path. For refused proofs \
        fetch the repository again; if they are still refused, tell their author.
        """,
      example: """
        ```text
        warning[unread-review]: a proof is refused: its signature is not by FYlr8Y… over these bytes
          --> proofs/reviews/2026-11.proof.crev:41:1
           = help: fetch the repository of proofs again
        ```
        """),
    references: ["https://github.com/crev-dev/crev"])

  package init() {}

  package func findings(in facts: VettingFacts) -> [Finding] {
    facts.reviews.unread.map { unread in
      switch unread {
      case .missing(let label, let reason):
        return .undetermined(
          Self.info, "reviews of crev could not be read", at: label, because: reason,
          help: "clone the repository of proofs, or correct `repositories` in `[vet.crev]`")
      case .refused(let label, let reason, let others):
        let more = others.isEmpty ? "" : ", and \(others.count) more of this file"
        return Finding(
          Self.info, "a proof is refused: \(reason)\(more)", at: label, related: others,
          help: "fetch the repository of proofs again")
      }
    }
  }
}
