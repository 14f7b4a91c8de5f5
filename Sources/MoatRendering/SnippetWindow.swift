/// The part of a source line that fits, and where its carets stand.
struct SnippetWindow {
  /// Neutralised, with `…` where the line goes on.
  let text: String
  /// Columns before the first caret.
  let indent: Int
  /// At least one.
  let carets: Int

  /// Columns kept before the span when the line is cut on the left.
  private static let context = 8

  init(_ excerpt: Excerpt, width: Int) {
    let before = TerminalText.snippet(excerpt.before)
    let marked = TerminalText.snippet(excerpt.marked)
    let after = TerminalText.snippet(excerpt.after)
    let room = TerminalText.width(before)
    let wide = max(1, TerminalText.width(marked))
    var line = before + marked + after
    while line.hasSuffix(" ") { line.removeLast() }
    if TerminalText.width(line) <= width {
      text = line
      indent = room
      carets = wide
      return
    }
    var shown = ""
    var column = 0
    var start = room
    if room + min(wide, width / 2) > width - 1 {
      let tail = Self.suffix(of: before, width: Self.context)
      shown = "…" + tail
      column = 1 + TerminalText.width(tail)
      start = column
      line = marked + after
    }
    for scalar in line.unicodeScalars {
      let next = TerminalText.width(of: scalar)
      if column + next > width - 1 {
        shown += "…"
        column += 1
        break
      }
      shown.unicodeScalars.append(scalar)
      column += next
    }
    text = shown
    indent = start
    carets = max(1, min(wide, column - start))
  }

  private static func suffix(of text: String, width: Int) -> String {
    var kept: [Unicode.Scalar] = []
    var column = 0
    for scalar in text.unicodeScalars.reversed() {
      column += TerminalText.width(of: scalar)
      if column > width { break }
      kept.append(scalar)
    }
    var result = ""
    result.unicodeScalars.append(contentsOf: kept.reversed())
    return result
  }
}
