/// A piece of one Rust file.
///
/// Offsets are kept in 32 bits, so that a file's tokens take twelve bytes each: see
/// ``Lexer/byteLimit``.
///
/// Public, as ``TokenKind``: of what is `package` nothing is inlined in other modules, and they look at
/// millions of tokens.
public struct Token: Hashable, Sendable {
  @usableFromInline let start: UInt32
  @usableFromInline let end: UInt32
  public let kind: TokenKind
  /// The byte of a punctuation; of an identifier its ``Keyword``, or 0.
  @usableFromInline let detail: UInt8
  /// What the token is for a ``TokenFilter``. Names that are equal have equal ones.
  let tag: TokenTag

  /// Offsets are bytes from the start of the file; what is out of range is clamped.
  init(kind: TokenKind, lower: Int, upper: Int, detail: UInt8 = 0, tag: TokenTag? = nil) {
    start = UInt32(clamping: lower)
    end = UInt32(clamping: upper)
    self.kind = kind
    self.detail = detail
    self.tag = tag ?? TokenTag(kind, detail, upper - lower)
  }

  @inline(__always)
  init(punctuation: UInt8, at offset: Int) {
    start = UInt32(truncatingIfNeeded: offset)
    end = start &+ 1
    kind = .punctuation
    detail = punctuation
    tag = TokenTag(punctuation: punctuation)
  }

  /// - Parameter keyword: the number of a ``Keyword``, or 0.
  @inline(__always)
  init(name start: Int, _ end: Int, keyword: UInt8, hash: NameHash) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    kind = .identifier
    detail = keyword
    tag = TokenTag(hash: hash)
  }

  /// A literal, or a lifetime, that is no long integer.
  @inline(__always)
  init(literal kind: TokenKind, _ start: Int, _ end: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
    self.kind = kind
    detail = 0
    tag = TokenTag(kind: kind)
  }

  /// The offset of its first byte.
  @inlinable public var lower: Int { Int(start) }
  /// The offset after its last byte.
  @inlinable public var upper: Int { Int(end) }
  /// The byte of a punctuation, 0 for all else.
  @inlinable public var punctuation: UInt8 {
    if case .punctuation = kind { detail } else { 0 }
  }
}

extension TokenKind {
  // Written out, so that other modules compare bytes and call nothing.
  @inlinable public static func == (left: Self, right: Self) -> Bool {
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
  @inlinable public var isText: Bool {
    switch self {
    case .string, .rawString, .byteString, .rawByteString, .cString, .rawCString: true
    default: false
    }
  }
}
