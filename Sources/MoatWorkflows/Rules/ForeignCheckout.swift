package import MoatFindings
import MoatModel

/// Code of strangers in runs that have the repository's secrets.
package struct ForeignCheckout: WorkflowRule {
  package static let info = RuleInfo(
    id: "foreign-checkout", group: .workflows, severity: .high, evidence: [.workflows],
    summary: "a checkout of a stranger's code in a run with secrets",
    explanation: Explanation(
      whatItDoes: """
        Finds jobs that a stranger can start through `pull_request_target`, `workflow_run` or a \
        comment, and that check out code of the pull request: with `actions/checkout` and a `ref` \
        or `repository` of its head, with `git`, with `gh pr checkout`. High where a later step \
        is known to run something of it: a build, a script, a local action. Medium where nothing \
        is known to run, or an environment or a label stands in between. Conditions that keep \
        strangers out are heeded.
        """,
      whyItMatters: """
        Such runs have the repository's secrets and a token that may write. A build script, a test \
        or a configuration file of the pull request then runs with them, before anybody has looked.
        """,
      whatToDo: """
        Build and test in a workflow for `pull_request`, which has no secrets. Do what needs them, \
        a comment or a label, in another workflow that takes the result as data.
        """,
      example: """
        ```text
        error[foreign-checkout]: a stranger's code is checked out and run with the repository's secrets
          --> .github/workflows/pr.yml:9:15
           = help: build in a workflow for `pull_request`, and keep this one to what needs secrets
        ```
        """),
    references: [
      "https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    let search = TaintSearch(facts)
    return facts.stepLists.compactMap { finding(in: $0, search) }
  }

  private func finding(in list: StepList, _ search: TaintSearch) -> Finding? {
    guard search.reach.events(of: list).contains(where: \.isPrivileged) else { return nil }
    for arrival in ForeignCode(search: search).arrivals(in: list) where arrival.kind != .artifact {
      guard let event = privileged(arrival.step, list, search) else { continue }
      return finding(arrival, event, list, search)
    }
    return nil
  }

  private func finding(
    _ arrival: ForeignArrival, _ event: PublicEvent, _ list: StepList, _ search: TaintSearch
  ) -> Finding {
    let runner = firstRunner(arrival, list, search)
    var notes: [String] = []
    if list.job?.environment != nil || isLabelled(event, list) {
      notes.append("somebody may have to approve or label it first")
    }
    if arrival.kind == .lookedUp {
      notes.append("a script of the job looks the commit up, and may refuse some")
    }
    return Finding(
      Self.info,
      runner == nil
        ? "a stranger's code is checked out in a run for `\(event.rawValue)`"
        : "a stranger's code is checked out and run in a run for `\(event.rawValue)`",
      at: list.label(arrival.span),
      severity: runner != nil && notes.isEmpty ? .high : .medium,
      related: runner.map { [list.label($0.step.headSpan, "runs \($0.what)")] } ?? [],
      notes: notes,
      help: "build in a workflow for `pull_request`, and keep this one to what needs secrets")
  }

  private func privileged(_ step: Step, _ list: StepList, _ search: TaintSearch) -> PublicEvent? {
    search.reach.events(of: step, in: list).first(where: \.isPrivileged)
  }

  /// Whether only a label that somebody with rights gives starts the run.
  private func isLabelled(_ event: PublicEvent, _ list: StepList) -> Bool {
    guard let types = list.workflow?.triggers[event.rawValue]?.types, !types.isEmpty else {
      return false
    }
    return types.allSatisfy { $0.text.lowercased() == "labeled" }
  }

  /// The first thing that is known to run of the checkout, where a stranger can make it run.
  private func firstRunner(
    _ arrival: ForeignArrival, _ list: StepList, _ search: TaintSearch
  ) -> (step: Step, what: String)? {
    for (step, scope) in list.scope.steps where step.index >= arrival.step.index {
      let isSame = step.index == arrival.step.index
      if isSame, step.script == nil { continue }
      guard let what = CodeRunners.found(in: step, scope, behind: isSame ? arrival.offset : 0),
        privileged(step, list, search) != nil
      else { continue }
      return (step, what)
    }
    return nil
  }
}
