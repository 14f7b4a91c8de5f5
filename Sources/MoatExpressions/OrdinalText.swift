/// Comparing text without regard to case as .NET does, on which GitHub's runner is built: UTF-16
/// unit by unit, each in its simple upper case, whatever the language.
enum OrdinalText {
  /// The units that are compared.
  static func upper(_ text: String) -> [UInt16] {
    var units: [UInt16] = []
    units.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.isASCII {
        let value = UInt16(scalar.value)
        units.append(value &- 0x61 < 26 ? value - 32 : value)
      } else {
        UTF16.encode(upper(scalar)).map { units.append(contentsOf: $0) }
      }
    }
    return units
  }

  private static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    // Their upper case is ASCII or depends on the language: .NET leaves them alone.
    case 0x130, 0x131, 0x17F: return scalar
    default:
      let mapped = scalar.properties.uppercaseMapping.unicodeScalars
      return mapped.count == 1 ? mapped.first ?? scalar : scalar
    }
  }

  static func equal(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    var (first, second) = (left.utf8.makeIterator(), right.utf8.makeIterator())
    while true {
      switch (first.next(), second.next()) {
      case (nil, nil): return true
      case (nil, _), (_, nil): return false
      case (let one?, let two?):
        // An ASCII letter is one unit on both sides, so the texts differ where two of them do.
        guard one | two < 0x80 else { return upper(String(left)) == upper(String(right)) }
        guard upper(one) == upper(two) else { return false }
      }
    }
  }

  private static func upper(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte &- 32 : byte }

  /// Whether the left text comes first.
  static func isLess(_ left: String, _ right: String) -> Bool {
    upper(left).lexicographicallyPrecedes(upper(right))
  }
}
