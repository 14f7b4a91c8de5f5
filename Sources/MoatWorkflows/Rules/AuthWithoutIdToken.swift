package import MoatFindings
import MoatModel

/// Trusted publishing in a job that cannot say who it is.
package struct AuthWithoutIdToken: WorkflowRule {
  package static let info = RuleInfo(
    id: "auth-without-id-token", group: .workflows, severity: .medium, evidence: [.workflows],
    fix: .safe, summary: "trusted publishing in a job without `id-token: write`",
    explanation: Explanation(
      whatItDoes: """
        Finds jobs with `rust-lang/crates-io-auth-action` whose permissions, their own or else the \
        workflow's, lack `id-token: write`. Without `permissions` GitHub never gives it. A \
        workflow that is called without permissions of its own has those of its caller, and is \
        left alone.
        """,
      whyItMatters: """
        The step fails on the day of the release, and the quickest way out is then a stored token.
        """,
      whatToDo: "Write `permissions:` with `id-token: write` into the job.",
      example: """
        ```text
        warning[auth-without-id-token]: the job `publish` may not ask for the identity that it exchanges
          --> .github/workflows/release.yml:14:15
           = help: write `id-token: write` under the job's `permissions`
        ```
        """),
    references: ["https://github.com/rust-lang/crates-io-auth-action#usage"])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.cratePublishing.compactMap { publishing in
      guard let exchange = publishing.exchanges.first, let (workflow, job) = publishing.list.owner
      else { return nil }
      let list = publishing.list
      let permissions = job.permissions ?? workflow.permissions
      if let permissions {
        guard let access = permissions.access(to: "id-token"), access != .write else { return nil }
      } else if workflow.triggers["workflow_call"] != nil {
        return nil
      }
      return Finding(
        Self.info, "the job `\(job.id)` may not ask for the identity that it exchanges",
        at: list.label(exchange.headSpan),
        related: permissions.map { [list.label($0.span, "these permissions hold")] } ?? [],
        help: "write `id-token: write` under the job's `permissions`")
    }
  }
}
