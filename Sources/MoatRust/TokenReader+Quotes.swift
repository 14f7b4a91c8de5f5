/// Literals and lifetimes that are cut without ``Lexer``: those of ASCII letters, in one line, without a
/// suffix.
extension TokenReader {
  /// What a quote at an offset begins, where it is one of them; nil for any other.
  @inline(__always)
  static func quoted(
    in bytes: Span<UInt8>, from start: Int, _ classes: TokenClasses
  ) -> (kind: TokenKind, end: Int)? {
    if bytes[start] == UInt8(ascii: "\"") {
      guard let end = endOfString(in: bytes, from: start &+ 1) else { return nil }
      return hasNoSuffix(bytes, end, classes) ? (.string, end) : nil
    }
    let first = bytes[start &+ 1]
    if first == UInt8(ascii: "\\") {
      guard let end = endOfEscaped(in: bytes, from: start &+ 2) else { return nil }
      return hasNoSuffix(bytes, end, classes) ? (.character, end) : nil
    }
    if bytes[start &+ 2] == UInt8(ascii: "'") {
      guard first >= 0x20, first < 0x80 else { return nil }
      return hasNoSuffix(bytes, start &+ 3, classes) ? (.character, start &+ 3) : nil
    }
    guard classes.bytes[Int(first)].contains(.name) else { return nil }
    let others = Bytes8(bytes, at: start &+ 1).notInIdentifiers
    guard others != 0 else { return nil }
    let end = start &+ 1 &+ others.trailingZeroBitCount >> 3
    // `'ab'`, `'r#a` and letters beyond ASCII.
    return classes.bytes[Int(bytes[end])].contains(.afterPrefix) ? nil : (.lifetime, end)
  }

  /// The same after the `b` of bytes and byte strings.
  @inline(__always)
  static func quotedBytes(
    in bytes: Span<UInt8>, from start: Int, _ classes: TokenClasses
  ) -> (kind: TokenKind, end: Int)? {
    guard bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'"),
      let (kind, end) = quoted(in: bytes, from: start, classes)
    else { return nil }
    switch kind {
    case .string: return (.byteString, end)
    case .character: return (.byte, end)
    default: return nil
    }
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
