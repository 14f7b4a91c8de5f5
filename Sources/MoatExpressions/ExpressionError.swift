/// Why an expression was refused, or has no value.
package struct ExpressionError: Error, Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case tooLong(limit: Int)
    case tooDeep(limit: Int)
    case unexpectedSymbol(String)
    case unexpectedEnd
    case unknownContext(String)
    case unknownFunction(String)
    case tooFewArguments(String)
    case tooManyArguments(String)
    /// `case` takes pairs of a condition and a value, and a last value.
    case evenArguments(String)
    /// A `${{` without its `}}`.
    case unclosed
    /// The first argument of `format` has a lone brace.
    case formatText(String)
    /// The first argument of `format` names an argument that is not there.
    case formatArgument(String)
    /// A condition of `case` is not a boolean.
    case caseCondition
    /// The argument of `fromJSON` is no JSON.
    case json(String)
    /// The value needs more memory than GitHub allows.
    case tooLarge(limit: Int)

    /// Whether the text is no expression at all, whatever contexts and functions there are.
    package var isSyntax: Bool {
      switch self {
      case .tooLong, .tooDeep, .unexpectedSymbol, .unexpectedEnd, .unclosed: true
      default: false
      }
    }
  }

  package let reason: Reason
  /// The symbol, name or call that is to blame, in UTF-8 bytes of the expression.
  package let span: Range<Int>

  init(_ reason: Reason, _ span: Range<Int>) {
    self.reason = reason
    self.span = span
  }

  /// What is wrong, as a lowercase phrase.
  package var message: String {
    switch reason {
    case .tooLong(let limit): "the expression is longer than \(limit) characters"
    case .tooDeep(let limit): "the expression is nested more than \(limit) levels deep"
    case .unexpectedSymbol(let text): "unexpected `\(text)` in the expression"
    case .unexpectedEnd: "the expression ends too early"
    case .unknownContext(let name): "there is no context `\(name)` here"
    case .unknownFunction(let name): "there is no function `\(name)`"
    case .tooFewArguments(let name): "`\(name)` has too few arguments"
    case .tooManyArguments(let name): "`\(name)` has too many arguments"
    case .evenArguments(let name): "`\(name)` needs an odd number of arguments"
    case .unclosed: "`${{` is not closed: expected `}}`"
    case .formatText(let text): "`\(text)` is no text for `format`: a brace stands alone"
    case .formatArgument(let text): "`\(text)` names an argument that `format` does not have"
    case .caseCondition: "expected a boolean as a condition of `case`"
    case .json(let problem): "expected JSON in `fromJSON`: \(problem)"
    case .tooLarge(let limit): "the value is larger than \(limit) bytes"
    }
  }
}
