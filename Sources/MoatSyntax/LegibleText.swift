/// Text of a document as messages show it.
package enum LegibleText {
  /// How many characters of a document's text a message repeats.
  private static let limit = 80

  /// Shortens long text and replaces what a terminal would obey or hide.
  package static func short(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for (index, scalar) in text.unicodeScalars.enumerated() {
      if index == limit {
        result.append("…")
        break
      }
      if isLegible(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: codePoint(scalar.value).unicodeScalars)
      }
    }
    return String(result)
  }

  /// A character in backticks, or its number if it cannot be shown.
  static func character(_ scalar: Unicode.Scalar) -> String {
    isLegible(scalar) ? "`\(scalar)`" : codePoint(scalar.value)
  }

  /// The number of a character, as Unicode writes it: U+0041.
  static func codePoint(_ value: UInt32) -> String {
    let hex = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }

  private static func isLegible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }
}
