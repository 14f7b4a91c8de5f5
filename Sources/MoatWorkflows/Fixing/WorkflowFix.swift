package import MoatModel

/// What can be done about one thing that a rule found in a file, or why nothing can.
package struct WorkflowFix: Sendable {
  package enum Kind: Sendable {
    /// What runs afterwards is the same code with less power, or code that is pinned; as far as the
    /// repository tells, nothing stops working.
    case safe([WorkflowEdit])
    /// A run may do something else than before, or needs something set up outside of the file.
    case unsafe([WorkflowEdit], because: String)
    /// Nothing is changed.
    case left(because: String)
  }

  /// The id of the rule.
  package let rule: String
  /// What it is about.
  package let span: SourceSpan
  /// What is done, as an order: ``set `persist-credentials: false` ``.
  package let message: String
  package let kind: Kind

  init(_ rule: String, _ span: SourceSpan, _ message: String, _ kind: Kind) {
    self.rule = rule
    self.span = span
    self.message = message
    self.kind = kind
  }

  /// The changes, if they may be made.
  func edits(allowsUnsafe: Bool) -> [WorkflowEdit]? {
    switch kind {
    case .safe(let edits): edits
    case .unsafe(let edits, _): allowsUnsafe ? edits : nil
    case .left: nil
    }
  }
}
