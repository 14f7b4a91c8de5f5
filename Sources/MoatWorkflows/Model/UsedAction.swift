import MoatModel

/// One place that uses an action, a reusable workflow or an image, with what surrounds it.
package struct UsedAction: Sendable {
  package let file: WorkflowFile
  package let reference: UsesReference
  /// The workflow and job; nil in a composite action.
  package let owner: (workflow: Workflow, job: Job)?
  /// nil for a workflow that a job calls.
  package let step: Step?
}

extension WorkflowFacts {
  /// Every `uses:`, in order of file and place.
  package var usedActions: [UsedAction] { files.flatMap(\.usedActions) }
}

extension WorkflowFile {
  /// Every `uses:` of the file: of jobs that call a workflow, and of steps.
  package var usedActions: [UsedAction] {
    if case .action(let action) = content {
      return action.steps.compactMap { step in
        step.uses.map { UsedAction(file: self, reference: $0, owner: nil, step: step) }
      }
    }
    guard let workflow else { return [] }
    return workflow.jobs.flatMap { job in
      [job.uses].compactMap { $0 }.map {
        UsedAction(file: self, reference: $0, owner: (workflow, job), step: nil)
      }
        + job.steps.compactMap { step in
          step.uses.map {
            UsedAction(file: self, reference: $0, owner: (workflow, job), step: step)
          }
        }
    }
  }
}
