package import MoatExpressions
package import MoatSyntax

/// `strategy.matrix`: the values that a job runs with.
package struct Matrix: Sendable {
  package struct Axis: Sendable {
    package let name: String
    package let nameNode: YAMLNode
    /// Nil for `axis: ${{ … }}`.
    package let values: [Value]?
  }

  /// A value with its place. Texts inside that are expressions are unknown.
  package struct Value: Sendable {
    package let node: YAMLNode
    package let value: ExpressionValue
  }

  /// Names with values, of `include` and `exclude`.
  package struct Row: Sendable {
    package let node: YAMLNode
    package let members: [(name: String, value: ExpressionValue)]
  }

  package let node: YAMLNode
  package let axes: [Axis]
  package let include: [Row]
  package let exclude: [Row]
  /// Every text with an expression, under the name it belongs to; without a name for one that
  /// makes all of the matrix, or of its rows.
  package let expressions: [(name: String?, text: WorkflowText)]
  /// Whether an expression makes axes or rows, or some could not be read: there may be more
  /// combinations, and more names, than are written.
  package let isOpen: Bool
}
