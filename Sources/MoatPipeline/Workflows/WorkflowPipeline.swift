package import MoatFindings
package import MoatHost
package import MoatModel
package import MoatPolicy
import MoatWorkflows

/// What `cargo moat workflows` was asked to do.
package struct WorkflowRequest: Sendable {
  package let paths: [String]
  package let selection: RuleSelection
  package let policy: Policy
  package let now: Timestamp
  package let pins: PinRequest

  package init(
    paths: [String], selection: RuleSelection, policy: Policy, now: Timestamp,
    pins: PinRequest = PinRequest()
  ) {
    self.paths = paths
    self.selection = selection
    self.policy = policy
    self.now = now
    self.pins = pins
  }
}

/// Judges workflows alone.
package struct WorkflowPipeline: Sendable {
  private let host: Host

  package init(host: Host) { self.host = host }

  package func run(_ request: WorkflowRequest) async throws(CheckFailure) -> Report {
    let collected = try await AutomationCollector(host: host).collect(request.paths)
    var run = RuleRun(selection: request.selection)
    let evidence = WorkflowEvidence(host: host, policy: request.policy, pins: request.pins)
    let found = await evidence.found(in: collected.listings.filter { !$0.isEmpty })
    run.applyWorkflowRules(found)
    run.apply(UnreadableWorkflow.info) {
      UnreadableWorkflow().findings(in: WorkflowFacts(files: [], unread: collected.unread))
    }
    let use = PolicyUse(
      policy: request.policy, today: request.now.day, findings: run.findings,
      decidedRules: run.decided, sources: [], bans: [])
    for rule in PolicyRules.all { run.apply(rule.info) { rule.init().findings(in: use) } }
    var sources = found.sources
    for file in [request.policy.organisation, request.policy.repository].compactMap({ $0 }) {
      sources[file.source.path] = file.source
    }
    return Report(
      findings: run.judged(by: request.policy, on: request.now.day), sources: sources,
      scope: Report.Scope(
        lockfiles: 0, manifests: 0, packages: 0, workflows: found.fileCount,
        scripts: found.scriptCount, rules: run.ruleCount, advisories: nil, subject: .workflows))
  }
}
