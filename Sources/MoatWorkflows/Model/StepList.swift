package import MoatFindings
package import MoatModel

/// Steps that run one after another on one machine: those of a job, or of a composite action.
///
/// A reference, so that what follows from the steps is worked out once for all rules.
package final class StepList: Sendable {
  /// The file they are written in.
  package let source: SourceText
  /// Nil for a composite action, which knows nothing of who uses it.
  package let owner: (workflow: Workflow, job: Job)?
  package let steps: [Step]
  /// The inputs of a composite action.
  private let inputs: [WorkflowInput]
  private let knownScope = Once<JobScope>()
  private let knownPower = Once<JobPower?>()

  init(
    source: SourceText, owner: (workflow: Workflow, job: Job)?, steps: [Step],
    inputs: [WorkflowInput] = []
  ) {
    self.source = source
    self.owner = owner
    self.steps = steps
    self.inputs = inputs
  }

  package var path: String { source.path }
  package var workflow: Workflow? { owner?.workflow }
  package var job: Job? { owner?.job }

  /// What can be known of its values before it runs.
  package var scope: JobScope {
    knownScope.value { JobScope(owner: owner, steps: steps, inputs: inputs) }
  }

  /// What the job holds that somebody else's code could take; nil for an action.
  package var power: JobPower? {
    knownPower.value { owner.map { JobPower(of: $0.job, in: $0.workflow) } }
  }

  /// A label in its file.
  package func label(_ span: SourceSpan?, _ text: String? = nil) -> Label {
    Label(path, span, text)
  }
}

extension WorkflowFacts {
  /// Every list of steps, in order.
  package var stepLists: [StepList] { files.flatMap(\.stepLists) }
}

extension StepList {
  /// The lists of steps in a file, in order: one for every job, also for one that calls a workflow.
  static func all(in content: WorkflowFile.Content, of source: SourceText) -> [StepList] {
    switch content {
    case .workflow(let workflow):
      workflow.jobs.map { StepList(source: source, owner: (workflow, $0), steps: $0.steps) }
    case .action(let action):
      [StepList(source: source, owner: nil, steps: action.steps, inputs: action.inputs)]
    case .dependabot, .unreadable: []
    }
  }
}
