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
      count > 0
        ? "\(since): somebody new can publish \(Wording.counted(count, "crate"))"
        : "\(since): nobody new is known"
    ]
    for crate in changes.crates { lines += block(crate) }
    lines += list("no longer locked", changes.gone)
    lines += list("not compared, as nothing tells who owns them now", changes.notCompared)
    return lines.joined(separator: "\n") + "\n"
  }

  private func list(_ words: String, _ names: [String]) -> [String] {
    guard !names.isEmpty else { return [] }
    let names = names.map { TerminalText.neutralised($0) }.joined(separator: ", ")
    return TerminalText.wrapped("\(words): \(names)", width: width, first: "  ", hanging: 4)
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
