/// Steps that run one after another on one machine: those of a job, or of a composite action.
package struct StepList: Sendable {
  package let file: WorkflowFile
  /// Nil for a composite action, which knows nothing of who uses it.
  package let owner: (workflow: Workflow, job: Job)?
  package let steps: [Step]

  package var workflow: Workflow? { owner?.workflow }
  package var job: Job? { owner?.job }
}

extension WorkflowFacts {
  /// Every list of steps, in order.
  package var stepLists: [StepList] { files.flatMap(\.stepLists) }
}

extension WorkflowFile {
  /// The lists of steps in the file, in order.
  package var stepLists: [StepList] {
    switch content {
    case .workflow(let workflow):
      workflow.jobs.map { StepList(file: self, owner: (workflow, $0), steps: $0.steps) }
    case .action(let action): [StepList(file: self, owner: nil, steps: action.steps)]
    case .dependabot, .unreadable: []
    }
  }
}
