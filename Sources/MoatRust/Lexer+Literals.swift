extension Lexer {
  /// What the quote at `start` begins: a character, or a lifetime or label.
  static func quote(
    in bytes: Span<UInt8>, from start: Int, _ edition: RustEdition
  ) -> (kind: TokenKind, end: Int) {
    let content = start + 1
    guard content < bytes.count else { return (.problem, content) }
    let length = scalar(in: bytes, at: content)?.length ?? 1
    let second = content + length
    let isQuoted = second < bytes.count && bytes[second] == UInt8(ascii: "'")
    let isDigit = bytes[content] &- 0x30 < 10
    guard !isQuoted, isDigit || identifierLength(in: bytes, at: content, isFirst: true) > 0 else {
      return character(.character, in: bytes, from: content)
    }
    if edition >= .e2021, bytes[content] == UInt8(ascii: "r"), second < bytes.count,
      bytes[second] == UInt8(ascii: "#")
    {
      let name = identifierLength(in: bytes, at: second + 1, isFirst: true)
      if name > 0 { return (.lifetime, endOfIdentifier(in: bytes, from: second + 1 + name)) }
    }
    let end = endOfIdentifier(in: bytes, from: second)
    if end < bytes.count, bytes[end] == UInt8(ascii: "'") { return (.character, end + 1) }
    return (isDigit ? .problem : .lifetime, end)
  }

  /// A character or byte whose opening quote ends at `start`, with its suffix. One that does not end
  /// is a problem up to where rustc gives up: a slash, or the end of the line.
  static func character(
    _ kind: TokenKind, in bytes: Span<UInt8>, from start: Int
  ) -> (kind: TokenKind, end: Int) {
    var end = start
    if start < bytes.count, bytes[start] != UInt8(ascii: "\\") {
      let second = start + (scalar(in: bytes, at: start)?.length ?? 1)
      if second < bytes.count, bytes[second] == UInt8(ascii: "'") {
        return (kind, endOfSuffix(in: bytes, from: second + 1))
      }
    }
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "'"): return (kind, endOfSuffix(in: bytes, from: end + 1))
      case UInt8(ascii: "/"): return (.problem, end)
      case UInt8(ascii: "\n"):
        guard end + 1 < bytes.count, bytes[end + 1] == UInt8(ascii: "'") else {
          return (.problem, end)
        }
        end += 1
      case UInt8(ascii: "\\"): end += 2
      default: end += 1
      }
    }
    return (.problem, bytes.count)
  }

  /// A string whose opening quote ends at `start`, with its suffix; one without an end is a problem.
  static func string(
    _ kind: TokenKind, in bytes: Span<UInt8>, from start: Int
  ) -> (kind: TokenKind, end: Int) {
    var end = start
    while end < bytes.count {
      while end + 8 <= bytes.count {
        let eight = Bytes8(bytes, at: end)
        let hits = eight.equal(to: UInt8(ascii: "\"")) | eight.equal(to: UInt8(ascii: "\\"))
        guard hits == 0 else {
          end += hits.trailingZeroBitCount >> 3
          break
        }
        end += 8
      }
      guard end < bytes.count else { break }
      switch bytes[end] {
      case UInt8(ascii: "\""): return (kind, endOfSuffix(in: bytes, from: end + 1))
      case UInt8(ascii: "\\"): end += 2
      default: end += 1
      }
    }
    return (.problem, bytes.count)
  }

  /// `b'…'`, `b"…"` and `br"…"`, and the same of `c`; nil where an identifier begins.
  static func prefixed(
    _ kind: TokenKind, raw rawKind: TokenKind, in bytes: Span<UInt8>, from start: Int
  ) -> (kind: TokenKind, end: Int)? {
    let next = start + 1
    guard next < bytes.count else { return nil }
    switch bytes[next] {
    case UInt8(ascii: "\""): return string(kind, in: bytes, from: next + 1)
    case UInt8(ascii: "'") where kind == .byteString:
      return character(.byte, in: bytes, from: next + 1)
    case UInt8(ascii: "r"):
      return raw(rawKind, in: bytes, quote: next + 1, isName: false)
    default: return nil
    }
  }

  /// A raw string whose hashes, or quote, begin at `quote`; nil where neither stands there, and with
  /// `isName` where the hash makes a raw identifier. Hashes without a quote are a problem.
  static func raw(
    _ kind: TokenKind, in bytes: Span<UInt8>, quote: Int, isName: Bool = true
  ) -> (kind: TokenKind, end: Int)? {
    guard quote < bytes.count else { return nil }
    let first = bytes[quote]
    guard first == UInt8(ascii: "\"") || first == UInt8(ascii: "#") else { return nil }
    if isName, first == UInt8(ascii: "#"),
      identifierLength(in: bytes, at: quote + 1, isFirst: true) > 0
    {
      return nil
    }
    var open = quote
    while open < bytes.count, bytes[open] == UInt8(ascii: "#") { open += 1 }
    let hashes = open - quote
    guard open < bytes.count, bytes[open] == UInt8(ascii: "\"") else { return (.problem, open) }
    var end = open + 1
    while true {
      end = offset(of: UInt8(ascii: "\""), in: bytes, from: end) + 1
      guard end <= bytes.count else { return (.problem, bytes.count) }
      let close = end
      while end < bytes.count, end - close < hashes, bytes[end] == UInt8(ascii: "#") { end += 1 }
      if end - close == hashes { return (kind, endOfSuffix(in: bytes, from: end)) }
    }
  }

  /// Where the suffix of a literal ends, if an identifier follows it at once.
  static func endOfSuffix(in bytes: Span<UInt8>, from start: Int) -> Int {
    let length = identifierLength(in: bytes, at: start, isFirst: true)
    return length == 0 ? start : endOfIdentifier(in: bytes, from: start + length)
  }
}
