package import MoatVetting

/// What changed in a list of audits, for whoever has to accept it.
package struct ImportDeltaRenderer: Sendable {
  /// How many entries are shown without `-v`.
  private static let entryLimit = 40

  private let locked: Set<String>
  private let width: Int
  private let isVerbose: Bool
  private let style: Style

  /// - Parameters:
  ///   - locked: the crates that the project locks; entries about others are counted only.
  ///   - isVerbose: whether all entries are shown.
  package init(locked: Set<String>, width: Int, isVerbose: Bool, style: Style) {
    self.locked = locked
    self.width = width
    self.isVerbose = isVerbose
    self.style = style
  }

  /// Lines below the line that names the list.
  package func lines(_ delta: ImportDelta) -> [String] {
    guard !delta.isEmpty else { return ["  the same entries in another form"] }
    var parts: [String] = []
    for (count, word) in [
      (delta.added.count, "new"), (delta.removed.count, "withdrawn"),
      (delta.reworded.count, "reworded"),
    ] where count > 0 {
      parts.append("\(Wording.thousands(count)) \(word)")
    }
    if !delta.criteria.isEmpty {
      parts.append(
        "\(Wording.counted(delta.criteria.count, "criterion", plural: "criteria")) changed")
    }
    var lines = ["  " + parts.joined(separator: ", ")]
    for criterion in delta.criteria { lines += block(criterion) }
    let all =
      delta.removed.map { (mark: "-", entry: $0) } + delta.added.map { (mark: "+", entry: $0) }
      + delta.reworded.map { (mark: "~", entry: $0) }
    let relevant = isVerbose ? all : all.filter { locked.contains($0.entry.crate) }
    let shown = isVerbose ? relevant[...] : relevant.prefix(Self.entryLimit)
    for (mark, entry) in shown { lines += line(mark, entry) }
    if relevant.count > shown.count {
      lines.append("  and \(Wording.thousands(relevant.count - shown.count)) more; -v shows them")
    }
    let others = all.count - relevant.count
    if others > 0 {
      lines.append(
        "  \(Wording.counted(others, "other")) about crates that are not locked; -v shows them")
    }
    return lines
  }

  /// Entries that the project relies on and that the list does not have any more.
  package func lines(withdrawn: [ImportDelta.Entry]) -> [String] {
    guard !withdrawn.isEmpty else { return [] }
    return ["  in use here and not in the list any more:"] + withdrawn.flatMap { line("-", $0) }
  }

  private func line(_ mark: String, _ entry: ImportDelta.Entry) -> [String] {
    let word =
      switch entry.kind {
      case .violation: style.yellow("violation")
      case .wildcard: "wildcard"
      case .audit: "audit"
      }
    var text = "\(word) \(shown(entry.crate)) \(shown(entry.subject))"
    text += ", \(entry.criteria.map(shown).joined(separator: ", "))"
    if !entry.who.isEmpty { text += ", by \(entry.who.map(shown).joined(separator: ", "))" }
    return TerminalText.wrapped(text, width: width, first: "  \(mark) ", hanging: 6)
  }

  private func block(_ criterion: ImportDelta.Criterion) -> [String] {
    let name = "`\(shown(criterion.name))`"
    guard let new = criterion.new else { return ["  - criterion \(name) is gone"] }
    guard let old = criterion.old else {
      return ["  + criterion \(name)"] + text(new, "      ")
    }
    return [style.yellow("  ! criterion \(name) promises something else than before")]
      + text(old, "      was: ") + text(new, "      is:  ")
  }

  private func text(_ definition: CriteriaDefinition, _ first: String) -> [String] {
    var words = definition.description ?? definition.descriptionURL ?? "nothing"
    if !definition.implies.isEmpty {
      words += " (implies \(definition.implies.joined(separator: ", ")))"
    }
    return TerminalText.wrapped(shown(words), width: width, first: first, hanging: 11)
  }

  /// On one line: a description may have many.
  private func shown(_ text: String) -> String {
    TerminalText.neutralised(
      text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }
}
