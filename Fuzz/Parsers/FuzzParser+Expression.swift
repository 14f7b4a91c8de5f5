import MoatExpressions

extension FuzzParser {
  /// As text with expressions in it, and as one expression.
  static func expression(_ text: String) throws {
    let github = ExpressionObject(
      [(name: "ref", value: .string("main")), (name: "n", value: .number(1.5))], isOpen: true)
    let list = ExpressionArray([.string("a"), .null, .object(github), .unknown])
    let evaluator = ExpressionEvaluator(
      contexts: ExpressionObject(
        [(name: "github", value: .object(github)), (name: "list", value: .array(list))],
        isOpen: true))
    let template = ExpressionTemplate(text)
    var end = 0
    for part in template.parts {
      let span =
        switch part {
        case .text(let range): range
        case .expression(let expression): expression.span
        }
      require(span.lowerBound == end)
      end = span.upperBound
    }
    require(end == text.utf8.count)
    _ = try? template.value(of: text, with: evaluator)
    guard let node = try ExpressionParser.parse(text) else { return }
    require(node.span.upperBound <= text.utf8.count)
    _ = try evaluator.value(of: node).text
  }
}
