extension Token {
  /// An identifier with what is known of its name.
  @inline(__always)
  static func named(_ token: Token, in bytes: Span<UInt8>) -> Token {
    let isRaw = if case .rawIdentifier = token.kind { true } else { false }
    let lower = isRaw ? token.lower + 2 : token.lower
    let (word, hash) = name(in: bytes, from: lower, to: token.upper)
    return Token(
      kind: token.kind, lower: token.lower, upper: token.upper,
      detail: isRaw ? 0 : Keyword.table.number(of: word, hash: hash), tag: TokenTag(hash: hash))
  }

  /// The bytes of a name of up to eight bytes, the first one lowest, or 0; and a hash of any name.
  @inline(__always)
  static func name(
    in bytes: Span<UInt8>, from lower: Int, to upper: Int
  ) -> (word: UInt64, hash: UInt16) {
    let length = upper - lower
    guard length > 0 else { return (0, 0) }
    let head = load(bytes, from: lower, length: min(length, 8))
    let tail = length > 8 ? load(bytes, from: upper - 8, length: 8) : 0
    return (length <= 8 ? head : 0, hash(head, tail, length))
  }

  /// Multiplied as in Fibonacci hashing, so that the upper bits depend on all of them.
  @inline(__always)
  static func hash(_ head: UInt64, _ tail: UInt64, _ length: Int) -> UInt16 {
    let mixed =
      (head ^ (tail << 23 | tail >> 41) ^ UInt64(truncatingIfNeeded: length))
      &* 0x9E37_79B9_7F4A_7C15
    return UInt16(truncatingIfNeeded: mixed >> 48)
  }

  /// One to eight bytes, the first one lowest.
  @inline(__always)
  static func load(_ bytes: Span<UInt8>, from lower: Int, length: Int) -> UInt64 {
    if lower + 8 <= bytes.count {
      let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: lower, as: UInt64.self)
      return UInt64(littleEndian: word) & (UInt64.max >> UInt64(64 &- length &* 8))
    }
    var word: UInt64 = 0
    for offset in (lower..<lower + length).reversed() { word = word << 8 | UInt64(bytes[offset]) }
    return word
  }
}
