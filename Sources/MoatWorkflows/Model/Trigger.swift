package import MoatModel
package import MoatSyntax

/// What starts a workflow.
package struct Triggers: Sendable {
  /// The value of `on`.
  package let node: YAMLNode
  /// In order.
  package let events: [Trigger]

  package subscript(name: String) -> Trigger? { events.first { $0.name == name } }
}

/// One event under `on`.
package struct Trigger: Sendable {
  /// In lower case, as GitHub compares it: `pull_request_target`.
  package let name: String
  /// Where the event is named.
  package let nameNode: YAMLNode
  /// What stands under it, if it is a mapping.
  package let configuration: YAMLMapping?
  /// The filters as written; nil where there is none, which means all.
  package let branches: [WorkflowText]?
  package let ignoredBranches: [WorkflowText]?
  package let tags: [WorkflowText]?
  package let ignoredTags: [WorkflowText]?
  /// `types` of activity; nil for the event's own default.
  package let types: [WorkflowText]?
  /// `workflows` of `workflow_run`.
  package let workflows: [WorkflowText]?
  /// `inputs` of `workflow_dispatch` and `workflow_call`.
  package let inputs: [WorkflowInput]

  package var span: SourceSpan { nameNode.resolved.span }

  /// Whether a `push` can be one of a tag: no filter, a filter of tags, or only tags ignored.
  package var canBeTag: Bool {
    guard name == "push" else { return false }
    if let tags { return !tags.isEmpty }
    return ignoredTags != nil || (branches == nil && ignoredBranches == nil)
  }
}

/// An input of a workflow or an action.
package struct WorkflowInput: Sendable {
  package let name: String
  package let nameNode: YAMLNode
  /// `string`, `boolean`, `number`, `choice`, `environment`; nil if not written.
  package let type: String?
  package let defaultValue: WorkflowText?

  /// Whether its text is free to choose: anything but booleans, numbers and choices.
  package var isFreeText: Bool {
    switch type {
    case "boolean", "number", "choice": false
    default: true
    }
  }
}
