/// The grammar of [integers](https://toml.io/en/v1.1.0#integer) and
/// [floats](https://toml.io/en/v1.1.0#float).
enum TOMLNumber {
  enum Outcome {
    case integer
    case float
    case refused(TOMLError.NumberProblem)
  }

  /// Says what a word is that is no keyword and no date.
  static func check(_ bytes: [UInt8], _ range: Range<Int>) -> Outcome {
    var at = range.lowerBound
    let end = range.upperBound
    let isSigned = at < end && (bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"))
    if isSigned { at += 1 }
    guard at < end else { return .refused(.missingDigits) }
    if end - at == 3 {
      let word = (bytes[at], bytes[at + 1], bytes[at + 2])
      if word == (0x69, 0x6E, 0x66) || word == (0x6E, 0x61, 0x6E) { return .float }
    }
    if end - at >= 2, bytes[at] == UInt8(ascii: "0"), let radix = radix(bytes[at + 1]) {
      if isSigned { return .refused(.signWithPrefix) }
      at += 2
      if let problem = digits(bytes, &at, end, radix: radix) { return .refused(problem) }
      guard at == end else { return .refused(.strayCharacter) }
      return integer(bytes, range) == nil ? .refused(.integerRange) : .integer
    }
    let whole = at
    if let problem = digits(bytes, &at, end) { return .refused(problem) }
    if at - whole > 1, bytes[whole] == UInt8(ascii: "0") { return .refused(.leadingZero) }
    if at == end { return integer(bytes, range) == nil ? .refused(.integerRange) : .integer }
    if bytes[at] == UInt8(ascii: ".") {
      at += 1
      if let problem = digits(bytes, &at, end) { return .refused(problem) }
    }
    if at < end, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < end, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      if let problem = digits(bytes, &at, end) { return .refused(problem) }
    }
    guard at == end else { return .refused(.strayCharacter) }
    // Cargo refuses a float that overflows too; one that underflows is 0.
    guard let value = float(bytes, range), value.isFinite else { return .refused(.floatRange) }
    return .float
  }

  /// The value of a checked integer; nil if it does not fit 64 bits.
  static func integer(_ bytes: [UInt8], _ range: Range<Int>) -> Int64? {
    var at = range.lowerBound
    let end = range.upperBound
    var isNegative = false
    if at < end, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
      isNegative = bytes[at] == UInt8(ascii: "-")
      at += 1
    }
    var base: Int64 = 10
    if end - at >= 2, bytes[at] == UInt8(ascii: "0"), let radix = radix(bytes[at + 1]) {
      base = Int64(radix)
      at += 2
    }
    // Counts downward, because the smallest Int64 has no positive counterpart.
    var value: Int64 = 0
    while at < end {
      defer { at += 1 }
      guard bytes[at] != UInt8(ascii: "_") else { continue }
      guard let digit = TOMLText.hexValue(bytes[at]) else { return nil }
      let (product, overflowed) = value.multipliedReportingOverflow(by: base)
      let (sum, underflowed) = product.subtractingReportingOverflow(Int64(digit))
      guard !overflowed, !underflowed else { return nil }
      value = sum
    }
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// The value of a checked float.
  static func float(_ bytes: [UInt8], _ range: Range<Int>) -> Double? {
    let digits = bytes[range].filter { $0 != UInt8(ascii: "_") }
    return Double(String(decoding: digits, as: UTF8.self))
  }

  private static func radix(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "x"): 16
    case UInt8(ascii: "o"): 8
    case UInt8(ascii: "b"): 2
    default: nil
    }
  }

  /// Skips digits with single underscores between them.
  private static func digits(
    _ bytes: [UInt8], _ at: inout Int, _ end: Int, radix: UInt8 = 10
  ) -> TOMLError.NumberProblem? {
    var isAfterDigit = false
    while at < end {
      if bytes[at] == UInt8(ascii: "_") {
        guard isAfterDigit else { return .underscore }
        isAfterDigit = false
      } else if radix > 10 ? TOMLText.hexValue(bytes[at]) != nil : bytes[at] &- 0x30 < radix {
        isAfterDigit = true
      } else {
        break
      }
      at += 1
    }
    if isAfterDigit { return nil }
    let isAfterUnderscore = at > 0 && bytes[at - 1] == UInt8(ascii: "_")
    return isAfterUnderscore ? .underscore : at < end ? .strayCharacter : .missingDigits
  }
}
