package import MoatFindings
import MoatModel
import MoatSyntax

/// Own machines on which strangers can run code.
package struct SelfHostedRunner: WorkflowRule {
  package static let info = RuleInfo(
    id: "self-hosted-runner", group: .workflows, severity: .medium, confidence: .medium,
    evidence: [.workflows],
    summary: "a self-hosted runner that strangers can use",
    explanation: Explanation(
      whatItDoes: """
        Finds jobs on runners with the label `self-hosted`, through a matrix as well, in workflows \
        that run for pull requests, issues or comments. Conditions that keep strangers out are \
        heeded. Whether the repository is public is not known.
        """,
      whyItMatters: """
        A pull request can change what the job runs. Unless the machine is thrown away after each \
        job, what a stranger leaves on it is there when the next release is built.
        """,
      whatToDo: """
        Use GitHub's runners for what strangers can start, or runners that live for one job, and \
        let only members start them: \
        `if: github.event.pull_request.head.repo.full_name == github.repository`.
        """,
      example: """
        ```text
        warning[self-hosted-runner]: strangers can run code on a self-hosted runner through `pull_request`
          --> .github/workflows/ci.yml:5:15
           = help: use one of GitHub's runners, or one that lives for one job
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/reference/security/secure-use#hardening-for-self-hosted-runners"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    let reach = StrangerReach(facts)
    return facts.stepLists.compactMap { list in
      guard let runsOn = list.job?.runsOn else { return nil }
      let scope = list.scope
      let label = runsOn.labels.first { label in
        scope.values(of: label).known.contains { $0.lowercased() == "self-hosted" }
          || scope.listedValues(of: label).contains { $0.lowercased() == "self-hosted" }
      }
      guard let label, let event = reach.events(of: list).first else { return nil }
      return Finding(
        Self.info, "strangers can run code on a self-hosted runner through `\(event.rawValue)`",
        at: list.label(label.span),
        help: "use one of GitHub's runners, or one that lives for one job")
    }
  }
}
