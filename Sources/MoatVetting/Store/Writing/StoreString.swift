/// Strings and keys in the styles that cargo-vet's TOML writer chooses (`toml_write` 0.1.1,
/// https://docs.rs/toml_write).
///
/// ``TOMLDocument`` reads each of them back as the text it was made from.
enum StoreString {
  /// The first style that takes the text without an escape: `"basic"`, `'literal'`, `"""` and `'''`;
  /// else a basic string with escapes, over several lines if the text has several.
  static func value(_ text: String) -> String {
    let traits = Traits(text)
    let lineBreak = traits.hasNewline ? "\n" : ""
    if traits.isPlain { return "\"\(escaped(text, quotesInRow: 0))\"" }
    if !traits.hasControl, traits.singleQuotes == 0, !traits.hasNewline { return "'\(text)'" }
    if !traits.hasControl, !traits.hasBackslash, traits.doubleQuotes < 3 {
      return "\"\"\"\(lineBreak)\(escaped(text, quotesInRow: 2))\"\"\""
    }
    if !traits.hasControl, traits.singleQuotes < 3 { return "'''\(lineBreak)\(text)'''" }
    if traits.hasNewline { return "\"\"\"\n\(escaped(text, quotesInRow: 2))\"\"\"" }
    return "\"\(escaped(text, quotesInRow: 0))\""
  }

  /// Bare where that is possible, else quoted.
  static func key(_ text: String) -> String {
    if !text.isEmpty, text.utf8.allSatisfy(isBareKeyByte) { return text }
    let traits = Traits(text)
    let isPlain = !traits.hasControl && !traits.hasNewline
    if isPlain, !traits.hasBackslash, traits.doubleQuotes == 0 {
      return "\"\(escaped(text, quotesInRow: 0))\""
    }
    if isPlain, traits.singleQuotes == 0 { return "'\(text)'" }
    return "\"\(escaped(text, quotesInRow: 0))\""
  }

  private static func isBareKeyByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// What in a text decides its style.
  private struct Traits {
    /// The longest runs.
    var singleQuotes = 0
    var doubleQuotes = 0
    /// A control character other than tab and newline.
    var hasControl = false
    var hasBackslash = false
    var hasNewline = false

    init(_ text: String) {
      var singles = 0
      var doubles = 0
      for byte in text.utf8 {
        singles = byte == UInt8(ascii: "'") ? singles + 1 : 0
        doubles = byte == UInt8(ascii: "\"") ? doubles + 1 : 0
        singleQuotes = max(singleQuotes, singles)
        doubleQuotes = max(doubleQuotes, doubles)
        switch byte {
        case UInt8(ascii: "\\"): hasBackslash = true
        case UInt8(ascii: "\t"): break
        case UInt8(ascii: "\n"): hasNewline = true
        case 0x00...0x1F, 0x7F: hasControl = true
        default: break
        }
      }
    }

    var isPlain: Bool { !hasControl && !hasBackslash && doubleQuotes == 0 && !hasNewline }
  }

  /// The inside of a basic string.
  ///
  /// - Parameter quotesInRow: how many `"` may stand beside each other; with any, newlines stay.
  private static func escaped(_ text: String, quotesInRow: Int) -> String {
    let needsNothing = text.utf8.allSatisfy {
      $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if needsNothing { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 8)
    var quotes = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") {
        quotes += 1
        if quotes <= quotesInRow {
          result.append(byte)
          continue
        }
      }
      if let escape = escape(byte, isMultiLine: quotesInRow > 0) {
        result += escape.utf8
      } else {
        result.append(byte)
      }
      quotes = 0
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func escape(_ byte: UInt8, isMultiLine: Bool) -> String? {
    switch byte {
    case 0x08: return "\\b"
    case 0x09: return "\\t"
    case 0x0A: return isMultiLine ? nil : "\\n"
    case 0x0C: return "\\f"
    case 0x0D: return "\\r"
    case UInt8(ascii: "\""): return "\\\""
    case UInt8(ascii: "\\"): return "\\\\"
    case 0x00...0x1F, 0x7F:
      let hex = String(byte, radix: 16, uppercase: true)
      return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: return nil
    }
  }
}
