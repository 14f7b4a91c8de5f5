/// Splits an expression into tokens as GitHub's runner does.
struct ExpressionLexer {
  enum Token: Equatable {
    case number(Double)
    case string(String)
    /// `true`, `github`, `format`; behind a dot, any name.
    case word(String)
    /// An operator, a bracket, a comma, a dot or `*`.
    case symbol(String)
    /// Something that is no token.
    case unexpected
  }

  let bytes: [UInt8]
  var at = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The next token with its span; nil at the end.
  ///
  /// - Parameter wantsOperand: whether an operand may stand here: then a dot starts a number.
  mutating func next(wantsOperand: Bool) -> (token: Token, span: Range<Int>)? {
    while let length = spaceLength(at) { at += length }
    guard at < bytes.count else { return nil }
    let lower = at
    let token = read(wantsOperand)
    return (token, lower..<at)
  }

  /// Whether the next character that is no space is `(`.
  func isCallNext() -> Bool {
    var place = at
    while let length = spaceLength(place) { place += length }
    return place < bytes.count && bytes[place] == UInt8(ascii: "(")
  }

  func text(_ span: Range<Int>) -> String { String(decoding: bytes[span], as: UTF8.self) }

  private mutating func read(_ wantsOperand: Bool) -> Token {
    let byte = bytes[at]
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: ","), UInt8(ascii: "*"):
      at += 1
      return .symbol(text(at - 1..<at))
    case UInt8(ascii: "'"): return readString()
    case UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="),
      UInt8(ascii: "&"), UInt8(ascii: "|"):
      return readOperator()
    case UInt8(ascii: ".") where !wantsOperand:
      at += 1
      return .symbol(".")
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"), 0x30...0x39: return readNumber()
    default: return readWord()
    }
  }

  private mutating func readString() -> Token {
    var content: [UInt8] = []
    at += 1
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: "'") {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "'") else {
          return .string(String(decoding: content, as: UTF8.self))
        }
        at += 1
      }
      content.append(byte)
    }
    return .unexpected
  }

  private mutating func readOperator() -> Token {
    let lower = at
    let two = text(lower..<min(lower + 2, bytes.count))
    if ["!=", "<=", ">=", "==", "&&", "||"].contains(two) {
      at += 2
      return .symbol(two)
    }
    at += 1
    let one = text(lower..<at)
    if ["!", "<", ">"].contains(one) { return .symbol(one) }
    skipToBoundary()
    return .unexpected
  }

  private mutating func readNumber() -> Token {
    let lower = at
    at += 1
    while at < bytes.count, !isBoundary(at) || bytes[at] == UInt8(ascii: ".") { at += 1 }
    let value = ExpressionNumber.parse(text(lower..<at))
    return value.isNaN ? .unexpected : .number(value)
  }

  private mutating func readWord() -> Token {
    let lower = at
    at += 1
    skipToBoundary()
    let isName = bytes[lower..<at].enumerated().allSatisfy { offset, byte in
      byte == UInt8(ascii: "_") || (byte | 0x20) &- 0x61 < 26
        || offset > 0 && (byte == UInt8(ascii: "-") || byte &- 0x30 < 10)
    }
    return isName ? .word(text(lower..<at)) : .unexpected
  }

  private mutating func skipToBoundary() {
    while at < bytes.count, !isBoundary(at) { at += 1 }
  }

  private func isBoundary(_ offset: Int) -> Bool {
    switch bytes[offset] {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: ")"), UInt8(ascii: "]"),
      UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: ">"),
      UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "|"):
      true
    default: spaceLength(offset) != nil
    }
  }

  /// The length of a white space character at an offset.
  private func spaceLength(_ offset: Int) -> Int? {
    guard offset < bytes.count else { return nil }
    switch bytes[offset] {
    case 0x20, 0x09...0x0D: return 1
    case 0xC2, 0xE1, 0xE2, 0xE3:
      let length = bytes[offset] == 0xC2 ? 2 : 3
      let text = text(offset..<min(offset + length, bytes.count))
      return text.unicodeScalars.first?.properties.isWhitespace == true ? length : nil
    default: return nil
    }
  }
}
