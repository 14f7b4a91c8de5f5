/// Parses the inside of `${{ … }}`, or an `if:` without it.
///
/// Operators wait on a stack of their own, as in GitHub's runner, so that no nesting of
/// parentheses can exhaust the thread's.
package struct ExpressionParser {
  /// How deep an expression may nest, as GitHub has it.
  package static let maximumDepth = 50

  /// How many bytes an expression may have. GitHub counts 21,000 UTF-16 units.
  package static let maximumLength = 21_000

  private struct Pending {
    enum Kind {
      case not
      case comparison(ExpressionNode.Comparison)
      case and, or
      case group
      case index
      /// A call with the name and how many operands were there before it.
      case call(String, operands: Int)
    }

    let kind: Kind
    let span: Range<Int>

    /// Higher binds tighter; 0 for what waits for its closing bracket.
    var precedence: Int {
      switch kind {
      case .not: 5
      case .comparison(let comparison): comparison == .equal || comparison == .notEqual ? 3 : 4
      case .and: 2
      case .or: 1
      case .group, .index, .call: 0
      }
    }
  }

  private var lexer: ExpressionLexer
  private let contexts: Set<String>?
  private var operands: [ExpressionNode] = []
  private var pending: [Pending] = []
  private var last = 0..<0

  private init(_ text: String, _ contexts: Set<String>?) {
    lexer = ExpressionLexer(text)
    self.contexts = contexts
  }

  /// Parses an expression.
  ///
  /// - Parameter contexts: the contexts that may be named, in lower case; nil for any.
  /// - Returns: nil for a text without an expression, which GitHub reads as null.
  package static func parse(
    _ text: String, contexts: Set<String>? = nil
  ) throws(ExpressionError) -> ExpressionNode? {
    let length = text.utf8.count
    guard length <= maximumLength else {
      throw ExpressionError(.tooLong(limit: maximumLength), 0..<length)
    }
    var parser = ExpressionParser(text, contexts)
    return try parser.parse()
  }

  private mutating func parse() throws(ExpressionError) -> ExpressionNode? {
    var wantsOperand = true
    // Behind a literal nothing can be indexed.
    var mayIndex = false
    while let (token, span) = lexer.next(wantsOperand: wantsOperand) {
      defer { last = span }
      if wantsOperand {
        switch token {
        case .number(let number):
          operands.append(ExpressionNode(.literal(.number(number)), span))
          mayIndex = false
        case .string(let text):
          operands.append(ExpressionNode(.literal(.string(text)), span))
          mayIndex = false
        case .word(let word):
          if try parseWord(word, span) { continue }
          mayIndex = isContext
        case .symbol("("):
          pending.append(Pending(kind: .group, span: span))
          continue
        case .symbol("!"):
          pending.append(Pending(kind: .not, span: span))
          continue
        case .symbol(")") where isCallOpen:
          try closeCall(span)
          mayIndex = true
        case .symbol("*") where isIndexOpen: try closeWildcard(span)
        default: throw unexpected(span)
        }
        wantsOperand = false
        if case .symbol("*") = token { mayIndex = true }
        continue
      }
      guard case .symbol(let symbol) = token else { throw unexpected(span) }
      switch symbol {
      case "." where mayIndex:
        try parseProperty(span)
      case "[" where mayIndex:
        pending.append(Pending(kind: .index, span: span))
        wantsOperand = true
      case ")":
        try flush(above: 0)
        try closeGroup(span)
        mayIndex = true
      case "]":
        try flush(above: 0)
        guard case .index? = pending.popLast()?.kind, let index = operands.popLast() else {
          throw unexpected(span)
        }
        try replaceBase(upTo: span.upperBound) { .index($0, index) }
        mayIndex = true
      case ",":
        try flush(above: 0)
        guard case .call? = pending.last?.kind else { throw unexpected(span) }
        wantsOperand = true
      default:
        guard let kind = Self.binary(symbol) else { throw unexpected(span) }
        let next = Pending(kind: kind, span: span)
        try flush(above: next.precedence - 1)
        pending.append(next)
        wantsOperand = true
      }
    }
    if operands.isEmpty, pending.isEmpty { return nil }
    guard !wantsOperand else { throw ExpressionError(.unexpectedEnd, last) }
    try flush(above: 0)
    guard pending.isEmpty, let result = operands.popLast() else {
      throw ExpressionError(.unexpectedEnd, last)
    }
    return result
  }

  private var isContext: Bool {
    if case .context? = operands.last?.kind { return true }
    return false
  }

  // MARK: - Operands

  /// A literal, a context, or the start of a call.
  ///
  /// - Returns: whether it started a call.
  private mutating func parseWord(
    _ word: String, _ span: Range<Int>
  ) throws(ExpressionError) -> Bool {
    let literal: ExpressionValue? =
      switch word {
      case "null": .null
      case "true": .boolean(true)
      case "false": .boolean(false)
      case "NaN": .number(.nan)
      case "Infinity": .number(.infinity)
      default: nil
      }
    if let literal {
      operands.append(ExpressionNode(.literal(literal), span))
      return false
    }
    if lexer.isCallNext(), let opening = lexer.next(wantsOperand: true)?.span {
      guard ExpressionFunction(named: word) != nil else {
        throw ExpressionError(.unknownFunction(word), span)
      }
      pending.append(Pending(kind: .call(word, operands: operands.count), span: span))
      last = opening
      return true
    }
    guard contexts?.contains(word.lowercased()) ?? true else {
      throw ExpressionError(.unknownContext(word), span)
    }
    operands.append(ExpressionNode(.context(word), span))
    return false
  }

  /// What follows a dot.
  private mutating func parseProperty(_ dot: Range<Int>) throws(ExpressionError) {
    guard let (token, span) = lexer.next(wantsOperand: true) else {
      throw ExpressionError(.unexpectedEnd, dot)
    }
    switch token {
    case .word(let name):
      let index = ExpressionNode(.literal(.string(name)), span)
      try replaceBase(upTo: span.upperBound) { .index($0, index) }
    case .symbol("*"): try replaceBase(upTo: span.upperBound) { .wildcard($0) }
    default: throw unexpected(span)
    }
  }

  /// `*` behind `[`, with its `]`.
  private mutating func closeWildcard(_ star: Range<Int>) throws(ExpressionError) {
    guard let (token, span) = lexer.next(wantsOperand: false) else {
      throw ExpressionError(.unexpectedEnd, star)
    }
    guard token == .symbol("]") else { throw unexpected(span) }
    pending.removeLast()
    try replaceBase(upTo: span.upperBound) { .wildcard($0) }
  }

  /// Whether nothing stands behind the `(` of a call yet.
  private var isCallOpen: Bool {
    guard case .call(_, let count)? = pending.last?.kind else { return false }
    return operands.count == count
  }

  private var isIndexOpen: Bool {
    guard case .index? = pending.last?.kind, let place = pending.last?.span else { return false }
    return last == place
  }

  // MARK: - Operators

  private static func binary(_ symbol: String) -> Pending.Kind? {
    switch symbol {
    case "&&": .and
    case "||": .or
    default: ExpressionNode.Comparison(rawValue: symbol).map { .comparison($0) }
    }
  }

  /// Makes nodes of the waiting operators that bind tighter than a precedence.
  private mutating func flush(above precedence: Int) throws(ExpressionError) {
    while let top = pending.last, top.precedence > precedence {
      pending.removeLast()
      guard let right = operands.popLast() else { throw ExpressionError(.unexpectedEnd, top.span) }
      if case .not = top.kind {
        try push(.not(right), top.span.lowerBound..<right.span.upperBound)
        continue
      }
      guard let left = operands.popLast() else { throw ExpressionError(.unexpectedEnd, top.span) }
      let span = left.span.lowerBound..<right.span.upperBound
      switch top.kind {
      case .comparison(let comparison): try push(.comparison(comparison, left, right), span)
      case .and: try push(.and(Self.operandsOfAnd(left) + Self.operandsOfAnd(right)), span)
      default: try push(.or(Self.operandsOfOr(left) + Self.operandsOfOr(right)), span)
      }
    }
  }

  private static func operandsOfAnd(_ node: ExpressionNode) -> [ExpressionNode] {
    if case .and(let operands) = node.kind { return operands }
    return [node]
  }

  private static func operandsOfOr(_ node: ExpressionNode) -> [ExpressionNode] {
    if case .or(let operands) = node.kind { return operands }
    return [node]
  }

  /// The `)` of a group or of a call with arguments.
  private mutating func closeGroup(_ span: Range<Int>) throws(ExpressionError) {
    switch pending.last?.kind {
    case .group: pending.removeLast()
    case .call: try closeCall(span)
    default: throw unexpected(span)
    }
  }

  private mutating func closeCall(_ closing: Range<Int>) throws(ExpressionError) {
    guard let top = pending.popLast(), case .call(let name, let count) = top.kind,
      let function = ExpressionFunction(named: name), count <= operands.count
    else { throw unexpected(closing) }
    let arguments = Array(operands[count...])
    operands.removeSubrange(count...)
    let span = top.span.lowerBound..<closing.upperBound
    if arguments.count < function.argumentCounts.lowerBound {
      throw ExpressionError(.tooFewArguments(name), span)
    }
    if arguments.count > function.argumentCounts.upperBound {
      throw ExpressionError(.tooManyArguments(name), span)
    }
    if function == .case, arguments.count % 2 == 0 {
      throw ExpressionError(.evenArguments(name), span)
    }
    try push(.call(name, arguments), span)
  }

  private mutating func replaceBase(
    upTo upper: Int, with kind: (ExpressionNode) -> ExpressionNode.Kind
  ) throws(ExpressionError) {
    guard let base = operands.popLast() else { throw ExpressionError(.unexpectedEnd, last) }
    try push(kind(base), base.span.lowerBound..<upper)
  }

  private mutating func push(
    _ kind: ExpressionNode.Kind, _ span: Range<Int>
  ) throws(ExpressionError) {
    let node = ExpressionNode(kind, span)
    guard node.height <= Self.maximumDepth else {
      throw ExpressionError(.tooDeep(limit: Self.maximumDepth), span)
    }
    operands.append(node)
  }

  private func unexpected(_ span: Range<Int>) -> ExpressionError {
    ExpressionError(.unexpectedSymbol(lexer.text(span)), span)
  }
}
