import MoatRust

/// A file's tokens with its bytes, by index. An index out of range is a token of no kind.
struct ScannedTokens: Sendable {
  let bytes: [UInt8]
  let tokens: ContiguousArray<Token>

  init(_ source: RustSource) {
    bytes = source.bytes
    tokens = source.tokens
  }

  var count: Int { tokens.count }

  @inline(__always)
  func kind(_ index: Int) -> TokenKind? {
    index >= 0 && index < tokens.count ? tokens[index].kind : nil
  }

  /// The only byte of punctuation; 0 for anything else.
  @inline(__always)
  func mark(_ index: Int) -> UInt8 {
    guard index >= 0, index < tokens.count else { return 0 }
    return tokens[index].punctuation
  }

  @inline(__always)
  func isMark(_ index: Int, _ scalar: Unicode.Scalar) -> Bool {
    mark(index) == UInt8(ascii: scalar)
  }

  /// Whether `::` stands at an index and the next one.
  @inline(__always)
  func isSeparator(_ index: Int) -> Bool { isMark(index, ":") && isMark(index + 1, ":") }

  @inline(__always)
  func isName(_ index: Int) -> Bool {
    switch kind(index) {
    case .identifier, .rawIdentifier: true
    default: false
    }
  }

  func isText(_ index: Int) -> Bool { kind(index)?.isText ?? false }

  /// The bytes of a name, without `r#`.
  @inline(__always)
  func nameRange(_ index: Int) -> Range<Int> {
    guard index >= 0, index < tokens.count else { return 0..<0 }
    let token = tokens[index]
    let lower = token.kind == .rawIdentifier ? token.lower + 2 : token.lower
    return lower <= token.upper && token.upper <= bytes.count ? lower..<token.upper : 0..<0
  }

  func name(_ index: Int) -> String { String(decoding: bytes[nameRange(index)], as: UTF8.self) }

  /// Whether a name is that word; a raw one too.
  @inline(__always)
  func isWord(_ index: Int, _ word: StaticString) -> Bool {
    guard isName(index) else { return false }
    let range = nameRange(index)
    return range.count == word.utf8CodeUnitCount && isWord(range, word)
  }

  private func isWord(_ range: Range<Int>, _ word: StaticString) -> Bool {
    word.withUTF8Buffer { bytes[range].elementsEqual($0) }
  }

  func range(_ index: Int) -> Range<Int> {
    guard index >= 0, index < tokens.count else { return 0..<0 }
    let token = tokens[index]
    return token.lower <= token.upper ? token.lower..<token.upper : 0..<0
  }

  /// The value of an integer without its type; nil beyond 64 bits and for floats.
  func integer(_ index: Int) -> UInt64? {
    guard kind(index) == .integer else { return nil }
    let range = range(index)
    guard range.upperBound <= bytes.count else { return nil }
    var offset = range.lowerBound
    var radix: UInt64 = 10
    if range.count > 2, bytes[offset] == UInt8(ascii: "0") {
      switch bytes[offset + 1] {
      case UInt8(ascii: "x"): radix = 16
      case UInt8(ascii: "o"): radix = 8
      case UInt8(ascii: "b"): radix = 2
      default: break
      }
      if radix != 10 { offset += 2 }
    }
    var value: UInt64 = 0
    while offset < range.upperBound {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "_") { continue }
      // What no digit can be begins the type: `u8`, `i64`, `usize`.
      guard let digit = byte.hexValue, UInt64(digit) < radix else { break }
      let (product, isLarge) = value.multipliedReportingOverflow(by: radix)
      let (sum, isLarger) = product.addingReportingOverflow(UInt64(digit))
      if isLarge || isLarger { return nil }
      value = sum
    }
    return value
  }

  /// Where the bracket that opens at an index closes; nil beyond `limit` tokens.
  func closing(_ open: Int, limit: Int) -> Int? {
    var depth = 0
    var index = open
    while index < min(count, open + limit) {
      switch mark(index) {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        depth -= 1
        if depth <= 0 { return index }
      default: break
      }
      index += 1
    }
    return nil
  }
}
