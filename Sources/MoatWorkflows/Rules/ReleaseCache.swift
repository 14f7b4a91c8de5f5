package import MoatFindings
import MoatModel

/// Caches that what is released is made from.
package struct ReleaseCache: WorkflowRule {
  package static let info = RuleInfo(
    id: "release-cache", group: .workflows, severity: .medium, confidence: .medium,
    evidence: [.workflows], summary: "a cache is restored in a job that releases something",
    explanation: Explanation(
      whatItDoes: """
        Finds steps that restore a cache in a job that releases something (crates, packages, \
        images, files of a release), or that uploads artefacts for a job that does and waits for \
        it. What counts is whether both can run for the same event: a `push` of a tag, whether \
        `on` filters it or a condition does, a release, a run by hand. A step that is skipped then \
        is left alone. Commands are those of scripts, and of inputs of actions that run them \
        (`nick-fields/retry`); what a Makefile releases, and actions and commands that Moat does not \
        know, are not seen.
        """,
      whyItMatters: """
        Any job of the default branch can write into the cache, also one in which a dependency \
        or an action went bad for a day. What it left there is then built into the release, and no \
        trace of it is in the sources.
        """,
      whatToDo: """
        Build releases without a cache: delete the step, or skip it with a condition \
        (`if: github.ref_type != 'tag'`).
        """,
      example: """
        ```text
        warning[release-cache]: the job `build` restores a cache, and what it builds is released
          --> .github/workflows/release.yml:17:15
          ::: .github/workflows/release.yml:40:14 released by `gh release upload`
           = help: build releases without it, or skip it: `if: github.ref_type != 'tag'`
        ```
        """),
    references: [
      "https://adnanthekhan.com/2024/05/06/the-monsters-in-your-build-cache-github-actions-cache-poisoning/"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.workflows.flatMap { file, workflow -> [Finding] in
      guard file.usedActions.contains(where: { CacheActions.isKnown($0.reference) }) else {
        return []
      }
      let jobs = file.stepLists.compactMap { ReleaseJob($0) }
      let runs = RunScenario.all(of: workflow)
      return jobs.flatMap { job in
        job.caches.compactMap { cache in finding(cache, job, jobs, runs, file) }
      }
    }
  }

  private func finding(
    _ cache: Step, _ job: ReleaseJob, _ jobs: [ReleaseJob], _ runs: [RunScenario],
    _ file: WorkflowFile
  ) -> Finding? {
    for run in runs where run.mayRun(job.job) && run.mayRun(cache) {
      // What runs for a pull request hands nothing to users.
      if run.event.hasPrefix("pull_request") { continue }
      if let release = job.releases.first(where: { run.mayRun($0.step) }) {
        return finding(cache, job, release, file)
      }
      guard job.hasArtefacts else { continue }
      for other in jobs where other.needs(job.job, among: jobs) && run.mayRun(other.job) {
        if let release = other.releases.first(where: { run.mayRun($0.step) }) {
          return finding(cache, job, release, file)
        }
      }
    }
    return nil
  }

  private func finding(
    _ cache: Step, _ job: ReleaseJob, _ release: ReleaseStep, _ file: WorkflowFile
  ) -> Finding {
    Finding(
      Self.info, "the job `\(job.job.id)` restores a cache, and what it builds is released",
      at: file.label(cache.headSpan),
      related: [file.label(release.span, "released by `\(release.name)`")],
      help: "build releases without it, or skip it: `if: github.ref_type != 'tag'`")
  }
}

/// A job with what it takes from caches and what it releases.
private struct ReleaseJob {
  let job: Job
  let caches: [Step]
  let releases: [ReleaseStep]
  /// Whether it hands files to other jobs.
  let hasArtefacts: Bool

  init?(_ list: StepList) {
    guard let job = list.job else { return nil }
    self.job = job
    let steps = list.scope.steps
    caches = steps.filter { CacheActions.restores($0.step, $0.scope) }.map(\.step)
    releases = steps.compactMap { ReleaseStep($0.step, $0.scope) }
    hasArtefacts = list.steps.contains { $0.uses?.action == "actions/upload-artifact" }
  }

  /// Whether it waits for a job, itself or through others.
  func needs(_ other: Job, among jobs: [ReleaseJob]) -> Bool {
    var open = job.needs.map { $0.text.lowercased() }
    var seen: Set<String> = []
    while let name = open.popLast() {
      guard seen.insert(name).inserted else { continue }
      if name == other.id.lowercased() { return true }
      open += jobs.filter { $0.job.id.lowercased() == name }
        .flatMap { $0.job.needs.map { $0.text.lowercased() } }
    }
    return false
  }
}
