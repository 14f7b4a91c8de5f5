/// Text with `${{ … }}` in it, taken apart.
package struct ExpressionTemplate: Sendable {
  package struct Expression: Sendable {
    /// From `${{` to behind `}}`; to the end of the text if it is not closed.
    package let span: Range<Int>
    /// What is between them. Offsets in ``node`` and ``failure`` count from its start.
    package let content: Range<Int>
    /// Nil for an expression that is empty or was refused.
    package let node: ExpressionNode?
    package let failure: ExpressionError?
  }

  package enum Part: Sendable {
    /// Text as it is.
    case text(Range<Int>)
    case expression(Expression)
  }

  /// The parts in order, in UTF-8 bytes of the text; together they are all of it.
  package let parts: [Part]

  /// Finds and parses every expression. `}}` inside a string literal closes nothing.
  ///
  /// - Parameter contexts: the contexts that may be named, in lower case; nil for any.
  package init(_ text: String, contexts: Set<String>? = nil) {
    let bytes = Array(text.utf8)
    var parts: [Part] = []
    var textStart = 0
    var at = 0
    while at + 2 < bytes.count {
      guard bytes[at] == UInt8(ascii: "$"), bytes[at + 1] == UInt8(ascii: "{"),
        bytes[at + 2] == UInt8(ascii: "{")
      else {
        at += 1
        continue
      }
      if textStart < at { parts.append(.text(textStart..<at)) }
      let expression = Self.expression(bytes, at, contexts)
      parts.append(.expression(expression))
      at = expression.span.upperBound
      textStart = at
    }
    if textStart < bytes.count { parts.append(.text(textStart..<bytes.count)) }
    self.parts = parts
  }

  private static func expression(
    _ bytes: [UInt8], _ lower: Int, _ contexts: Set<String>?
  ) -> Expression {
    var at = lower + 3
    var isInString = false
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "'") {
        isInString.toggle()
      } else if !isInString, bytes[at] == UInt8(ascii: "}"), bytes[at - 1] == UInt8(ascii: "}"),
        at > lower + 3
      {
        let content = lower + 3..<at - 1
        let text = String(decoding: bytes[content], as: UTF8.self)
        do throws(ExpressionError) {
          let node = try ExpressionParser.parse(text, contexts: contexts)
          return Expression(span: lower..<at + 1, content: content, node: node, failure: nil)
        } catch {
          return Expression(span: lower..<at + 1, content: content, node: nil, failure: error)
        }
      }
      at += 1
    }
    let content = min(lower + 3, bytes.count)..<bytes.count
    return Expression(
      span: lower..<bytes.count, content: content, node: nil,
      failure: ExpressionError(.unclosed, 0..<content.count))
  }

  /// The text with every expression replaced by its value; unknown if one of them is.
  ///
  /// A text that is one expression and nothing else has that expression's value, of whatever kind.
  ///
  /// - Throws: ``ExpressionError`` for the first expression that was refused or cannot be
  ///   evaluated.
  package func value(
    of text: String, with evaluator: ExpressionEvaluator
  ) throws(ExpressionError) -> ExpressionValue {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var isKnown = true
    for part in parts {
      switch part {
      case .text(let range): result += bytes[range.clamped(to: 0..<bytes.count)]
      case .expression(let expression):
        if let failure = expression.failure { throw failure }
        let value =
          if let node = expression.node { try evaluator.value(of: node) } else {
            ExpressionValue.null
          }
        if parts.count == 1 { return value }
        if let text = value.text { result += text.utf8 } else { isKnown = false }
      }
    }
    return isKnown ? .string(String(decoding: result, as: UTF8.self)) : .unknown
  }
}
