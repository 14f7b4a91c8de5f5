/// The symbols of deflate (RFC 1951, 3.2.5 to 3.2.7): what lengths and distances become.
enum DeflateSymbols {
  /// The symbol that ends a block.
  static let endOfBlock = 256
  /// Literals, the end of a block and the 29 classes of lengths.
  static let literalCount = 286
  static let distanceCount = 30
  /// Lengths 0 to 15 and three kinds of repetition.
  static let codeLengthCount = 19

  /// The class of a match's length less 3, from 0 to 28.
  @inline(__always)
  static func lengthClass(_ length: Int) -> Int {
    if length < 8 { return length }
    // The greatest length has a class of its own.
    if length == 255 { return 28 }
    let top = Int.bitWidth &- 1 &- length.leadingZeroBitCount
    return 4 &* (top &- 1) &+ (length &>> (top &- 2) & 3)
  }

  /// The class of a match's distance less 1, from 0 to 29.
  @inline(__always)
  static func distanceClass(_ distance: Int) -> Int {
    if distance < 4 { return distance }
    let top = Int.bitWidth &- 1 &- distance.leadingZeroBitCount
    return 2 &* top &+ (distance &>> (top &- 1) & 1)
  }

  /// The bits that follow a class of lengths.
  @inline(__always)
  static func lengthExtraBits(_ lengthClass: Int) -> Int {
    lengthClass < 8 || lengthClass == 28 ? 0 : lengthClass &>> 2 &- 1
  }

  /// The bits that follow a class of distances.
  @inline(__always)
  static func distanceExtraBits(_ distanceClass: Int) -> Int {
    distanceClass < 4 ? 0 : distanceClass &>> 1 &- 1
  }

  /// The extra bits of each literal and length symbol.
  static let literalExtraBits: [Int] =
    [Int](repeating: 0, count: 257) + (0..<29).map(lengthExtraBits)
  /// The extra bits of each distance symbol.
  static let allDistanceExtraBits: [Int] = (0..<distanceCount).map(distanceExtraBits)
  /// The extra bits of each symbol of the code lengths' code.
  static let codeLengthExtraBits: [Int] = [Int](repeating: 0, count: 16) + [2, 3, 7]

  /// The order in which the lengths of the code lengths' code are written.
  static let codeLengthOrder = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  /// The fixed code's lengths; two symbols more than may occur.
  static let fixedLiteralLengths: [UInt8] = (0..<288).map { symbol in
    switch symbol {
    case 0..<144: 8
    case 144..<256: 9
    case 256..<280: 7
    default: 8
    }
  }
  static let fixedLiteralCodes = codes(fixedLiteralLengths)
  static let fixedDistanceLengths = [UInt8](repeating: 5, count: distanceCount)
  static let fixedDistanceCodes = codes(fixedDistanceLengths)

  private static func codes(_ lengths: [UInt8]) -> [UInt32] {
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths { counts[Int(length)] += 1 }
    return HuffmanTree.codes(for: lengths, counts: counts)
  }
}
