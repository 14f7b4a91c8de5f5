package import MoatFindings
import MoatModel

/// Trusted publishing in runs that crates.io refuses.
package struct RefusedPublishTrigger: WorkflowRule {
  package static let info = RuleInfo(
    id: "refused-publish-trigger", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "trusted publishing under a trigger that crates.io refuses",
    explanation: Explanation(
      whatItDoes: """
        Finds jobs that exchange their identity for a token of crates.io and may run for \
        `pull_request_target` or `workflow_run`. Conditions of the job and the step are evaluated \
        for such a run. Callers of a workflow that is called are not looked at.
        """,
      whyItMatters: """
        crates.io gives no token to such runs, because a stranger can cause them: the release \
        fails. It also means that a stranger can make the job start.
        """,
      whatToDo: "Publish on `push` of a tag, on `release` or on `workflow_dispatch`.",
      example: """
        ```text
        warning[refused-publish-trigger]: crates.io gives no token to a run for `workflow_run`
          --> .github/workflows/release.yml:4:3
           = help: publish on `push` of a tag, on `release` or on `workflow_dispatch`
        ```
        """),
    references: ["https://crates.io/docs/trusted-publishing"])

  /// The events that crates.io's exchange refuses.
  private static let refused: Set<String> = ["pull_request_target", "workflow_run"]

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.cratePublishing.flatMap { publishing -> [Finding] in
      guard let (workflow, job) = publishing.list.owner else { return [] }
      let list = publishing.list
      return workflow.triggers.events.filter { Self.refused.contains($0.name) }.compactMap {
        trigger in
        let run = RunScenario(event: trigger.name, isTag: false)
        guard run.mayRun(job), let exchange = publishing.exchanges.first(where: run.mayRun) else {
          return nil
        }
        return Finding(
          Self.info, "crates.io gives no token to a run for `\(trigger.name)`",
          at: list.label(trigger.span), related: [list.label(exchange.headSpan, "asked for here")],
          help: "publish on `push` of a tag, on `release` or on `workflow_dispatch`")
      }
    }
  }
}
