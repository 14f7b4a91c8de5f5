package import MoatFindings
import MoatModel
import MoatSyntax

/// Calls of workflows that pass on every secret.
package struct SecretsInherit: WorkflowRule {
  package static let info = RuleInfo(
    id: "secrets-inherit", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "a call of a workflow with `secrets: inherit`",
    explanation: Explanation(
      whatItDoes: """
        Finds jobs that call another workflow with `secrets: inherit`. Low for a workflow of the \
        same repository.
        """,
      whyItMatters: """
        The workflow that is called, and every action in it, gets all secrets of the repository \
        and the organisation, those it does not need and those that are added later.
        """,
      whatToDo: "Pass the secrets it needs by name.",
      example: """
        ```text
        warning[secrets-inherit]: all secrets are passed to `owner/repo/.github/workflows/ci.yml`
          --> .github/workflows/ci.yml:6:14
           = help: name the secrets that the workflow needs under `secrets`
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows#passing-inputs-and-secrets-to-a-reusable-workflow"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.workflows.flatMap { file, workflow in
      workflow.jobs.compactMap { job in
        guard case .inherit(_, let node)? = job.secrets, let uses = job.uses else { return nil }
        var severity = Severity.medium
        if case .local = uses.target { severity = .low }
        return Finding(
          Self.info, "all secrets are passed to `\(uses.text.text)`",
          at: file.label(node.resolved.span), severity: severity,
          related: [file.label(uses.span, "this workflow gets them")],
          help: "name the secrets that the workflow needs under `secrets`")
      }
    }
  }
}
