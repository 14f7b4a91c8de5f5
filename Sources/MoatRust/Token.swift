/// A piece of one Rust file.
///
/// Offsets are kept in 32 bits, so that a file's tokens take twelve bytes each: see
/// ``Lexer/byteLimit``.
package struct Token: Hashable, Sendable {
  @usableFromInline let start: UInt32
  @usableFromInline let end: UInt32
  package let kind: TokenKind
  /// The byte of a punctuation; of an identifier its ``Keyword``, or 0.
  @usableFromInline let detail: UInt8
  /// Of an identifier, a hash of its name; names that are equal have equal ones.
  let tag: UInt16

  /// Offsets are bytes from the start of the file; what is out of range is clamped.
  init(kind: TokenKind, lower: Int, upper: Int, detail: UInt8 = 0, tag: UInt16 = 0) {
    start = UInt32(clamping: lower)
    end = UInt32(clamping: upper)
    self.kind = kind
    self.detail = detail
    self.tag = tag
  }

  /// The offset of its first byte.
  @inlinable package var lower: Int { Int(start) }
  /// The offset after its last byte.
  @inlinable package var upper: Int { Int(end) }
  /// The byte of a punctuation, 0 for all else.
  @inlinable package var punctuation: UInt8 {
    if case .punctuation = kind { detail } else { 0 }
  }
}

extension TokenKind {
  // Written out, so that other modules compare bytes and call nothing.
  @inlinable package static func == (left: Self, right: Self) -> Bool {
    left.rawValue == right.rawValue
  }

  /// Whether the compiler's parser sees it: not whitespace and not a comment, and neither of the two
  /// things that only stand at the start of a file. Doc comments count as comments.
  package var isSignificant: Bool {
    switch self {
    case .byteOrderMark, .shebang, .whitespace, .lineComment, .blockComment: false
    default: true
    }
  }

  /// Whether it is a literal between double quotes, of any kind.
  package var isText: Bool {
    switch self {
    case .string, .rawString, .byteString, .rawByteString, .cString, .rawCString: true
    default: false
    }
  }
}
