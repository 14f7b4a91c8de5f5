import MoatModel

extension TOMLParser {
  /// Parses the value at the place into a node that exists; `depth` is how many tables and
  /// arrays enclose it.
  mutating func parseValue(into index: Int, depth: Int) throws(TOMLError) {
    let start = at
    switch peek() {
    case UInt8(ascii: "\""):
      nodes[index].kind = .string
      nodes[index].form = try scanBasicString() ? .escaped : .plain
    case UInt8(ascii: "'"):
      nodes[index].kind = .string
      try scanLiteralString()
    case UInt8(ascii: "["): try parseArray(into: index, depth: depth)
    case UInt8(ascii: "{"): try parseInlineTable(into: index, depth: depth)
    default: nodes[index].kind = try scanScalar()
    }
    nodes[index].lower = UInt32(truncatingIfNeeded: start)
    nodes[index].upper = UInt32(truncatingIfNeeded: at)
  }

  /// An [array](https://toml.io/en/v1.1.0#array).
  private mutating func parseArray(into index: Int, depth: Int) throws(TOMLError) {
    let opening = SourceSpan(at, at + 1)
    try checkDepth(depth, at: at)
    nodes[index].kind = .array
    at += 1
    while true {
      try skipTrivia()
      if peek() == UInt8(ascii: "]") { break }
      guard at < end else { throw TOMLError(.unterminatedArray, end, end, related: opening) }
      let element = append(TOMLNode(.boolean, .plain, at, at), to: index)
      try parseValue(into: element, depth: depth + 1)
      try skipTrivia()
      if peek() == UInt8(ascii: "]") { break }
      guard at < end else { throw TOMLError(.unterminatedArray, end, end, related: opening) }
      guard peek() == UInt8(ascii: ",") else { throw unexpected(.arrayEnd) }
      at += 1
    }
    at += 1
  }

  /// An [inline table](https://toml.io/en/v1.1.0#inline-table), which since TOML 1.1 may contain
  /// newlines, comments and a trailing comma.
  private mutating func parseInlineTable(into index: Int, depth: Int) throws(TOMLError) {
    let opening = SourceSpan(at, at + 1)
    try checkDepth(depth, at: at)
    nodes[index].kind = .table
    nodes[index].form = .inlineTable
    at += 1
    while true {
      try skipTrivia()
      if peek() == UInt8(ascii: "}") { break }
      guard at < end else { throw TOMLError(.unterminatedInlineTable, end, end, related: opening) }
      try parseKeyValue(in: index, depth: depth, isInline: true)
      try skipTrivia()
      if peek() == UInt8(ascii: "}") { break }
      guard at < end else { throw TOMLError(.unterminatedInlineTable, end, end, related: opening) }
      guard peek() == UInt8(ascii: ",") else { throw unexpected(.inlineTableEnd) }
      at += 1
    }
    at += 1
  }

  /// A boolean, number, date or time.
  private mutating func scanScalar() throws(TOMLError) -> TOMLValue.Kind {
    let start = at
    skipWord()
    guard at > start else { throw unexpected(.value) }
    let first = bytes[start]
    if first | 0x20 &- UInt8(ascii: "a") < 26 {
      return try scanKeyword(start)
    }
    if TOMLDatetime.startsLikeOne(bytes, start..<at) {
      extendOverTime(from: start)
      if let problem = TOMLDatetime.problem(bytes, start..<at) {
        throw TOMLError(.datetime(word(start), problem), start, at)
      }
      return .datetime
    }
    switch TOMLNumber.check(bytes, start..<at) {
    case .integer: return .integer
    case .float: return .float
    case .refused(let problem): throw TOMLError(.number(word(start), problem), start, at)
    }
  }

  private func scanKeyword(_ start: Int) throws(TOMLError) -> TOMLValue.Kind {
    switch word(start) {
    case "true", "false": return .boolean
    case "inf", "nan": return .float
    case let word: throw TOMLError(.expected(.value, found: .word(word)), start, at)
    }
  }

  /// The bytes that numbers, dates and keywords are made of.
  private mutating func skipWord() {
    while at < end {
      let byte = bytes[at]
      let isPart =
        Self.isBareKeyByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: ":")
      guard isPart else { return }
      at += 1
    }
  }

  /// A date may be followed by one space and a time: `1979-05-27 07:32:00Z`.
  private mutating func extendOverTime(from start: Int) {
    guard at - start == 10, peek() == UInt8(ascii: " "), TOMLDatetime.isDigit(peek(1)),
      TOMLDatetime.isDigit(peek(2)), peek(3) == UInt8(ascii: ":")
    else { return }
    at += 1
    skipWord()
  }

  private func word(_ start: Int) -> String {
    String(decoding: bytes[start..<at], as: UTF8.self)
  }
}
