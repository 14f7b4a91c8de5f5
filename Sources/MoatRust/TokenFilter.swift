/// What a token is, in thirteen bits: the byte of a punctuation, the kind of a literal, the hash of a
/// name.
struct TokenTag: Hashable, Sendable {
  let bits: UInt16

  @inline(__always) init(hash: NameHash) { bits = 0x1000 | UInt16(truncatingIfNeeded: hash.upper) }

  @inline(__always) init(punctuation: UInt8) { bits = UInt16(punctuation) }

  /// Of what is neither a name nor punctuation, nor a long integer.
  @inline(__always) init(kind: TokenKind) { bits = 0x80 | UInt16(kind.rawValue) }

  @inline(__always) init(_ kind: TokenKind, _ detail: UInt8, _ length: Int) {
    switch kind {
    case .punctuation: bits = UInt16(detail)
    case .integer where length >= Self.longInteger: bits = 0xFF
    default: bits = Self(kind: kind).bits
    }
  }

  init(name: Span<UInt8>) { self.init(hash: Token.name(in: name, from: 0, to: name.count).hash) }

  /// Integers from this length on can be moments.
  private static let longInteger = 10
}

/// Tokens at which a pass over a file stops: those of some kinds, some punctuation and some names.
///
/// A bit for each ``TokenTag``, so that most tokens are passed over without a look at their text.
/// Different names can have one tag: a token that passes is not sure to be one of those meant; one that
/// does not pass is none.
package struct TokenFilter: Sendable {
  private var words: [UInt64]

  package init() { words = Self.none }

  /// Shared by all that nothing was put into yet.
  private static let none = [UInt64](repeating: 0, count: 128)

  /// - Parameter names: without `r#`; raw identifiers pass for them too.
  package init(
    names: some Sequence<String>, punctuation: StaticString = "", kinds: [TokenKind] = [],
    longIntegers: Bool = false
  ) {
    self.init()
    for name in names { insert(name: Array(name.utf8)[...]) }
    punctuation.withUTF8Buffer { for byte in $0 { insert(TokenTag(punctuation: byte)) } }
    for kind in kinds { insert(TokenTag(kind, 0, 0)) }
    if longIntegers { insert(TokenTag(.integer, 0, .max)) }
  }

  /// A filter through which every name passes, and nothing else.
  static let allNames: TokenFilter = {
    var filter = TokenFilter()
    for word in 64..<128 { filter.words[word] = .max }
    return filter
  }()

  package mutating func insert(name: ArraySlice<UInt8>) { insert(TokenTag(name: name.span)) }

  mutating func insert(_ tag: TokenTag) {
    words[Int(tag.bits >> 6) & 127] |= 1 << UInt64(tag.bits & 63)
  }

  package mutating func formUnion(_ other: TokenFilter) {
    for word in words.indices { words[word] |= other.words[word] }
  }

  @inline(__always)
  func mayHave(_ tag: TokenTag) -> Bool {
    words[Int(tag.bits >> 6) & 127] & (1 << UInt64(tag.bits & 63)) != 0
  }
}

extension TokenText {
  /// The first token at or after an index, and before another, that passes; that other index, or the
  /// number of tokens, where there is none.
  @inline(__always)
  func next(from index: Int, to end: Int = .max, in filter: TokenFilter) -> Int {
    let end = min(end, tokens.count)
    var index = max(0, index)
    while index < end, !filter.mayHave(tokens[index].tag) { index += 1 }
    return index
  }
}
