package import MoatFindings
import MoatModel

/// Jobs with trusted publishing that are given a stored token all the same.
package struct TokenBesideOidc: WorkflowRule {
  package static let info = RuleInfo(
    id: "token-beside-oidc", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "a stored token of crates.io beside trusted publishing",
    explanation: Explanation(
      whatItDoes: """
        Finds jobs that exchange their identity for a token of crates.io \
        (`rust-lang/crates-io-auth-action`) and are given a stored token besides: in another step, \
        for the whole job, or as what is left if the exchange gives none (`a || secrets.TOKEN`).
        """,
      whyItMatters: """
        As long as the stored token works, trusted publishing protects nothing: whoever reads the \
        secret publishes without it. A fallback also hides that the exchange failed.
        """,
      whatToDo: """
        Take the secret out of the workflow, revoke it on crates.io and, in the crate's settings \
        there, require trusted publishing.
        """,
      example: """
        ```text
        warning[token-beside-oidc]: the stored token `CARGO_TOKEN` is given to a job that has trusted publishing
          --> .github/workflows/release.yml:21:33
           = help: take the secret out, and revoke it on crates.io
        ```
        """),
    references: ["https://crates.io/docs/trusted-publishing"])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.cratePublishing.flatMap { publishing -> [Finding] in
      guard let exchange = publishing.exchanges.first else { return [] }
      let list = publishing.list
      return publishing.tokens.compactMap { token in
        guard let secret = token.secret else { return nil }
        return Finding(
          Self.info,
          "the stored token `\(secret)` is given to a job that has trusted publishing",
          at: list.label(token.span), related: [list.label(exchange.headSpan, "exchanged here")],
          help: "take the secret out, and revoke it on crates.io")
      }
    }
  }
}
