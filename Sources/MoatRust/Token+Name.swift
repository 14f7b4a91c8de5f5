extension Token {
  /// The bytes of a name of up to eight bytes, the first one lowest, or 0; and a hash of any name.
  @inline(__always)
  static func name(
    in bytes: Span<UInt8>, from lower: Int, to upper: Int
  ) -> (word: UInt64, hash: NameHash) {
    let length = upper - lower
    guard length > 0 else { return (0, NameHash(mixed: 0)) }
    let head = load(bytes, from: lower, length: min(length, 8))
    let tail = length > 8 ? load(bytes, from: upper - 8, length: 8) : 0
    return (length <= 8 ? head : 0, NameHash(mixed: mixed(head, tail, length)))
  }

  /// Multiplied as in Fibonacci hashing, so that the upper bits depend on all of them.
  @inline(__always)
  static func mixed(_ head: UInt64, _ tail: UInt64, _ length: Int) -> UInt64 {
    (head ^ (tail << 23 | tail >> 41) ^ UInt64(truncatingIfNeeded: length))
      &* 0x9E37_79B9_7F4A_7C15
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
