/// Literals and lifetimes that are cut without ``Lexer``: those of ASCII letters, in one line, without a
/// suffix. Sixteen bytes from the start on can be read.
extension TokenReader {
  /// What begins at an offset, where it is one of them; nil for any other.
  @inline(__always)
  static func literal(
    in bytes: Span<UInt8>, from start: Int, _ classes: TokenClasses
  ) -> (kind: TokenKind, end: Int)? {
    switch bytes[start] {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): number(in: bytes, from: start, classes)
    case UInt8(ascii: "\""): string(.string, in: bytes, from: start, classes)
    case UInt8(ascii: "'"): quote(in: bytes, from: start, classes)
    case UInt8(ascii: "b"):
      switch bytes[start &+ 1] {
      case UInt8(ascii: "\""): string(.byteString, in: bytes, from: start &+ 1, classes)
      case UInt8(ascii: "'"): character(.byte, in: bytes, from: start &+ 1, classes)
      default: nil
      }
    default: nil
    }
  }

  private static func string(
    _ kind: TokenKind, in bytes: Span<UInt8>, from quote: Int, _ classes: TokenClasses
  ) -> (kind: TokenKind, end: Int)? {
    guard let end = endOfString(in: bytes, from: quote &+ 1), hasNoSuffix(bytes, end, classes)
    else { return nil }
    return (kind, end)
  }

  private static func character(
    _ kind: TokenKind, in bytes: Span<UInt8>, from quote: Int, _ classes: TokenClasses
  ) -> (kind: TokenKind, end: Int)? {
    let first = bytes[quote &+ 1]
    let end: Int
    if first == UInt8(ascii: "\\") {
      guard let escaped = endOfEscaped(in: bytes, from: quote &+ 2) else { return nil }
      end = escaped
    } else {
      guard bytes[quote &+ 2] == UInt8(ascii: "'"), first >= 0x20, first < 0x80 else { return nil }
      end = quote &+ 3
    }
    return hasNoSuffix(bytes, end, classes) ? (kind, end) : nil
  }

  /// A character or a lifetime.
  private static func quote(
    in bytes: Span<UInt8>, from start: Int, _ classes: TokenClasses
  ) -> (kind: TokenKind, end: Int)? {
    let first = bytes[start &+ 1]
    guard bytes[start &+ 2] != UInt8(ascii: "'"), classes.bytes[Int(first)].contains(.name) else {
      return character(.character, in: bytes, from: start, classes)
    }
    let others = Bytes8(bytes, at: start &+ 1).notInIdentifiers
    guard others != 0 else { return nil }
    let end = start &+ 1 &+ others.trailingZeroBitCount >> 3
    // `'ab'`, `'r#a` and letters beyond ASCII.
    return classes.bytes[Int(bytes[end])].contains(.afterPrefix) ? nil : (.lifetime, end)
  }

  /// A number of up to seven bytes, decimal or hexadecimal, without a point, an exponent or another base.
  @inline(__always)
  private static func number(
    in bytes: Span<UInt8>, from start: Int, _ classes: TokenClasses
  ) -> (kind: TokenKind, end: Int)? {
    var length = Bytes8(bytes, at: start).notDigits.trailingZeroBitCount >> 3
    if length == 1, bytes[start &+ 1] == UInt8(ascii: "x"), bytes[start] == UInt8(ascii: "0") {
      length = 2
      while length < 8, isHexadecimal(bytes[start &+ length]) { length &+= 1 }
      guard length > 2 else { return nil }
    }
    // Longer ones can be moments.
    let end = start &+ length
    guard length < 8, bytes[end] != UInt8(ascii: "."), hasNoSuffix(bytes, end, classes) else {
      return nil
    }
    return (.integer, end)
  }

  @inline(__always)
  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
  }

  /// The offset after the quote that ends a character, whose escape goes on at `start` with its letter;
  /// nil for a longer one than `\u{10FFFF}`.
  @inline(__always)
  private static func endOfEscaped(in bytes: Span<UInt8>, from start: Int) -> Int? {
    guard bytes[start] >= 0x20 else { return nil }
    var end = start &+ 1
    while end < start &+ 10 {
      switch bytes[end] {
      case UInt8(ascii: "'"): return end &+ 1
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "F"),
        UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "{"), UInt8(ascii: "}"):
        end &+= 1
      default: return nil
      }
    }
    return nil
  }

  /// The offset after the quote that ends a string whose contents begin at `start`; nil where the string
  /// does not end in its line, or too near to the end of the file.
  @inline(__always)
  private static func endOfString(in bytes: Span<UInt8>, from start: Int) -> Int? {
    let limit = bytes.count &- window
    var end = start
    while end <= limit {
      let eight = Bytes8(bytes, at: end)
      let hits =
        eight.equal(to: UInt8(ascii: "\"")) | eight.equal(to: UInt8(ascii: "\\"))
        | eight.equal(to: UInt8(ascii: "\n"))
      if hits == 0 {
        end &+= 8
        continue
      }
      end &+= hits.trailingZeroBitCount >> 3
      if bytes[end] == UInt8(ascii: "\"") { return end &+ 1 }
      guard bytes[end] == UInt8(ascii: "\\"), bytes[end &+ 1] != UInt8(ascii: "\n") else {
        return nil
      }
      end &+= 2
    }
    return nil
  }

  /// Whether no name follows at once.
  @inline(__always)
  private static func hasNoSuffix(
    _ bytes: Span<UInt8>, _ end: Int, _ classes: TokenClasses
  ) -> Bool {
    bytes[end] < 0x80 && !classes.bytes[Int(bytes[end])].contains(.name)
  }
}
