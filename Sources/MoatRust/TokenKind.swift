/// What a token is. Every byte of a file belongs to exactly one token.
///
/// The kinds are those of the Rust Reference (https://doc.rust-lang.org/reference/tokens.html), with
/// whitespace and comments, which it does not count as tokens.
public enum TokenKind: UInt8, Hashable, Sendable {
  case byteOrderMark
  case shebang
  case whitespace
  /// `//`, also `///` and `//!`, without the line's end.
  case lineComment
  /// `/* … */`, nested.
  case blockComment
  /// Also keywords and `_`.
  case identifier
  /// `r#type`.
  case rawIdentifier
  /// `'a`, also `'r#a`.
  case lifetime
  case character
  case byte
  case string
  case rawString
  case byteString
  case rawByteString
  case cString
  case rawCString
  case integer
  case float
  /// One byte: `:`, `(`, `#`. `::` is two of them.
  case punctuation
  /// A literal or comment that does not end, or a byte no token begins with.
  case problem
}
