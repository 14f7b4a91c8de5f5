extension BashParser {
  /// Reads one word.
  ///
  /// - Parameter endsAtBlanksOnly: in `[[ … ]]` the shell's signs are part of words.
  mutating func parseWord(endsAtBlanksOnly: Bool = false) throws(ShellProblem) -> BashWord {
    if let word = takePlainWord() { return word }
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

  /// Most words: nothing in them but letters, up to a blank, the end of the line or of the text.
  private mutating func takePlainWord() -> BashWord? {
    var offset = at
    while offset < end {
      switch source.bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"):
        return offset == at ? nil : plainWord(upTo: offset)
      case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"),
        UInt8(ascii: "`"), UInt8(ascii: "\r"), UInt8(ascii: ";"), UInt8(ascii: "&"),
        UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("),
        UInt8(ascii: ")"), ShellSource.maskStart:
        return nil
      default: offset += 1
      }
    }
    return offset == at ? nil : plainWord(upTo: offset)
  }

  private mutating func plainWord(upTo offset: Int) -> BashWord {
    let range = at..<offset
    at = offset
    return BashWord(pieces: [.literal(source.string(range), isQuoted: false)], range: range)
  }

  mutating func parseMask(_ pieces: inout PieceList, isQuoted: Bool) {
    pieces.append([.mask(at, isQuoted: isQuoted)])
    at += 1
    while at < end, source.bytes[at] == ShellSource.maskRest { at += 1 }
  }

  mutating func parseSingleQuoted(_ pieces: inout PieceList) throws(ShellProblem) {
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

  /// `$'…'`, at the quote: escapes as in C.
  mutating func parseEscapedQuoted(_ pieces: inout PieceList) throws(ShellProblem) {
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
