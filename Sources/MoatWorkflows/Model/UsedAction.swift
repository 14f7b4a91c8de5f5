package import MoatFindings

/// One place that uses an action, a reusable workflow or an image, with what surrounds it.
package struct UsedAction: Sendable {
  package let reference: UsesReference
  /// The steps it stands among, or those of the job that calls a workflow.
  package let list: StepList
  /// nil for a workflow that a job calls.
  package let step: Step?

  /// The reference's label in its file.
  package func label(_ text: String? = nil) -> Label { list.label(reference.span, text) }
}

extension WorkflowFacts {
  /// Every `uses:`, in order of file and place.
  package var usedActions: [UsedAction] { files.flatMap(\.usedActions) }
}

extension StepList {
  /// Every `uses:`: of the job if it calls a workflow, and of the steps.
  package var usedActions: [UsedAction] {
    let called = job?.uses.map { [UsedAction(reference: $0, list: self, step: nil)] } ?? []
    return called
      + steps.compactMap { step in
        step.uses.map { UsedAction(reference: $0, list: self, step: step) }
      }
  }
}

extension WorkflowFile {
  /// Every `uses:` of the file.
  package var usedActions: [UsedAction] { stepLists.flatMap(\.usedActions) }
}
