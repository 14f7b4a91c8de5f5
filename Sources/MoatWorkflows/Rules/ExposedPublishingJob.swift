package import MoatFindings
import MoatModel
import MoatShell

/// Jobs that can publish crates, and what else can act in them.
package struct ExposedPublishingJob: WorkflowRule {
  package static let info = RuleInfo(
    id: "exposed-publishing-job", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "other people's code or pull requests in a job that can publish crates",
    explanation: Explanation(
      whatItDoes: """
        Looks at jobs that publish crates or hold a token for it, and reports

        - actions of others in the same job, besides the ones that publish: low where all of them \
        are pinned to commits;
        - programs that are installed there from crates.io without `--locked`;
        - events by which somebody else can make it publish: high where a stranger can, and medium \
        for `pull_request`, where only branches of the repository itself get the token.

        Conditions are evaluated as far as the event says what they are. Caches are \
        `release-cache`. What the crate's own build scripts do is not looked at: `cargo publish` \
        runs them too.
        """,
      whyItMatters: """
        Everything that runs in the job can take its identity or its token, and publish what it \
        likes under your crate's name.
        """,
      whatToDo: """
        Keep the job short: check out, exchange the token, `cargo publish --locked`. Tests, \
        releases on GitHub and announcements belong into jobs of their own. Publish on tags only.
        """,
      example: """
        ```text
        warning[exposed-publishing-job]: the job `publish` can publish crates, and runs code of others
          --> .github/workflows/release.yml:9:3
          ::: .github/workflows/release.yml:15:15 can take the token
           = help: move what is not needed to publish into another job
        ```
        """),
    references: ["https://crates.io/docs/trusted-publishing"])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    let reach = StrangerReach(facts)
    return facts.cratePublishing.filter(\.isPublishing).flatMap { publishing in
      [others(publishing, facts), reached(publishing, reach)].compactMap { $0 }
    }
  }

  // MARK: - Code of others

  private func others(_ publishing: CratePublishing, _ facts: WorkflowFacts) -> Finding? {
    guard let job = publishing.list.job, job.uses == nil else { return nil }
    let list = publishing.list
    var labels: [Label] = []
    var isFixed = true
    for (step, scope) in list.scope.steps {
      if let uses = step.uses {
        guard facts.settings.isThirdParty(uses), !step.exchangesToken,
          !PublishCommand.isPublisher(uses)
        else { continue }
        if !uses.isFixed { isFixed = false }
        labels.append(list.label(uses.span, "can take the token"))
      } else if let script = step.script {
        for range in unlockedInstalls(scope) {
          isFixed = false
          labels.append(
            list.label(
              script.span(ofDecoded: range), "builds whatever its dependencies are today"))
        }
      }
    }
    guard !labels.isEmpty else { return nil }
    return Finding(
      Self.info, "the job `\(job.id)` can publish crates, and runs code of others",
      at: list.label(job.span), severity: isFixed ? .low : nil, related: labels,
      help: "move what is not needed to publish into another job")
  }

  private func unlockedInstalls(_ scope: StepScope) -> [Range<Int>] {
    guard scope.step.script?.text.text.mentions("install") == true else { return [] }
    var seen: Set<Range<Int>> = []
    return scope.shellScripts.flatMap(\.commands).compactMap { command in
      guard let cargo = CargoInvocation(command), cargo.subcommand == "install",
        cargo.path == nil, cargo.isLocked == .no, seen.insert(command.range).inserted
      else { return nil }
      return command.range
    }
  }

  // MARK: - Who can start it

  private func reached(_ publishing: CratePublishing, _ reach: StrangerReach) -> Finding? {
    guard let (workflow, job) = publishing.list.owner else { return nil }
    let list = publishing.list
    let steps = publishing.commands.filter(\.isCertain).map(\.step) + publishing.exchanges
    guard let place = publishing.commands.first?.span ?? publishing.place else { return nil }
    for step in steps {
      let events = reach.events(of: step, in: publishing.list).filter(\.isPrivileged)
      if let event = events.first {
        return Finding(
          Self.info, "a stranger can make the job `\(job.id)` publish, by `\(event.rawValue)`",
          at: list.label(place), severity: .high,
          related: trigger(event.rawValue, workflow, list),
          help: "publish on `push` of a tag, on `release` or on `workflow_dispatch`")
      }
    }
    let run = RunScenario(event: PublicEvent.pullRequest.rawValue, isTag: false)
    guard workflow.triggers[run.event] != nil, run.mayRun(job), steps.contains(where: run.mayRun)
    else { return nil }
    return Finding(
      Self.info, "a pull request can make the job `\(job.id)` publish before anybody has merged it",
      at: list.label(place), related: trigger(run.event, workflow, list),
      notes: ["from a branch of the repository; a fork gets neither secrets nor identity"],
      help: "publish on `push` of a tag, or rehearse with `cargo publish --dry-run`")
  }

  private func trigger(_ name: String, _ workflow: Workflow, _ list: StepList) -> [Label] {
    workflow.triggers[name].map { [list.label($0.span, "started by this")] } ?? []
  }
}
