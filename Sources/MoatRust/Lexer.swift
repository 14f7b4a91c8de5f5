/// Cuts the bytes of one Rust file into tokens, as rustc does.
///
/// It is lossless and total: whatever the bytes, every one belongs to exactly one token, in order, and
/// a malformed piece is a ``TokenKind/problem``. Of a file that rustc accepts no token is a problem.
/// The contents of literals are not checked: an escape that rustc refuses is not seen here. The
/// unstable front matter (`---`) is read as ordinary tokens.
///
/// Rules: https://doc.rust-lang.org/reference/tokens.html, and rustc_lexer where that is silent.
package struct Lexer: Sendable {
  /// Offsets are kept in 32 bits; of a larger file, only so many bytes are read.
  package static let byteLimit = Int(UInt32.max)

  private let edition: RustEdition
  private var offset = 0

  /// The edition decides whether `c"…"` and `'r#a` are one token, as from 2021 on, or several.
  package init(edition: RustEdition = .usual) { self.edition = edition }

  /// The next token; nil at the end.
  ///
  /// - Parameter bytes: the whole file, the same at each call.
  @inline(__always)
  package mutating func next(in bytes: Span<UInt8>) -> Token? {
    let start = offset
    guard start < min(bytes.count, Self.byteLimit) else { return nil }
    let (kind, end) =
      start <= 3
      ? Self.opening(of: bytes, from: start, edition) : Self.piece(of: bytes, from: start, edition)
    offset = end
    if case .punctuation = kind {
      return Token(kind: kind, lower: start, upper: end, detail: bytes[start])
    }
    return Token(kind: kind, lower: start, upper: end)
  }

  /// The token that begins at `start`, if that is not the start of the file, and where it ends.
  static func piece(
    of bytes: Span<UInt8>, from start: Int, _ edition: RustEdition
  ) -> (kind: TokenKind, end: Int) {
    let byte = bytes[start]
    let next = start + 1
    switch byte {
    case UInt8(ascii: " "), 0x09...0x0D:
      return (.whitespace, endOfWhitespace(in: bytes, from: next))
    case UInt8(ascii: "r"):
      return raw(.rawString, in: bytes, quote: next) ?? rawIdentifier(in: bytes, from: start)
    case UInt8(ascii: "b"):
      return prefixed(.byteString, raw: .rawByteString, in: bytes, from: start)
        ?? (.identifier, endOfIdentifier(in: bytes, from: next))
    case UInt8(ascii: "c"):
      if edition >= .e2021,
        let text = prefixed(.cString, raw: .rawCString, in: bytes, from: start)
      {
        return text
      }
      return (.identifier, endOfIdentifier(in: bytes, from: next))
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      return (.identifier, endOfIdentifier(in: bytes, from: next))
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return number(in: bytes, from: start)
    case UInt8(ascii: "\""):
      return string(.string, in: bytes, from: next)
    case UInt8(ascii: "'"):
      return quote(in: bytes, from: start, edition)
    case UInt8(ascii: "/"):
      guard next < bytes.count else { return (.punctuation, next) }
      switch bytes[next] {
      case UInt8(ascii: "/"): return (.lineComment, endOfLineComment(in: bytes, from: next + 1))
      case UInt8(ascii: "*"): return blockComment(in: bytes, from: next + 1)
      default: return (.punctuation, next)
      }
    case 0x80...:
      if whitespaceLength(in: bytes, at: start) > 0 {
        return (.whitespace, endOfWhitespace(in: bytes, from: start))
      }
      let length = identifierLength(in: bytes, at: start, isFirst: true)
      guard length > 0 else { return (.problem, endOfStray(in: bytes, from: start)) }
      return (.identifier, endOfIdentifier(in: bytes, from: start + length))
    case 0...0x20, UInt8(ascii: "\\"), UInt8(ascii: "`"), 0x7F:
      return (.problem, endOfStray(in: bytes, from: start))
    default:
      return (.punctuation, next)
    }
  }

  /// `r#type`, or an identifier that only begins with `r`.
  private static func rawIdentifier(
    in bytes: Span<UInt8>, from start: Int
  ) -> (kind: TokenKind, end: Int) {
    if start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "#") {
      let length = identifierLength(in: bytes, at: start + 2, isFirst: true)
      if length > 0 {
        return (.rawIdentifier, endOfIdentifier(in: bytes, from: start + 2 + length))
      }
    }
    return (.identifier, endOfIdentifier(in: bytes, from: start + 1))
  }
}
