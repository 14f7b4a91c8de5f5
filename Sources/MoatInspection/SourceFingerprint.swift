/// The size of a file and a fast hash of it, to find files that are the same.
///
/// Two files that differ can be made to have the same one: it hints at a copy and proves nothing.
package struct SourceFingerprint: Hashable, Sendable {
  /// In bytes.
  package let size: Int
  package let hash: UInt64

  package init(size: Int, hash: UInt64) {
    self.size = size
    self.hash = hash
  }

  /// FNV-1a (https://datatracker.ietf.org/doc/html/rfc9923) over words of eight bytes, every fourth one
  /// in a hash of its own so that four are computed at once; the rest goes byte by byte. The same on
  /// every machine.
  package init(of bytes: [UInt8]) {
    var lanes = (Self.basis, Self.basis &+ 1, Self.basis &+ 2, Self.basis &+ 3)
    let span = bytes.span
    var offset = 0
    while offset &+ 32 <= span.count {
      // One check for four words.
      let words = span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
      lanes.0 = Self.add(UInt64(littleEndian: words[0]), to: lanes.0)
      lanes.1 = Self.add(UInt64(littleEndian: words[1]), to: lanes.1)
      lanes.2 = Self.add(UInt64(littleEndian: words[2]), to: lanes.2)
      lanes.3 = Self.add(UInt64(littleEndian: words[3]), to: lanes.3)
      offset &+= 32
    }
    var hash = lanes.0
    for lane in [lanes.1, lanes.2, lanes.3] { hash = Self.add(lane, to: hash) }
    while offset < span.count {
      hash = Self.add(UInt64(span[offset]), to: hash)
      offset &+= 1
    }
    self.init(size: bytes.count, hash: hash)
  }

  private static let basis: UInt64 = 0xCBF2_9CE4_8422_2325

  @inline(__always)
  private static func add(_ word: UInt64, to hash: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x0000_0100_0000_01B3
    // Without this the high bits of a word would never reach the low ones of the hash.
    return product ^ product >> 32
  }
}
