/// Text inside Markdown that GitHub renders, where quoted input must stay text.
package enum MarkdownText {
  /// A message: what stands between backticks becomes code, everything else plain text.
  ///
  /// A backtick in quoted input can only swap the two, and each is safe by itself.
  package static func message(_ text: String) -> String {
    let parts = TerminalText.neutralised(text)
      .split(separator: "`", omittingEmptySubsequences: false)
    var result = ""
    for (index, part) in parts.enumerated() {
      if index.isMultiple(of: 2) {
        result += escaped(part)
      } else if index == parts.count - 1 {
        // A backtick without a partner.
        result += "&#96;" + escaped(part)
      } else {
        result += code(String(part))
      }
    }
    return result
  }

  /// Inline code as HTML: unlike backticks it has no delimiter that input could contain.
  package static func code(_ text: String) -> String {
    text.isEmpty ? "" : "<code>\(entities(TerminalText.neutralised(text)))</code>"
  }

  /// Plain text that neither Markdown nor HTML nor GitHub's own links act on.
  ///
  /// GitHub looks for mentions, issues and addresses after rendering, so entities do not stop it;
  /// a zero-width space behind the sign does.
  package static func plain(_ text: String) -> String { escaped(TerminalText.neutralised(text)) }

  private static func escaped(_ text: some StringProtocol) -> String {
    entities(text).replacingBytes("&#64;", with: "&#64;&#8203;")
      .replacingBytes("&#35;", with: "&#35;&#8203;")
      .replacingBytes("&#58;//", with: "&#58;&#8203;//")
      .replacingBytes("www.", with: "www&#8203;.").replacingBytes("GH-", with: "GH&#8203;-")
  }

  private static func entities(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&", "<", ">", "\"", "'", "`", "*", "_", "[", "]", "!", "|", "\\", "~", "#", "@", ":",
        "$", "{", "}":
        result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
