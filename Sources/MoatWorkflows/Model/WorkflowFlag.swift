/// A boolean, or the expression that gives one: `continue-on-error`.
package struct WorkflowFlag: Sendable {
  package let text: WorkflowText
  /// Nil for an expression.
  package let known: Bool?

  package init(_ text: WorkflowText) {
    self.text = text
    known = text.literal.map { $0.lowercased() == "true" }
  }
}
