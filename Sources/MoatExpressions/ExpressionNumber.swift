/// Numbers as GitHub's runner reads and writes them.
enum ExpressionNumber {
  /// Reads a number as a comparison with one does: spaces around it, decimal, `0x` and `0o`,
  /// `Infinity`; empty text is 0, and whatever is no number is not a number.
  static func parse(_ text: String) -> Double {
    let scalars = text.unicodeScalars
    let trimmed = scalars.drop { $0.properties.isWhitespace }.reversed()
      .drop { $0.properties.isWhitespace }.reversed()
    let digits = trimmed.map { $0.isASCII ? UInt8($0.value) : 0xFF }
    if digits.isEmpty { return 0 }
    if isDecimal(digits) {
      var text = String(decoding: digits, as: UTF8.self)
      if digits.last == UInt8(ascii: ".") { text += "0" }
      return Double(text.replacing(".e", with: ".0e").replacing(".E", with: ".0e")) ?? .nan
    }
    if digits.starts(with: "0x".utf8) { return integer(digits.dropFirst(2), radix: 16) }
    if digits.starts(with: "0o".utf8) { return integer(digits.dropFirst(2), radix: 8) }
    switch String(decoding: digits, as: UTF8.self).lowercased() {
    case "infinity", "+infinity": return .infinity
    case "-infinity": return -.infinity
    default: return .nan
    }
  }

  /// `[-+]? ( [0-9]+ \.? [0-9]* | \. [0-9]+ ) ( [eE] [-+]? [0-9]+ )?`
  private static func isDecimal(_ text: [UInt8]) -> Bool {
    var at = 0
    func skipDigits() -> Int {
      let before = at
      while at < text.count, text[at] &- 0x30 < 10 { at += 1 }
      return at - before
    }
    func skip(_ options: String) -> Bool {
      guard at < text.count, options.utf8.contains(text[at]) else { return false }
      at += 1
      return true
    }
    _ = skip("+-")
    let whole = skipDigits()
    let fraction = skip(".") ? skipDigits() : 0
    guard whole + fraction > 0 else { return false }
    if skip("eE") {
      _ = skip("+-")
      guard skipDigits() > 0 else { return false }
    }
    return at == text.count
  }

  /// A 32-bit integer, of which the highest digit may set the sign; others are not a number.
  private static func integer(_ digits: ArraySlice<UInt8>, radix: UInt64) -> Double {
    guard !digits.isEmpty else { return .nan }
    var value: UInt64 = 0
    for digit in digits {
      let isDigit = digit &- 0x30 < 10
      let letter = (digit | 0x20) &- 0x61
      guard isDigit || letter < 6 else { return .nan }
      let worth = UInt64(isDigit ? digit &- 0x30 : letter &+ 10)
      guard worth < radix else { return .nan }
      value = value * radix + worth
      guard value <= UInt64(UInt32.max) else { return .nan }
    }
    return Double(Int32(bitPattern: UInt32(truncatingIfNeeded: value)))
  }

  /// Writes a number with 15 significant digits at most.
  ///
  /// Rounds what Swift prints, which has 17: of two numbers as near, not always the one .NET
  /// takes.
  static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    if value == 0 { return "0" }
    var (digits, exponent) = decimal(value.magnitude)
    if digits.count > 15 {
      let roundsUp = digits[15] >= 5
      digits.removeSubrange(15...)
      if roundsUp {
        var index = 14
        while index >= 0, digits[index] == 9 {
          digits[index] = 0
          index -= 1
        }
        if index >= 0 {
          digits[index] += 1
        } else {
          digits.insert(1, at: 0)
          exponent += 1
        }
      }
    }
    while digits.last == 0, digits.count > 1 { digits.removeLast() }
    return (value < 0 ? "-" : "") + layOut(digits, exponent)
  }

  /// The digits of a positive number, the first not 0, and the power of ten of the first.
  private static func decimal(_ value: Double) -> ([UInt8], Int) {
    var digits: [UInt8] = []
    var exponent = -1
    var hasPoint = false
    var rest = Array("\(value)".utf8)[...]
    while let byte = rest.first, byte != UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if byte == UInt8(ascii: ".") {
        hasPoint = true
      } else if byte &- 0x30 < 10 {
        if !digits.isEmpty || byte != 0x30 {
          digits.append(byte &- 0x30)
          if !hasPoint { exponent += 1 }
        } else if hasPoint {
          exponent -= 1
        }
      }
    }
    let written = Int(String(decoding: rest.dropFirst(), as: UTF8.self)) ?? 0
    return (digits, exponent + written)
  }

  private static func layOut(_ digits: [UInt8], _ exponent: Int) -> String {
    let text = digits.map { String($0) }
    if exponent <= -5 || exponent >= 15 {
      let fraction = text.count > 1 ? "." + text.dropFirst().joined() : ""
      let magnitude = String(abs(exponent))
      let padded = magnitude.utf8.count < 2 ? "0" + magnitude : magnitude
      return text[0] + fraction + (exponent < 0 ? "E-" : "E+") + padded
    }
    if exponent < 0 {
      return "0." + String(repeating: "0", count: -exponent - 1) + text.joined()
    }
    if exponent + 1 >= text.count {
      return text.joined() + String(repeating: "0", count: exponent + 1 - text.count)
    }
    return text[...exponent].joined() + "." + text[(exponent + 1)...].joined()
  }
}
