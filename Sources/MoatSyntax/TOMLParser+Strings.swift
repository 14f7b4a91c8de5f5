import MoatModel

extension TOMLParser {
  /// A basic string of either form; the place is at its opening quote.
  ///
  /// - Returns: whether it has escape sequences.
  mutating func scanBasicString() throws(TOMLError) -> Bool {
    let start = at
    guard peek(1) == UInt8(ascii: "\""), peek(2) == UInt8(ascii: "\"") else {
      at += 1
      return try scanBasic(from: start)
    }
    at += 3
    var isEscaped = false
    while true {
      let byte = peek()
      if byte &- 0x20 < 0x5F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        at += 1
      } else if byte == UInt8(ascii: "\"") {
        if closesMultiline(byte) { return isEscaped }
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
        try skipEscape(isMultiline: true)
      } else {
        try skipMultilineSpecial(from: start)
      }
    }
  }

  /// A literal string of either form; the place is at its opening quote.
  mutating func scanLiteralString() throws(TOMLError) {
    let start = at
    guard peek(1) == UInt8(ascii: "'"), peek(2) == UInt8(ascii: "'") else {
      at += 1
      return try scanLiteral(from: start)
    }
    at += 3
    while true {
      let byte = peek()
      if byte &- 0x20 < 0x5F, byte != UInt8(ascii: "'") {
        at += 1
      } else if byte == UInt8(ascii: "'") {
        if closesMultiline(byte) { return }
      } else {
        try skipMultilineSpecial(from: start)
      }
    }
  }

  /// The rest of a one-line basic string, closing quote included.
  ///
  /// - Returns: whether it has escape sequences.
  mutating func scanBasic(from start: Int) throws(TOMLError) -> Bool {
    var isEscaped = false
    while at < end {
      let byte = bytes[at]
      if byte == UInt8(ascii: "\"") {
        at += 1
        return isEscaped
      }
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        try skipEscape(isMultiline: false)
      } else if byte &- 0x20 < 0x5F || byte == UInt8(ascii: "\t") {
        at += 1
      } else {
        if endsLine { break }
        try skipUnusual()
      }
    }
    throw unterminated(from: start, delimiter: 1)
  }

  /// The rest of a one-line literal string, closing quote included.
  mutating func scanLiteral(from start: Int) throws(TOMLError) {
    while at < end {
      let byte = bytes[at]
      if byte == UInt8(ascii: "'") {
        at += 1
        return
      }
      if byte &- 0x20 < 0x5F || byte == UInt8(ascii: "\t") {
        at += 1
      } else {
        if endsLine { break }
        try skipUnusual()
      }
    }
    throw unterminated(from: start, delimiter: 1)
  }

  private var endsLine: Bool {
    peek() == UInt8(ascii: "\n") || peek() == UInt8(ascii: "\r") && peek(1) == UInt8(ascii: "\n")
  }

  private func unterminated(from start: Int, delimiter: Int) -> TOMLError {
    TOMLError(.unterminatedString, at, at, related: SourceSpan(start, start + delimiter))
  }

  /// Skips quotes in a multi-line string; up to two before the closing three are content.
  private mutating func closesMultiline(_ quote: UInt8) -> Bool {
    var run = 0
    while run < 5, peek(run) == quote { run += 1 }
    at += run
    return run >= 3
  }

  /// Newlines, tabs, characters above ASCII, and what no string may contain.
  private mutating func skipMultilineSpecial(from start: Int) throws(TOMLError) {
    guard at < end else { throw unterminated(from: start, delimiter: 3) }
    if peek() == UInt8(ascii: "\n") || peek() == UInt8(ascii: "\t") {
      at += 1
    } else if endsLine {
      at += 2
    } else {
      try skipUnusual()
    }
  }

  /// An [escape sequence](https://toml.io/en/v1.1.0#string), checked here so that decoding cannot
  /// fail later.
  private mutating func skipEscape(isMultiline: Bool) throws(TOMLError) {
    let start = at
    at += 1
    switch peek() {
    case UInt8(ascii: "b"), UInt8(ascii: "t"), UInt8(ascii: "n"), UInt8(ascii: "f"),
      UInt8(ascii: "r"), UInt8(ascii: "e"), UInt8(ascii: "\""), UInt8(ascii: "\\"):
      at += 1
    case UInt8(ascii: "x"): try skipHex(digits: 2, from: start)
    case UInt8(ascii: "u"): try skipHex(digits: 4, from: start)
    case UInt8(ascii: "U"): try skipHex(digits: 8, from: start)
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      guard isMultiline else { throw unknownEscape(from: start) }
      skipBlanks()
      guard endsLine else { throw unknownEscape(from: start) }
    // The newline and what follows it is skipped here as text and dropped when decoding.
    default: throw unknownEscape(from: start)
    }
  }

  private func unknownEscape(from start: Int) -> TOMLError {
    let next = start + 1
    guard next < end, bytes[next] >= 0x20 else {
      return TOMLError(.unknownEscape(nil), start, next)
    }
    guard let scalar = scalar(at: next) else { return TOMLError(.invalidUTF8, next, next + 1) }
    return TOMLError(.unknownEscape(scalar), start, next + UTF8.width(scalar))
  }

  private mutating func skipHex(digits: Int, from start: Int) throws(TOMLError) {
    at += 1
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = TOMLText.hexValue(peek()) else {
        throw TOMLError(.shortEscape(digits: digits), start, at)
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    if Unicode.Scalar(value) == nil {
      throw TOMLError(.escapeNotScalar(value), start, at)
    }
  }
}
