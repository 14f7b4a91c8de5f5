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

  /// FNV-1a (https://datatracker.ietf.org/doc/html/rfc9923) over words of eight bytes, with the rest
  /// byte by byte: the same on every machine, and an eighth of the work.
  package init(of bytes: [UInt8]) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ word: UInt64) {
      hash = (hash ^ word) &* 0x0000_0100_0000_01B3
      // Without this the high bits of a word would never reach the low ones of the hash.
      hash ^= hash >> 32
    }
    let span = bytes.span
    var offset = 0
    while offset &+ 8 <= span.count {
      var word: UInt64 = 0
      for index in 0..<8 { word |= UInt64(span[offset &+ index]) &<< UInt64(8 &* index) }
      add(word)
      offset &+= 8
    }
    while offset < span.count {
      add(UInt64(span[offset]))
      offset &+= 1
    }
    self.init(size: bytes.count, hash: hash)
  }
}
