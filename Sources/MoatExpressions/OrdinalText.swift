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

  static func equal(_ left: String, _ right: String) -> Bool {
    var lefts = left.utf8.makeIterator()
    var rights = right.utf8.makeIterator()
    while true {
      switch (lefts.next(), rights.next()) {
      case (nil, nil): return true
      case (let left?, let right?) where left < 0x80 && right < 0x80:
        if fold(left) != fold(right) { return false }
      // Names outside of ASCII are rare, and their lengths may differ.
      case (let byte?, _) where byte >= 0x80, (_, let byte?) where byte >= 0x80:
        return upper(left) == upper(right)
      default: return false
      }
    }
  }

  private static func fold(_ byte: UInt8) -> UInt8 { byte &- 0x61 < 26 ? byte - 32 : byte }

  /// Whether the left text comes first.
  static func isLess(_ left: String, _ right: String) -> Bool {
    upper(left).lexicographicallyPrecedes(upper(right))
  }
}
