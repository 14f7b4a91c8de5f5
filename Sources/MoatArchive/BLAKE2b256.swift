/// BLAKE2b with 32 bytes of output and no key, which libcrypto does not offer: its BLAKE2b has 64
/// bytes, and the length is part of what is hashed.
/// https://www.rfc-editor.org/rfc/rfc7693
package struct BLAKE2b256 {
  /// In bytes.
  package static let byteCount = 32
  private static let blockCount = 128

  private var state: [UInt64]
  private var block: [UInt8] = []
  /// How many bytes were compressed.
  private var total: UInt64 = 0

  package init() {
    state = Self.start
    // Output length, no key, fan-out and depth of 1.
    state[0] ^= 0x0101_0000 ^ UInt64(Self.byteCount)
    block.reserveCapacity(Self.blockCount)
  }

  /// Takes in the next bytes.
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      // The last block is compressed differently, so a full one waits for what follows it.
      if block.count == Self.blockCount {
        total &+= UInt64(Self.blockCount)
        compress(isLast: false)
        block.removeAll(keepingCapacity: true)
      }
      block.append(byte)
    }
  }

  /// The digest of all bytes.
  package consuming func finish() -> [UInt8] {
    total &+= UInt64(block.count)
    block.append(contentsOf: repeatElement(0, count: Self.blockCount - block.count))
    compress(isLast: true)
    return (0..<Self.byteCount).map {
      UInt8(truncatingIfNeeded: state[$0 / 8] >> (UInt64($0 % 8) * 8))
    }
  }

  /// The digest of bytes that are at hand.
  package static func digest(of bytes: some Sequence<UInt8>) -> [UInt8] {
    var hasher = BLAKE2b256()
    hasher.update(bytes)
    return hasher.finish()
  }

  private mutating func compress(isLast: Bool) {
    var words = [UInt64](repeating: 0, count: 16)
    for index in block.indices { words[index / 8] |= UInt64(block[index]) << UInt64(index % 8 * 8) }
    var work = state + Self.start
    work[12] ^= total
    if isLast { work[14] = ~work[14] }
    for round in 0..<12 {
      let order = Self.order[round % 10]
      for (step, lane) in Self.lanes.enumerated() {
        Self.mix(&work, lane, words[order[step * 2]], words[order[step * 2 + 1]])
      }
    }
    for index in 0..<8 { state[index] ^= work[index] ^ work[index + 8] }
  }

  private static func mix(
    _ work: inout [UInt64], _ lane: (Int, Int, Int, Int), _ one: UInt64, _ two: UInt64
  ) {
    let (a, b, c, d) = lane
    work[a] = work[a] &+ work[b] &+ one
    work[d] = rotated(work[d] ^ work[a], by: 32)
    work[c] = work[c] &+ work[d]
    work[b] = rotated(work[b] ^ work[c], by: 24)
    work[a] = work[a] &+ work[b] &+ two
    work[d] = rotated(work[d] ^ work[a], by: 16)
    work[c] = work[c] &+ work[d]
    work[b] = rotated(work[b] ^ work[c], by: 63)
  }

  private static func rotated(_ word: UInt64, by bits: UInt64) -> UInt64 {
    word >> bits | word << (64 - bits)
  }

  /// Columns, then diagonals.
  private static let lanes = [
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
  ]

  /// SHA-512's.
  private static let start: [UInt64] = [
    0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b, 0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f, 0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179,
  ]

  private static let order: [[Int]] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
    [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
    [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
    [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
    [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
    [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
    [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
    [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
    [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
  ]
}
