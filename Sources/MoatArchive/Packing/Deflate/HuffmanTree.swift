/// A Huffman code as zlib builds it: the same lengths for the same frequencies, ties included.
///
/// Ties are what makes a code reproducible: equal frequencies are ordered by the depth of their
/// subtrees, then by their place in a binary heap. The steps follow zlib's `trees.c`
/// (https://github.com/madler/zlib), which zlib-ng and zlib-rs took over unchanged.
struct HuffmanTree {
  /// The code length of each symbol, 0 for those that do not occur.
  private(set) var lengths: [UInt8]
  /// The code of each symbol, first bit lowest, with its length from bit 16 on.
  private(set) var codes: [UInt32] = []
  /// The last symbol that has a code.
  private(set) var lastSymbol = 0
  /// The bits that all symbols take in this code, extra bits included.
  private(set) var bitCount = 0

  /// - Parameters:
  ///   - frequencies: how often each symbol occurs.
  ///   - extraBits: how many bits follow each symbol.
  ///   - maximumLength: 15, or 7 for the code of the code lengths.
  init(frequencies: [Int], extraBits: [Int], maximumLength: Int) {
    lengths = [UInt8](repeating: 0, count: frequencies.count)
    var builder = HuffmanBuilder(frequencies)
    lastSymbol = builder.lastSymbol
    builder.combine()
    var counts = builder.measure(maximumLength, lastSymbol)
    if builder.overflow > 0 { builder.shorten(maximumLength, lastSymbol, &counts) }
    for symbol in frequencies.indices where symbol <= lastSymbol {
      let length = builder.lengths[symbol]
      lengths[symbol] = UInt8(length)
      // A symbol that was added only to make the code complete costs nothing.
      bitCount += frequencies[symbol] * (length + extraBits[symbol])
    }
    codes = Self.codes(for: lengths, counts: counts)
  }

  /// The code that lengths alone define (RFC 1951, 3.2.2).
  static func codes(for lengths: [UInt8], counts: [Int]) -> [UInt32] {
    var next = [Int](repeating: 0, count: counts.count)
    for length in 1..<counts.count {
      next[length] = (next[length - 1] + counts[length - 1]) << 1
    }
    return lengths.map { length in
      guard length > 0 else { return 0 }
      let code = UInt16(truncatingIfNeeded: next[Int(length)])
      next[Int(length)] += 1
      var reversed: UInt32 = 0
      for bit in 0..<Int(length) where code >> bit & 1 == 1 {
        reversed |= 1 << UInt32(Int(length) - 1 - bit)
      }
      return reversed | UInt32(length) << 16
    }
  }
}
