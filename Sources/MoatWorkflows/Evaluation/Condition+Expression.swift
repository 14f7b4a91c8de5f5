package import MoatExpressions

extension Condition {
  /// The condition as an expression: `${{ }}` around the whole of it may be left out.
  ///
  /// Nil for one that GitHub refuses, and for one with text around `${{ }}`: that is a text that
  /// is never empty, and always holds.
  package var expression: ExpressionNode? {
    if let template = text.template {
      guard text.isExpression, case .expression(let expression)? = template.parts.first else {
        return nil
      }
      return expression.node
    }
    do throws(ExpressionError) { return try ExpressionParser.parse(text.text) } catch { return nil }
  }

  /// Whether it asks for the state of the run itself. Without that, GitHub adds `success()`: a
  /// job then waits for all it needs.
  package var namesStatus: Bool { expression.map(Self.namesStatus) ?? false }

  private static func namesStatus(_ node: ExpressionNode) -> Bool {
    if case .call(let name, _) = node.kind {
      switch ExpressionFunction(named: name) {
      case .success, .failure, .always, .cancelled: return true
      default: break
      }
    }
    return node.children.contains(where: namesStatus)
  }
}
