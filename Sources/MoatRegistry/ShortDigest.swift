import MoatModel

/// The first 128 bits of a SHA-256 digest.
///
/// They tell whether something is what it was: to pass for it, another input with the same 128 bits
/// must be found, which nobody can do. For finding any two inputs alike they are too short.
struct ShortDigest: Hashable, Sendable {
  static let byteCount = 16

  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  init(_ digest: SHA256Digest) {
    var words: [UInt64] = [0, 0]
    for (index, digit) in digest.hex.utf8.prefix(2 * Self.byteCount).enumerated() {
      // Lowercase hex digits, as ``SHA256Digest`` holds them.
      let value = UInt64(digit < 0x3A ? digit &- 0x30 : digit &- 0x57)
      words[index / 16] = words[index / 16] << 4 | value
    }
    high = words[0]
    low = words[1]
  }
}
