import MoatExpressions
import MoatModel

/// Which jobs and steps somebody without write access can make run.
///
/// Conditions are evaluated for such a run as far as they are known; one that depends on more, a
/// label or an output, may hold. Approvals that GitHub asks for are not known.
package struct StrangerReach: Sendable {
  private let events: [String: [PublicEvent]]

  package init(_ facts: WorkflowFacts) {
    var events: [String: [PublicEvent]] = [:]
    for (file, workflow) in facts.workflows {
      events[file.source.path, default: []] += Self.direct(workflow, facts)
    }
    // A workflow that is called runs for the events of its callers.
    var isSettled = false
    while !isSettled {
      isSettled = true
      for (file, workflow) in facts.workflows {
        let own = events[file.source.path] ?? []
        for job in workflow.jobs {
          guard case .local(let path)? = job.uses?.target,
            let callee = facts.local(path, usedIn: file.source.path)?.source.path
          else { continue }
          let passed = own.filter { Self.mayRun(job, of: workflow, on: $0) }
          let known = events[callee] ?? []
          let new = passed.filter { !known.contains($0) }
          if !new.isEmpty {
            events[callee, default: []] += new
            isSettled = false
          }
        }
      }
    }
    self.events = events
  }

  /// The events by which a stranger can make the workflow in a file run, itself or through a
  /// caller.
  package func events(ofFile path: String) -> [PublicEvent] {
    (events[path] ?? []).sorted { $0.rawValue < $1.rawValue }
  }

  /// The events by which a stranger can make the steps of a job run.
  ///
  /// Empty for a composite action: who uses it decides.
  package func events(of list: StepList) -> [PublicEvent] {
    guard let (workflow, job) = list.owner else { return [] }
    return events(ofFile: list.path).filter { Self.mayRun(job, of: workflow, on: $0) }
  }

  /// The events by which a stranger can make a step run.
  package func events(of step: Step, in list: StepList) -> [PublicEvent] {
    let events = events(of: list)
    guard let condition = step.condition?.expression, !events.isEmpty else { return events }
    return events.filter { event in
      let scenario = StrangerScenario(event: event)
      return list.scope.combinations.contains {
        scenario.mayHold(
          condition,
          [("matrix", .object($0.matrix))])
      }
    }
  }

  // MARK: - Workflows

  private static func direct(_ workflow: Workflow, _ facts: WorkflowFacts) -> [PublicEvent] {
    workflow.triggers.events.compactMap { trigger in
      guard let event = PublicEvent(rawValue: trigger.name) else { return nil }
      guard event == .workflowRun else { return event }
      return mayFollowStranger(trigger, facts) ? event : nil
    }
  }

  /// Whether one of the workflows that are waited for may run for a stranger. One that is not
  /// among the facts may.
  private static func mayFollowStranger(_ trigger: Trigger, _ facts: WorkflowFacts) -> Bool {
    let names = trigger.workflows ?? []
    if names.isEmpty { return true }
    return names.contains { name in
      let named = facts.workflows.filter { file, workflow in
        workflow.name?.text == name.text || file.source.path.hasSuffix(name.text)
      }
      return named.isEmpty
        || named.contains { _, workflow in
          workflow.triggers.events.contains { PublicEvent(rawValue: $0.name) != nil }
        }
    }
  }

  // MARK: - Jobs

  private static func mayRun(_ job: Job, of workflow: Workflow, on event: PublicEvent) -> Bool {
    var seen: Set<String> = []
    return mayRun(job, of: workflow, on: event, &seen)
  }

  private static func mayRun(
    _ job: Job, of workflow: Workflow, on event: PublicEvent, _ seen: inout Set<String>
  ) -> Bool {
    guard seen.insert(job.id.lowercased()).inserted else { return true }
    if let condition = job.condition?.expression,
      !StrangerScenario(event: event).mayHold(condition)
    {
      return false
    }
    // A job that needs a skipped one is skipped, unless it asks for the state itself.
    if job.condition?.namesStatus == true { return true }
    for name in job.needs {
      guard let needed = workflow.job(name.text) else { continue }
      if !mayRun(needed, of: workflow, on: event, &seen) { return false }
    }
    return true
  }
}
