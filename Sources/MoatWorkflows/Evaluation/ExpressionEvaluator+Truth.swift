import MoatExpressions

extension ExpressionEvaluator {
  /// Whether a condition holds; nil if that is not known, or GitHub refuses it.
  ///
  /// Knows more than the condition's value: `unknown && false` is false whatever the first is.
  func truth(of condition: ExpressionNode) -> Bool? {
    switch condition.kind {
    case .and(let operands): return decided(operands, by: false)
    case .or(let operands): return decided(operands, by: true)
    case .not(let operand): return truth(of: operand).map { !$0 }
    default:
      do throws(ExpressionError) { return try value(of: condition).isTruthy } catch { return nil }
    }
  }

  /// What operands come to of which one decides if it is `value`.
  private func decided(_ operands: [ExpressionNode], by value: Bool) -> Bool? {
    let truths = operands.map { truth(of: $0) }
    if truths.contains(value) { return value }
    return truths.contains(nil) ? nil : !value
  }
}
