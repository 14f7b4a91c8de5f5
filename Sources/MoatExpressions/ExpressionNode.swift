/// A parsed expression, or a part of one.
package struct ExpressionNode: Sendable {
  package enum Comparison: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  package indirect enum Kind: Sendable {
    case literal(ExpressionValue)
    /// `github`, `env`, …: a context.
    case context(String)
    /// `a.b`, `a['b']`, `a[0]`. The name behind a dot is a literal string.
    case index(ExpressionNode, ExpressionNode)
    /// `a.*`, `a[*]`.
    case wildcard(ExpressionNode)
    case call(String, [ExpressionNode])
    case not(ExpressionNode)
    case comparison(Comparison, ExpressionNode, ExpressionNode)
    /// Two operands at least; `a && b && c` is one node.
    case and([ExpressionNode])
    case or([ExpressionNode])
  }

  package let kind: Kind
  /// Where it is written, in UTF-8 bytes of the expression, parentheses around it not included.
  package let span: Range<Int>
  /// How deep it nests; 1 for a literal or a context.
  let height: Int

  init(_ kind: Kind, _ span: Range<Int>) {
    self.kind = kind
    self.span = span
    height = 1 + (Self.children(of: kind).map(\.height).max() ?? 0)
  }

  /// The parts that it is made of, in order.
  package var children: [ExpressionNode] { Self.children(of: kind) }

  private static func children(of kind: Kind) -> [ExpressionNode] {
    switch kind {
    case .literal, .context: []
    case .index(let base, let index): [base, index]
    case .wildcard(let operand), .not(let operand): [operand]
    case .call(_, let operands), .and(let operands), .or(let operands): operands
    case .comparison(_, let left, let right): [left, right]
    }
  }
}
