extension TerminalText {
  /// Lines of at most `width` columns, broken at spaces; nothing is cut, so a word that is wider
  /// than a line stands on a line of its own.
  ///
  /// The first line starts with `first`, the others with as many spaces as `hanging` says. Text
  /// between backticks stays together where it fills no more than half a line, so that commands
  /// can be copied.
  package static func wrapped(
    _ text: String, width: Int, first: String = "", hanging: Int = 0
  ) -> [String] {
    let indent = String(repeating: " ", count: hanging)
    var lines: [String] = []
    var line = first
    var column = self.width(first)
    var isEmpty = true
    for word in words(of: text, together: max(0, (width - hanging) / 2)) {
      let wide = self.width(word)
      if !isEmpty, column + 1 + wide > width {
        lines.append(line)
        line = indent
        column = hanging
        isEmpty = true
      }
      if !isEmpty {
        line += " "
        column += 1
      }
      line += word
      column += wide
      isEmpty = false
    }
    lines.append(line)
    return lines
  }

  /// Words between spaces, with short literals in backticks kept whole.
  private static func words(of text: String, together limit: Int) -> [String] {
    let parts = text.split(separator: " ")
    var result: [String] = []
    var index = parts.startIndex
    while index < parts.endIndex {
      var end = index + 1
      if isOpen(parts[index]) {
        var literal = String(parts[index])
        while end < parts.endIndex, width(literal) < limit {
          literal += " " + parts[end]
          end += 1
          if isOpen(parts[end - 1]) { break }
        }
        if width(literal) <= limit, literal.utf8.count(where: { $0 == 0x60 }).isMultiple(of: 2) {
          result.append(literal)
          index = end
          continue
        }
      }
      result.append(String(parts[index]))
      index += 1
    }
    return result
  }

  /// Whether a backtick in the word has no partner in it.
  private static func isOpen(_ word: Substring) -> Bool {
    !word.utf8.count { $0 == 0x60 }.isMultiple(of: 2)
  }
}
