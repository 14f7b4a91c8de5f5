extension BashParser {
  /// Reads one word.
  ///
  /// - Parameter endsAtBlanksOnly: in `[[ … ]]` the shell's signs are part of words.
  mutating func parseWord(endsAtBlanksOnly: Bool = false) throws(ShellProblem) -> BashWord {
    let start = at
    var pieces = PieceList()
    while at < end {
      let byte = source.bytes[at]
      switch byte {
      case UInt8(ascii: "'"): try parseSingleQuoted(&pieces)
      case UInt8(ascii: "\""):
        let open = at
        at += 1
        pieces.close()
        let inner = try parseQuotedPieces(until: UInt8(ascii: "\""))
        guard at < end else { throw ShellProblem(.unclosedQuote, at: open) }
        at += 1
        pieces.append(inner.isEmpty ? [.literal("", isQuoted: true)] : inner)
      case UInt8(ascii: "\\"):
        at += 1
        guard at < end else { break }
        if source.bytes[at] == UInt8(ascii: "\n") {
          at += 1
        } else {
          pieces.add(source.bytes[at], isQuoted: true)
          at += 1
        }
      case UInt8(ascii: "$"): try parseDollar(&pieces, isQuoted: false)
      case UInt8(ascii: "`"): try parseBackticks(&pieces, isQuoted: false)
      case UInt8(ascii: "<"), UInt8(ascii: ">"):
        if at + 1 < end, source.bytes[at + 1] == UInt8(ascii: "("), !endsAtBlanksOnly {
          at += 2
          pieces.append([.process(try parseNested())])
        } else if endsAtBlanksOnly {
          pieces.add(byte, isQuoted: false)
          at += 1
        } else {
          return pieces.word(start..<at)
        }
      case UInt8(ascii: "(") where pieces.endsInGlobSign && !endsAtBlanksOnly:
        try parseExtendedGlob(&pieces)
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"):
        return pieces.word(start..<at)
      case UInt8(ascii: "\r") where at + 1 >= end || source.bytes[at + 1] == UInt8(ascii: "\n"):
        return pieces.word(start..<at)
      case ShellSource.maskStart: parseMask(&pieces, isQuoted: false)
      default:
        if Self.isMeta(byte), !endsAtBlanksOnly { return pieces.word(start..<at) }
        pieces.add(byte, isQuoted: false)
        at += 1
      }
    }
    return pieces.word(start..<at)
  }

  private mutating func parseMask(_ pieces: inout PieceList, isQuoted: Bool) {
    pieces.append([.mask(at, isQuoted: isQuoted)])
    at += 1
    while at < end, source.bytes[at] == ShellSource.maskRest { at += 1 }
  }

  private mutating func parseSingleQuoted(_ pieces: inout PieceList) throws(ShellProblem) {
    let open = at
    at += 1
    let start = at
    while at < end, source.bytes[at] != UInt8(ascii: "'") { at += 1 }
    guard at < end else { throw ShellProblem(.unclosedQuote, at: open) }
    let inner = rawPieces(start..<at)
    at += 1
    pieces.append(inner.isEmpty ? [.literal("", isQuoted: true)] : inner)
  }

  /// Text as between double quotes, up to the byte or, with nil, to the end of the text.
  mutating func parseQuotedPieces(until close: UInt8?) throws(ShellProblem) -> [BashPiece] {
    var pieces = PieceList()
    while at < end {
      let byte = source.bytes[at]
      if byte == close { break }
      switch byte {
      case UInt8(ascii: "\\") where at + 1 < end:
        let next = source.bytes[at + 1]
        switch next {
        case UInt8(ascii: "\n"): break
        case UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"):
          pieces.add(next, isQuoted: true)
        case UInt8(ascii: "\"") where close != nil: pieces.add(next, isQuoted: true)
        default:
          pieces.add(byte, isQuoted: true)
          pieces.add(next, isQuoted: true)
        }
        at += 2
      case UInt8(ascii: "$"): try parseDollar(&pieces, isQuoted: true)
      case UInt8(ascii: "`"): try parseBackticks(&pieces, isQuoted: true)
      case ShellSource.maskStart: parseMask(&pieces, isQuoted: true)
      default:
        pieces.add(byte, isQuoted: true)
        at += 1
      }
    }
    return pieces.finished()
  }

  /// `@(a|b)` and the like: a pattern, kept as text.
  private mutating func parseExtendedGlob(_ pieces: inout PieceList) throws(ShellProblem) {
    let open = at
    var depth = 0
    repeat {
      guard at < end, source.bytes[at] != UInt8(ascii: "\n") else {
        throw ShellProblem(.unexpectedToken, at: open)
      }
      if source.bytes[at] == UInt8(ascii: "(") { depth += 1 }
      if source.bytes[at] == UInt8(ascii: ")") { depth -= 1 }
      pieces.add(source.bytes[at], isQuoted: false)
      at += 1
    } while depth > 0
  }

  // MARK: Expansions

  private mutating func parseDollar(
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
  private mutating func parseNested() throws(ShellProblem) -> BashList {
    let open = at
    let list = try parseList()
    guard at < end else { throw ShellProblem(.unclosedExpansion, at: open) }
    try close(with: UInt8(ascii: ")"))
    return list
  }

  private mutating func parseBackticks(
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

  /// `$'…'`, at the quote: escapes as in C.
  private mutating func parseEscapedQuoted(_ pieces: inout PieceList) throws(ShellProblem) {
    let open = at
    at += 1
    pieces.append([.literal("", isQuoted: true)])
    while at < end, source.bytes[at] != UInt8(ascii: "'") {
      guard source.bytes[at] == UInt8(ascii: "\\"), at + 1 < end else {
        if source.bytes[at] == ShellSource.maskStart {
          parseMask(&pieces, isQuoted: true)
        } else {
          pieces.add(source.bytes[at], isQuoted: true)
          at += 1
        }
        continue
      }
      switch source.bytes[at + 1] {
      case UInt8(ascii: "n"): pieces.add(UInt8(ascii: "\n"), isQuoted: true)
      case UInt8(ascii: "t"): pieces.add(UInt8(ascii: "\t"), isQuoted: true)
      case UInt8(ascii: "r"): pieces.add(UInt8(ascii: "\r"), isQuoted: true)
      case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "?"):
        pieces.add(source.bytes[at + 1], isQuoted: true)
      case UInt8(ascii: "x"):
        at += try parseHexadecimal(&pieces)
      default: pieces.append([.unknown(isQuoted: true)])
      }
      at += 2
    }
    guard at < end else { throw ShellProblem(.unclosedQuote, at: open) }
    at += 1
  }

  /// One or two digits behind `\x`; how many.
  private func parseHexadecimal(_ pieces: inout PieceList) throws(ShellProblem) -> Int {
    var value: UInt8 = 0
    var digits = 0
    while digits < 2, at + 2 + digits < end,
      let digit = Character(UnicodeScalar(source.bytes[at + 2 + digits])).hexDigitValue
    {
      value = value &* 16 &+ UInt8(truncatingIfNeeded: digit)
      digits += 1
    }
    if digits > 0, value < 0x80 {
      pieces.add(value, isQuoted: true)
    } else {
      pieces.append([.unknown(isQuoted: true)])
    }
    return digits
  }
}

/// The pieces of a word while it is read: bytes are gathered to text.
struct PieceList {
  private var pieces: [BashPiece] = []
  private var bytes: [UInt8] = []
  private var isQuoted = false

  mutating func add(_ byte: UInt8, isQuoted: Bool) {
    if isQuoted != self.isQuoted { close() }
    self.isQuoted = isQuoted
    bytes.append(byte)
  }

  mutating func append(_ more: [BashPiece]) {
    close()
    pieces += more
  }

  /// Ends the text gathered so far.
  mutating func close() {
    guard !bytes.isEmpty else { return }
    pieces.append(.literal(String(decoding: bytes, as: UTF8.self), isQuoted: isQuoted))
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func finished() -> [BashPiece] {
    close()
    return pieces
  }

  mutating func word(_ range: Range<Int>) -> BashWord {
    BashWord(pieces: finished(), range: range)
  }

  /// Whether a bracket now opens a pattern: `@(`, `!(`, `+(`, `*(`, `?(`.
  var endsInGlobSign: Bool {
    guard !isQuoted, let last = bytes.last else { return false }
    switch last {
    case UInt8(ascii: "@"), UInt8(ascii: "!"), UInt8(ascii: "+"), UInt8(ascii: "*"),
      UInt8(ascii: "?"):
      return true
    default: return false
    }
  }
}
