/// Text that is safe to print, and how wide it is there.
package enum TerminalText {
  /// Quoted input without anything a terminal acts on or a reader cannot see.
  ///
  /// Control characters (escape sequences begin with one), bidirectional controls, line and
  /// paragraph separators, and invisible characters become visible forms such as `\u{1b}`, newline
  /// and tab `\n` and `\t`. The result is one line. It does not tell look-alike letters apart.
  package static func neutralised(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isUnsafe(scalar) {
        result += visibleForm(of: scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A source line for a snippet: as ``neutralised(_:)``, but each tab becomes four spaces.
  package static func snippet(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\t")) else { return neutralised(text) }
    return text.split(separator: "\t", omittingEmptySubsequences: false)
      .map { neutralised(String($0)) }.joined(separator: "    ")
  }

  /// Whether a scalar moves the cursor, starts a sequence, reorders what follows, or shows nothing.
  package static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0...0x1F, 0x7F...0x9F: true
    case 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F: true
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    case 0x2800, 0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB: true
    // Shorthand and musical format controls, tag characters, variation selectors supplement.
    case 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0xE0000...0xE0FFF: true
    default: false
    }
  }

  static func visibleForm(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default: "\\u{\(String(scalar.value, radix: 16))}"
    }
  }

  /// Terminal columns of a printable text, as `wcwidth` counts them.
  package static func width(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
  }

  /// 0 for marks that combine with what stands before, 2 for wide letters and emoji, else 1.
  package static func width(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if isWide(scalar.value) || scalar.properties.isEmojiPresentation { return 2 }
    return 1
  }

  /// The blocks of East Asian Width W and F (https://www.unicode.org/reports/tr11/).
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
