package import MoatFindings
import MoatModel

/// Crates that are published with a token that somebody stored.
package struct StoredPublishToken: WorkflowRule {
  package static let info = RuleInfo(
    id: "stored-publish-token", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "crates are published with a stored token",
    explanation: Explanation(
      whatItDoes: """
        Finds secrets that are given to Cargo as the token of crates.io: in \
        `CARGO_REGISTRY_TOKEN`, by `--token` or `cargo login`, as the input of an action that \
        publishes, or passed on to a workflow that is called. Tokens of other registries do not \
        count. Where the job also has trusted publishing, it is `token-beside-oidc` that speaks.
        """,
      whyItMatters: """
        A stored token works from anywhere and for as long as it is stored: whoever reads it once \
        can publish. Trusted publishing gives the job a token of its own that is good for half an \
        hour, and crates.io checks which repository, workflow and environment asked.
        """,
      whatToDo: """
        Configure a trusted publisher for the crate on crates.io, exchange the token with \
        `rust-lang/crates-io-auth-action`, then revoke the stored one. `cargo moat workflows init \
        release` writes such a workflow. The first version of a new crate has to be published by \
        hand.
        """,
      example: """
        ```text
        warning[stored-publish-token]: crates are published with the stored token `CARGO_TOKEN`
          --> .github/workflows/release.yml:14:33
           = help: publish through trusted publishing: `rust-lang/crates-io-auth-action`
        ```
        """),
    references: ["https://crates.io/docs/trusted-publishing"])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.cratePublishing.flatMap { publishing -> [Finding] in
      // Beside an exchange, the other rule has it.
      guard publishing.exchanges.isEmpty else { return [] }
      return publishing.tokens.compactMap { token in
        guard let secret = token.secret else { return nil }
        return Finding(
          Self.info, "crates are published with the stored token `\(secret)`",
          at: publishing.list.label(token.span),
          help: "publish through trusted publishing: `rust-lang/crates-io-auth-action`")
      }
    }
  }
}
