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
    func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
      bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
    let bytes = digest.bytes
    high = word(bytes.prefix(Self.byteCount / 2))
    low = word(bytes.prefix(Self.byteCount).dropFirst(Self.byteCount / 2))
  }
}
