/// HTML in the making. What comes from outside goes through ``text(_:)`` or ``code(_:)`` and cannot
/// become markup, in elements and in attributes in double quotes.
struct HTMLText {
  private(set) var html = ""

  /// Markup of our own.
  mutating func raw(_ markup: String) { html += markup }

  /// Any text; what reorders or hides other text becomes visible.
  mutating func text(_ text: String) {
    for scalar in TerminalText.neutralised(text).unicodeScalars {
      switch scalar {
      case "&": html += "&amp;"
      case "<": html += "&lt;"
      case ">": html += "&gt;"
      case "\"": html += "&quot;"
      case "'": html += "&#39;"
      default: html.unicodeScalars.append(scalar)
      }
    }
  }

  /// Bytes of a file, of any encoding, on one line.
  mutating func code(_ bytes: ArraySlice<UInt8>) { text(VisibleText.line(bytes)) }
}
