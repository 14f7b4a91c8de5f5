import MoatModel

extension YAMLParser {
  /// Text in [double](https://yaml.org/spec/1.2.2/#731-double-quoted-style) or
  /// [single](https://yaml.org/spec/1.2.2/#732-single-quoted-style) quotes.
  mutating func parseQuoted(above parent: Int) throws(YAMLRefusal) -> UInt32 {
    let lower = at
    let quote = bytes[at]
    let isDouble = quote == YAMLByte.quote
    var record = YAMLRecord(isDouble ? .double : .single, lower, lower)
    at += 1
    while at < end {
      let byte = bytes[at]
      if byte == quote {
        at += 1
        guard !isDouble, peek() == quote else {
          record.upper = UInt32(truncatingIfNeeded: at)
          return add(record)
        }
        record.isFolded = true
        at += 1
      } else if byte == YAMLByte.backslash, isDouble {
        record.isFolded = true
        try skipEscape()
      } else if YAMLByte.isBreak(byte) {
        record.isFolded = true
        try continueQuoted(above: parent)
      } else {
        at += 1
      }
    }
    throw refuse(.unterminatedString, end, end, related: SourceSpan(lower, lower + 1))
  }

  /// Skips the line ending at the place, blank lines behind it and the indentation of the next.
  private mutating func continueQuoted(above parent: Int) throws(YAMLRefusal) {
    while at < end, YAMLByte.isBreak(bytes[at]) {
      skipBreak()
      while at < end, bytes[at] == YAMLByte.space { at += 1 }
      let indent = at - lineStart
      skipBlanks()
      guard at < end, !YAMLByte.isBreak(bytes[at]) else { continue }
      if isMarker(at: lineStart) {
        throw refuse(.documentMarkerInside, lineStart, lineStart + 3)
      }
      if indent <= parent { try noteUnderIndented(lineStart, at) }
    }
  }

  /// An [escape sequence](https://yaml.org/spec/1.2.2/#57-escaped-characters). An escaped line
  /// ending is left to its caller.
  private mutating func skipEscape() throws(YAMLRefusal) {
    let lower = at
    at += 1
    guard at < end else { return }
    let digits: Int
    switch bytes[at] {
    case UInt8(ascii: "x"): digits = 2
    case UInt8(ascii: "u"): digits = 4
    case UInt8(ascii: "U"): digits = 8
    case YAMLByte.lineFeed, YAMLByte.carriageReturn: return
    case let byte where YAMLText.escaped(byte) != nil:
      at += 1
      return
    default:
      let scalar = scalar(at: at)
      throw refuse(.unknownEscape(scalar), lower, at + UTF8.width(scalar))
    }
    at += 1
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = TOMLText.hexValue(peek()) else {
        throw refuse(.shortEscape(digits: digits), lower, at)
      }
      value = value << 4 | UInt32(digit)
      at += 1
    }
    guard Unicode.Scalar(value) != nil else {
      throw refuse(.escapeNotScalar(value), lower, at)
    }
  }
}
