/// What a scalar means in the [core schema](https://yaml.org/spec/1.2.2/#103-core-schema): `on`,
/// `yes` and `1979-05-27` are strings.
///
/// Only text without quotes or tag is looked at; the tags `!!null`, `!!bool`, `!!int` and
/// `!!float` have their meaning if the text fits, any other tag makes a string.
package enum YAMLCoreValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// Also an integer that does not fit 64 bits. May be an infinity or not a number.
  case float(Double)
  case string(String)

  /// What `!!` stands for.
  static let tagPrefix = "tag:yaml.org,2002:"

  init(of scalar: YAMLScalar) {
    let text = scalar.text
    guard let tag = scalar.node.tag else {
      let isPlain = scalar.style == .plain
      self = isPlain ? Self.plain(text, isAbsent: scalar.isAbsent) : .string(text)
      return
    }
    let value = Self.plain(text, isAbsent: scalar.isAbsent)
    switch (tag.hasPrefix(Self.tagPrefix) ? tag.dropFirst(Self.tagPrefix.count) : "", value) {
    case ("null", .null), ("bool", .boolean), ("int", .integer), ("float", .float): self = value
    case ("float", .integer(let integer)): self = .float(Double(integer))
    default: self = .string(text)
    }
  }

  private static func plain(_ text: String, isAbsent: Bool) -> YAMLCoreValue {
    switch text {
    case "" where isAbsent, "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    case ".nan", ".NaN", ".NAN": return .float(.nan)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .float(.infinity)
    case "-.inf", "-.Inf", "-.INF": return .float(-.infinity)
    default: return number(text) ?? .string(text)
    }
  }

  private static func number(_ text: String) -> YAMLCoreValue? {
    let digits = Array(text.utf8)
    if digits.starts(with: "0o".utf8) { return integer(digits.dropFirst(2), radix: 8) }
    if digits.starts(with: "0x".utf8) { return integer(digits.dropFirst(2), radix: 16) }
    guard let isInteger = shape(digits) else { return nil }
    if isInteger, let integer = Int64(text) { return .integer(integer) }
    return Double(text).map { .float($0) }
  }

  private static func integer(_ digits: ArraySlice<UInt8>, radix: UInt8) -> YAMLCoreValue? {
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    var isExact = true
    var float = 0.0
    for digit in digits {
      guard let digit = TOMLText.hexValue(digit), digit < radix else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: Int64(radix))
      if overflow { isExact = false }
      value = product | Int64(digit)
      float = float * Double(radix) + Double(digit)
    }
    return isExact ? .integer(value) : .float(float)
  }

  /// Whether digits with sign, point and exponent are an integer; nil if they are no number:
  /// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`.
  private static func shape(_ text: [UInt8]) -> Bool? {
    var at = 0
    func skipDigits() -> Int {
      let before = at
      while at < text.count, text[at] &- 0x30 < 10 { at += 1 }
      return at - before
    }
    func skip(_ first: UInt8, _ second: UInt8) -> Bool {
      guard at < text.count, text[at] == first || text[at] == second else { return false }
      at += 1
      return true
    }
    _ = skip(YAMLByte.dash, YAMLByte.plus)
    let whole = skipDigits()
    let hasPoint = skip(YAMLByte.dot, YAMLByte.dot)
    let fraction = hasPoint ? skipDigits() : 0
    guard whole + fraction > 0 else { return nil }
    let hasExponent = skip(UInt8(ascii: "e"), UInt8(ascii: "E"))
    if hasExponent {
      _ = skip(YAMLByte.dash, YAMLByte.plus)
      guard skipDigits() > 0 else { return nil }
    }
    return at == text.count ? !hasPoint && !hasExponent : nil
  }
}
