package import MoatFindings

/// What `cargo moat explain RULE` prints, made from the rule's metadata alone.
package struct RuleText: Sendable {
  private let width: Int
  private let style: Style

  /// - Parameter width: columns; less than ``HumanRenderer/Options/leastWidth`` becomes it.
  package init(width: Int = 80, style: Style = .plain) {
    self.width = max(width, HumanRenderer.Options.leastWidth)
    self.style = style
  }

  /// The rule's facts and sections, with a final newline.
  package func render(_ info: RuleInfo) -> String {
    var lines = TerminalText.wrapped(
      info.summary, width: width, first: "\(info.id): ", hanging: 4)
    if let first = lines.first { lines[0] = style.bold(first) }
    let needs = info.evidence.map(\.rawValue).joined(separator: ", ")
    let facts = [
      ("group", info.group.rawValue), ("severity", info.severity.name),
      ("confidence", info.confidence.rawValue), ("needs", needs.isEmpty ? "nothing else" : needs),
      ("fix", RulePage.words(for: info.fix)),
    ]
    for (name, value) in facts {
      let padding = String(repeating: " ", count: 12 - name.count)
      lines += TerminalText.wrapped(
        value, width: width, first: "  \(name)\(padding)", hanging: 14)
    }
    for section in RulePage.titled(info.explanation) {
      lines += ["", style.bold(section.title), ""] + paragraphs(section.text)
    }
    if !info.references.isEmpty {
      lines += ["", style.bold("References"), ""] + info.references.map { "  \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Paragraphs and list items wrapped; fenced code as it is, without its fences.
  private func paragraphs(_ markdown: String) -> [String] {
    var lines: [String] = []
    var paragraph: [Substring] = []
    var isCode = false
    func flush() {
      guard let first = paragraph.first else { return }
      let isItem = first.hasPrefix("- ") || first.hasPrefix("* ")
      lines += TerminalText.wrapped(
        paragraph.joined(separator: " "), width: width, first: "  ", hanging: isItem ? 4 : 2)
      paragraph = []
    }
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        flush()
        isCode.toggle()
      } else if isCode {
        lines.append(line.isEmpty ? "" : "      \(line)")
      } else if line.allSatisfy({ $0 == " " }) {
        flush()
        lines.append("")
      } else {
        if line.hasPrefix("- ") || line.hasPrefix("* ") { flush() }
        paragraph.append(line)
      }
    }
    flush()
    while lines.last == "" { lines.removeLast() }
    return lines
  }
}
