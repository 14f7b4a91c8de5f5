/// How evenly a literal uses its letters.
enum Entropy {
  /// Shorter texts reach high values by chance, and keys and hashes are at least so long.
  static let shortest = 64
  /// Bits a letter. English has about 4.1, hexadecimal at most 4, source code about 4.6; 64 random
  /// letters of base64 have about 5.2.
  static let threshold = 4.9
  /// Of a longer literal, so much is looked at.
  static let limit = 4096

  /// Whether a literal is one run of letters as random as a key or packed data.
  ///
  /// Hexadecimal digits never are: hashes and test vectors are written so. Alphabets, whose letters
  /// come one after the other, are not either.
  static func isHigh(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard range.count >= shortest else { return false }
    let upper = min(range.upperBound, range.lowerBound + limit)
    var counts = [Int](repeating: 0, count: 128)
    var isHex = true
    var neighbours = 0
    var last: UInt8 = 0
    for offset in range.lowerBound..<upper {
      let byte = bytes[offset]
      // Blanks, brackets and quotes are in texts, formats and code, not in encodings.
      guard byte.isWordByte && byte < 0x80 || "+/=-".utf8.contains(byte) else { return false }
      if byte.hexValue == nil { isHex = false }
      if byte == last &+ 1 || byte == last { neighbours += 1 }
      last = byte
      counts[Int(byte)] += 1
    }
    let total = upper - range.lowerBound
    guard !isHex, neighbours * 4 < total else { return false }
    // Words joined by underscores or dashes, and paths, are names.
    let joints =
      counts[Int(UInt8(ascii: "_"))] + counts[Int(UInt8(ascii: "-"))]
      + counts[Int(UInt8(ascii: "/"))]
    guard joints * 16 < total || hasAllCases(counts) else { return false }
    return bits(counts, total) >= threshold
  }

  private static func hasAllCases(_ counts: [Int]) -> Bool {
    counts[0x30...0x39].contains { $0 > 0 } && counts[0x41...0x5A].contains { $0 > 0 }
      && counts[0x61...0x7A].contains { $0 > 0 }
  }

  /// Shannon's measure. The logarithm is computed here: Foundation is not imported for it.
  private static func bits(_ counts: [Int], _ total: Int) -> Double {
    counts.reduce(0) { sum, count in
      guard count > 0 else { return sum }
      let share = Double(count) / Double(total)
      return sum - share * logarithm(share)
    }
  }

  /// The binary logarithm of a number above 0, to about six digits.
  private static func logarithm(_ value: Double) -> Double {
    var mantissa = value.significand
    var result = Double(value.exponent)
    var bit = 0.5
    for _ in 0..<20 {
      mantissa *= mantissa
      if mantissa >= 2 {
        mantissa /= 2
        result += bit
      }
      bit /= 2
    }
    return result
  }
}
