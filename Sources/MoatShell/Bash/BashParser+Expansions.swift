extension BashParser {
  mutating func parseDollar(
    _ pieces: inout PieceList, isQuoted: Bool
  ) throws(ShellProblem) {
    let open = at
    guard at + 1 < end else {
      pieces.add(source.bytes[at], isQuoted: isQuoted)
      at += 1
      return
    }
    let next = source.bytes[at + 1]
    switch next {
    case UInt8(ascii: "("):
      if at + 2 < end, source.bytes[at + 2] == UInt8(ascii: "("),
        let close = arithmeticEnd(from: at + 3)
      {
        at = close
        pieces.append([.unknown(isQuoted: isQuoted)])
        return
      }
      at += 2
      pieces.append([.substitution(try parseNested(), isQuoted: isQuoted)])
    case UInt8(ascii: "{"):
      at += 2
      let parameter = try parseBraces(open, isQuoted: isQuoted)
      pieces.append([.parameter(parameter, isQuoted: isQuoted)])
    case UInt8(ascii: "'") where !isQuoted:
      at += 1
      try parseEscapedQuoted(&pieces)
    case UInt8(ascii: "\"") where !isQuoted:
      at += 1  // the quote follows as usual
    case UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "?"),
      UInt8(ascii: "-"), UInt8(ascii: "$"), UInt8(ascii: "!"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      at += 2
      let name = source.string(at - 1..<at)
      pieces.append([
        .parameter(
          BashParameter(name: name, operation: "", argument: nil, source: name),
          isQuoted: isQuoted)
      ])
    default:
      at += 1
      let start = at
      while at < end, Self.isNameByte(source.bytes[at], isFirst: at == start) { at += 1 }
      guard at > start else {
        pieces.add(UInt8(ascii: "$"), isQuoted: isQuoted)
        return
      }
      let name = source.string(start..<at)
      pieces.append([
        .parameter(
          BashParameter(name: name, operation: "", argument: nil, source: name),
          isQuoted: isQuoted)
      ])
    }
  }

  /// The commands of `$( … )`, behind the bracket.
  mutating func parseNested() throws(ShellProblem) -> BashList {
    let open = at
    let list = try parseList()
    guard at < end else { throw ShellProblem(.unclosedExpansion, at: open) }
    try close(with: UInt8(ascii: ")"))
    return list
  }

  mutating func parseBackticks(
    _ pieces: inout PieceList, isQuoted: Bool
  ) throws(ShellProblem) {
    let open = at
    var close = at + 1
    while close < end, source.bytes[close] != UInt8(ascii: "`") {
      close += source.bytes[close] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard close < end else { throw ShellProblem(.unclosedExpansion, at: open) }
    let saved = end
    at = open + 1
    end = close
    defer { end = saved }
    let list = try parseList()
    guard at == close else { throw ShellProblem(.unexpectedToken, at: at) }
    at = close + 1
    pieces.append([.substitution(list, isQuoted: isQuoted)])
  }

  /// `${ … }`, behind the brace.
  private mutating func parseBraces(
    _ open: Int, isQuoted: Bool
  ) throws(ShellProblem) -> BashParameter {
    depth += 1
    guard depth <= ShellLimit.depth else { throw ShellProblem(.tooDeep, at: at) }
    let start = at
    var prefix = ""
    if at + 1 < end, source.bytes[at + 1] != UInt8(ascii: "}"),
      source.bytes[at] == UInt8(ascii: "#") || source.bytes[at] == UInt8(ascii: "!")
    {
      prefix = source.string(at..<at + 1)
      at += 1
    }
    let nameStart = at
    while at < end, Self.isNameByte(source.bytes[at], isFirst: false) { at += 1 }
    if at == nameStart, at < end, source.bytes[at] != UInt8(ascii: "}") { at += 1 }
    let name = source.string(nameStart..<at)
    var operation = prefix
    if at < end, source.bytes[at] == UInt8(ascii: "[") {
      let subscriptStart = at
      while at < end, source.bytes[at] != UInt8(ascii: "]"), source.bytes[at] != UInt8(ascii: "\n")
      {
        at += 1
      }
      at = min(at + 1, end)
      operation += source.string(subscriptStart..<at)
    }
    let signStart = at
    if at < end, Self.isOperationSign(source.bytes[at]) {
      let sign = source.bytes[at]
      at += 1
      // `##`, `//` and their kin, and `:-`.
      if at < end,
        source.bytes[at] == sign && sign != UInt8(ascii: "-")
          || sign == UInt8(ascii: ":") && Self.isOperationSign(source.bytes[at])
      {
        at += 1
      }
    }
    operation += source.string(signStart..<at)
    let argument = try parseBraceArgument(open, isQuoted: isQuoted)
    depth -= 1
    return BashParameter(
      name: name, operation: operation, argument: argument,
      source: source.string(start..<at - 1))
  }

  private static func isOperationSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "="),
      UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"), UInt8(ascii: "/"),
      UInt8(ascii: "^"), UInt8(ascii: ","), UInt8(ascii: "@"):
      true
    default: false
    }
  }

  /// Everything up to the closing brace, which it takes.
  private mutating func parseBraceArgument(
    _ open: Int, isQuoted: Bool
  ) throws(ShellProblem) -> BashWord? {
    let start = at
    var pieces = PieceList()
    while at < end {
      switch source.bytes[at] {
      case UInt8(ascii: "}"):
        let word = pieces.word(start..<at)
        at += 1
        return word.pieces.isEmpty && word.range.isEmpty ? nil : word
      // Between double quotes it is a character like any other: `"${x:-it's}"`.
      case UInt8(ascii: "'") where !isQuoted: try parseSingleQuoted(&pieces)
      case UInt8(ascii: "\""):
        at += 1
        pieces.append(try parseQuotedPieces(until: UInt8(ascii: "\"")))
        at = min(at + 1, end)
      case UInt8(ascii: "\\") where at + 1 < end:
        pieces.add(source.bytes[at + 1], isQuoted: true)
        at += 2
      case UInt8(ascii: "$"): try parseDollar(&pieces, isQuoted: false)
      case UInt8(ascii: "`"): try parseBackticks(&pieces, isQuoted: false)
      case ShellSource.maskStart: parseMask(&pieces, isQuoted: false)
      default:
        pieces.add(source.bytes[at], isQuoted: false)
        at += 1
      }
    }
    throw ShellProblem(.unclosedExpansion, at: open)
  }
}
