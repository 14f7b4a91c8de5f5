package import MoatModel
package import MoatVetting

/// What changed since a baseline of publishers was accepted, for people.
package struct PublisherChangesRenderer: Sendable {
  private let changes: PublisherChanges
  private let accepted: Timestamp
  private let width: Int
  private let style: Style

  package init(_ changes: PublisherChanges, accepted: Timestamp, width: Int, style: Style) {
    self.changes = changes
    self.accepted = accepted
    self.width = width
    self.style = style
  }

  package func text() -> String {
    let since = style.bold("Since \(accepted.day)")
    guard !changes.isEmpty else { return "\(since): nothing changed\n" }
    let count = changes.crates.count { $0.addsSomebody }
    var lines = [
      "\(since): somebody new can publish \(Wording.counted(count, "crate"))"
    ]
    for crate in changes.crates { lines += block(crate) }
    if !changes.gone.isEmpty {
      lines += TerminalText.wrapped(
        "no longer locked: "
          + changes.gone.map { TerminalText.neutralised($0) }.joined(separator: ", "),
        width: width, first: "  ", hanging: 4)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func block(_ crate: PublisherChanges.Crate) -> [String] {
    var lines = [
      "  " + style.bold(TerminalText.neutralised(crate.name)) + (crate.isNew ? " (new)" : "")
    ]
    func list(_ mark: String, _ parties: [Party], _ words: String) {
      for party in parties {
        let text = "\(party.kind.word) \(TerminalText.neutralised(party.label)) \(words)"
        let wrapped = TerminalText.wrapped(
          text, width: width, first: "    \(mark) ", hanging: 6)
        lines += mark == "+" ? wrapped.map { style.yellow($0) } : wrapped
      }
    }
    list("+", crate.newOwners, "owns it")
    list("+", crate.newPublishers, "published a version")
    list("-", crate.goneOwners, "owns it no longer")
    list("-", crate.gonePublishers, "published no version that is locked now")
    if crate.ownersNotCompared {
      lines.append("    ? the owners are known on one side only, and were not compared")
    }
    return lines
  }
}
