/// Reads strings out of bytes that the parser has already accepted.
///
/// Every function is total all the same: bytes that break its assumption give a wrong answer, not
/// a trap.
enum TOMLText {
  /// The part of a string literal between its delimiters; the newline that may follow an opening
  /// `"""` is not part of it.
  static func stringContent(_ bytes: [UInt8], _ literal: Range<Int>) -> Range<Int> {
    var lower = literal.lowerBound
    let upper = literal.upperBound
    guard upper - lower >= 2 else { return literal }
    let quote = bytes[lower]
    guard upper - lower >= 6, bytes[lower + 1] == quote, bytes[lower + 2] == quote else {
      return lower + 1..<upper - 1
    }
    lower += 3
    if bytes[lower] == UInt8(ascii: "\n") {
      lower += 1
    } else if bytes[lower] == UInt8(ascii: "\r"), bytes[lower + 1] == UInt8(ascii: "\n") {
      lower += 2
    }
    return lower..<max(lower, upper - 3)
  }

  static func string(_ bytes: [UInt8], _ content: Range<Int>, escaped: Bool) -> String {
    if escaped { return String(decoding: decode(bytes, content), as: UTF8.self) }
    return String(decoding: bytes[content], as: UTF8.self)
  }

  static func equal(
    _ bytes: [UInt8], _ range: Range<Int>, _ other: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard range.count == other.count else { return false }
    var offset = range.lowerBound
    for byte in other {
      if bytes[offset] != byte { return false }
      offset += 1
    }
    return true
  }

  /// Replaces the [escape sequences](https://toml.io/en/v1.1.0#string) of a basic string.
  static func decode(_ bytes: [UInt8], _ content: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var at = content.lowerBound
    let end = content.upperBound
    while at < end {
      let byte = bytes[at]
      at += 1
      guard byte == UInt8(ascii: "\\"), at < end else {
        result.append(byte)
        continue
      }
      let escape = bytes[at]
      at += 1
      switch escape {
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "e"): result.append(0x1B)
      case UInt8(ascii: "x"), UInt8(ascii: "u"), UInt8(ascii: "U"):
        let digits = escape == UInt8(ascii: "x") ? 2 : escape == UInt8(ascii: "u") ? 4 : 8
        let stop = min(at + digits, end)
        let value = bytes[at..<stop].reduce(UInt32(0)) { $0 << 4 | UInt32(hexValue($1) ?? 0) }
        result.append(contentsOf: String(Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        at = stop
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
        while at < end, [0x20, 0x09, 0x0D, 0x0A].contains(bytes[at]) { at += 1 }
      default: result.append(escape)
      }
    }
    return result
  }

  @inline(__always)
  static func hexValue(_ byte: UInt8) -> UInt8? {
    if byte &- UInt8(ascii: "0") < 10 { return byte &- UInt8(ascii: "0") }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter &+ 10 : nil
  }

  /// The length of the well-formed UTF-8 sequence at an offset, or nil: table 3-7 of
  /// [Unicode](https://www.unicode.org/versions/latest/core-spec/chapter-3/), which has no
  /// overlong forms, surrogates or values above U+10FFFF.
  static func sequenceLength(_ bytes: [UInt8], at offset: Int) -> Int? {
    func continuation(_ index: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      offset + index < bytes.count && range.contains(bytes[offset + index])
    }
    guard offset < bytes.count else { return nil }
    switch bytes[offset] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return continuation(1) ? 2 : nil
    case 0xE0: return continuation(1, 0xA0...0xBF) && continuation(2) ? 3 : nil
    case 0xED: return continuation(1, 0x80...0x9F) && continuation(2) ? 3 : nil
    case 0xE1...0xEF: return continuation(1) && continuation(2) ? 3 : nil
    case 0xF0:
      return continuation(1, 0x90...0xBF) && continuation(2) && continuation(3) ? 4 : nil
    case 0xF1...0xF3: return continuation(1) && continuation(2) && continuation(3) ? 4 : nil
    case 0xF4:
      return continuation(1, 0x80...0x8F) && continuation(2) && continuation(3) ? 4 : nil
    default: return nil
    }
  }
}
