import MoatExpressions
package import MoatFindings
import MoatModel
import MoatShell

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
    let events = search.reach.events(of: list).filter(\.isPrivileged)
    guard !events.isEmpty, let job = list.job else { return nil }
    let scope = JobScope(list)
    for (step, stepScope) in scope.steps {
      guard let arrival = arrival(in: step, stepScope, list, search),
        let event = search.reach.events(of: step, in: list).first(where: \.isPrivileged)
      else { continue }
      let runner = firstRunner(step, stepScope, arrival, scope, list, search)
      let isGuarded = job.environment != nil || isLabelled(event, list)
      let related = runner.map { [list.file.label($0.step.headSpan, "runs \($0.what)")] } ?? []
      return Finding(
        Self.info,
        runner == nil
          ? "a stranger's code is checked out in a run for `\(event.rawValue)`"
          : "a stranger's code is checked out and run in a run for `\(event.rawValue)`",
        at: list.file.label(arrival.span), severity: runner != nil && !isGuarded ? .high : .medium,
        related: related,
        notes: isGuarded ? ["somebody may have to approve or label it first"] : [],
        help: "build in a workflow for `pull_request`, and keep this one to what needs secrets")
    }
    return nil
  }

  /// Whether only a label that somebody with rights gives starts the run.
  private func isLabelled(_ event: PublicEvent, _ list: StepList) -> Bool {
    guard let types = list.workflow?.triggers[event.rawValue]?.types, !types.isEmpty else {
      return false
    }
    return types.allSatisfy { $0.text.lowercased() == "labeled" }
  }

  // MARK: - Arrival

  private struct Arrival {
    let span: SourceSpan
    /// Where the step's script goes on behind it.
    let offset: Int
  }

  private func arrival(
    in step: Step, _ scope: StepScope, _ list: StepList, _ search: TaintSearch
  ) -> Arrival? {
    let foreign = ForeignCode(search: search)
    let place = TaintSearch.Place(list: list, step: step)
    if let uses = step.uses {
      guard uses.action == "actions/checkout" else { return nil }
      let inputs = ["ref", "repository"].compactMap { step.with?[$0] }
      let named = inputs.first { foreign.isNamed(in: $0, place) }
      return named.map { Arrival(span: $0.span, offset: 0) }
    }
    guard let script = step.script else { return nil }
    for shell in scope.shellScripts {
      for command in shell.commands where isArrival(command, script, foreign, place) {
        return Arrival(
          span: script.span(ofDecoded: command.range), offset: command.range.upperBound)
      }
    }
    return nil
  }

  private static let gitArrivals: Set<String> = [
    "checkout", "switch", "reset", "merge", "pull", "clone", "fetch", "worktree", "cherry-pick",
    "rebase",
  ]

  private func isArrival(
    _ command: ShellCommand, _ script: ScriptText, _ foreign: ForeignCode,
    _ place: TaintSearch.Place
  ) -> Bool {
    let words = command.arguments.compactMap(\.known)
    switch command.name {
    case "gh": return words.starts(with: ["pr", "checkout"])
    case "git":
      guard words.contains(where: Self.gitArrivals.contains) else { return false }
      return command.arguments.contains { word in
        ForeignCode.namesPullRequest(word.text.shown)
          || word.text.parts.contains { names($0, script, foreign, place) }
      }
    default: return false
    }
  }

  /// Whether a part of a word is an expression or a variable that names a stranger's code.
  private func names(
    _ part: ShellText.Part, _ script: ScriptText, _ foreign: ForeignCode,
    _ place: TaintSearch.Place
  ) -> Bool {
    switch part {
    case .mask(let id):
      let expressions = script.text.expressions
      guard id < expressions.count, let node = expressions[id].node else { return false }
      return foreign.isNamed(in: node, place)
    case .variable(let name):
      if name == "GITHUB_HEAD_REF" { return true }
      let blocks = [place.step?.env, place.list.job?.env, place.list.workflow?.env]
      let text = blocks.lazy.compactMap { $0?.entry(name)?.value }.first
      return text.map { foreign.isNamed(in: $0, place.deeper(nil)) } ?? false
    default: return false
    }
  }

  // MARK: - Running

  /// The first thing that is known to run of the checkout, where a stranger can make it run.
  private func firstRunner(
    _ step: Step, _ scope: StepScope, _ arrival: Arrival, _ job: JobScope, _ list: StepList,
    _ search: TaintSearch
  ) -> (step: Step, what: String)? {
    if let what = step.script == nil
      ? nil : CodeRunners.found(in: step, scope, behind: arrival.offset)
    {
      return (step, what)
    }
    for (later, scope) in job.steps where later.index > step.index {
      guard let what = CodeRunners.found(in: later, scope),
        search.reach.events(of: later, in: list).contains(where: \.isPrivileged)
      else { continue }
      return (later, what)
    }
    return nil
  }
}
