package import MoatFindings
import MoatModel

/// Trusted publishing from a job without an environment.
package struct PublishWithoutEnvironment: WorkflowRule {
  package static let info = RuleInfo(
    id: "publish-without-environment", group: .workflows, severity: .medium,
    evidence: [.workflows], fix: .unsafe,
    summary: "trusted publishing from a job without an environment",
    explanation: Explanation(
      whatItDoes: """
        Finds jobs that exchange their identity for a token of crates.io and name no \
        `environment`. What the environment asks for, reviewers or certain tags, is a setting of \
        the repository that no file shows: this rule does not prove that it asks for anything.
        """,
      whyItMatters: """
        Without an environment crates.io knows a publisher by repository and file name alone: \
        whoever may push a branch can change the file there and publish from it. An environment \
        can be limited to tags and can ask somebody to approve.
        """,
      whatToDo: """
        Create an environment in the repository's settings, limit it to the tags of releases, ask \
        for a reviewer, name it in the job, and set the same name for the trusted publisher on \
        crates.io.
        """,
      example: """
        ```text
        warning[publish-without-environment]: the job `publish` publishes without an environment
          --> .github/workflows/release.yml:9:3
           = help: name an environment: `environment: release`, and set it on crates.io too
        ```
        """),
    references: [
      "https://crates.io/docs/trusted-publishing",
      "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments",
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.cratePublishing.compactMap { publishing in
      guard let exchange = publishing.exchanges.first, let job = publishing.list.job else {
        return nil
      }
      if let environment = job.environment {
        // An empty name is none; an expression names something.
        guard let name = environment.name, name.text.isEmpty else { return nil }
      }
      let list = publishing.list
      return Finding(
        Self.info, "the job `\(job.id)` publishes without an environment", at: list.label(job.span),
        related: [list.label(exchange.headSpan, "asks crates.io for a token")],
        help: "name an environment: `environment: release`, and set it on crates.io too")
    }
  }
}
