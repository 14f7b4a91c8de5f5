import MoatFindings
package import MoatModel
package import MoatWorkflows

/// What workflows name from elsewhere, for people and for machines.
package struct PinRenderer: Sendable {
  /// What of the list is shown.
  package enum Choice: Hashable, Sendable {
    case all, unpinned, outdated
  }

  private let inventory: PinInventory
  private let items: [PinnedItem]
  private let now: Timestamp
  private let lines: [String: LineIndex]

  /// - Parameter sources: the texts that places point into, by path.
  package init(
    _ inventory: PinInventory, sources: [String: SourceText], now: Timestamp,
    choice: Choice = .all
  ) {
    self.inventory = inventory
    self.now = now
    items = inventory.items.filter { item in
      switch choice {
      case .all: true
      case .unpinned: !item.state.isPinned
      case .outdated: item.newest != nil
      }
    }
    var lines: [String: LineIndex] = [:]
    for path in Set(inventory.items.flatMap { $0.places.map(\.path) }) {
      lines[path] = sources[path].map { LineIndex($0.bytes) }
    }
    self.lines = lines
  }

  /// As many digits of a hash as tell commits apart at a glance; JSON has them all.
  private static let shortHash = 10

  // MARK: - Human

  package func human(_ options: HumanRenderer.Options) -> String {
    let style = options.style
    var text = style.bold(heading) + "\n"
    let sections: [(title: String, items: [PinnedItem])] = [
      ("not pinned", items.filter { !$0.state.isPinned && !isTrusted($0) }),
      ("at a tag of a trusted owner", items.filter(isTrusted)),
      ("pinned", items.filter(\.state.isPinned)),
    ]
    for section in sections where !section.items.isEmpty {
      text += "\n\(section.title)\n"
      let rows = section.items.map { [name($0), written($0), remark($0)] }
      let widths = (0..<2).map { column in rows.map { TerminalText.width($0[column]) }.max() ?? 0 }
      for (row, item) in zip(rows, section.items) {
        var line = "  "
        for column in 0..<2 {
          line += row[column]
          line += String(
            repeating: " ", count: max(0, widths[column] - TerminalText.width(row[column])) + 2)
        }
        line += row[2]
        while line.hasSuffix(" ") { line.removeLast() }
        text += line + "\n"
        text += places(of: item, all: options.verbosity == .verbose)
        text += details(of: item).map { "      \($0)\n" }.joined()
      }
    }
    return text
  }

  private var heading: String {
    let counts = PinnedItem.Kind.allCases.compactMap { kind -> String? in
      let count = inventory.items.count { $0.kind == kind }
      return count == 0 ? nil : Wording.counted(count, kind.rawValue)
    }
    guard !counts.isEmpty else { return "nothing from elsewhere" }
    let pinned = inventory.items.count(where: \.state.isPinned)
    return "\(counts.joined(separator: ", ")): \(pinned) of \(inventory.items.count) pinned"
  }

  private func isTrusted(_ item: PinnedItem) -> Bool { item.isTrusted && item.state == .tag }

  private func name(_ item: PinnedItem) -> String { TerminalText.neutralised(item.name) }

  private func written(_ item: PinnedItem) -> String {
    switch item.state {
    case .commit:
      let version = item.version.map { " \($0)" } ?? ""
      return TerminalText.neutralised(String(item.written.prefix(Self.shortHash)) + version)
    case .digest where item.kind == .image:
      let version = item.version.map { " \($0)" } ?? ""
      return TerminalText.neutralised(
        String(item.written.prefix("sha256:".count + Self.shortHash)) + version)
    case .nothing where item.written.isEmpty: return "newest"
    default: return TerminalText.neutralised(item.written)
    }
  }

  private func remark(_ item: PinnedItem) -> String {
    var parts: [String] = []
    switch item.state {
    case .tag where !isTrusted(item): parts.append("tag")
    case .branch: parts.append("branch")
    case .name: parts.append("branch or tag")
    case .version: parts.append("version, without a checksum")
    case .digest where item.kind == .tool: parts.append("recorded checksum")
    case .commit where item.version == nil: parts.append("no version beside it")
    case .commit where item.isVersionProven == false: parts.append("not that version")
    case .commit where item.isVersionProven == true: parts.append("proven")
    default: break
    }
    if let day = item.committed { parts.append(age(day)) }
    return parts.joined(separator: ", ")
  }

  private func age(_ day: Day) -> String {
    let days = now.day.daysSinceEpoch - day.daysSinceEpoch
    return days < 0 ? "dated in the future" : "\(Wording.counted(days, "day")) old"
  }

  private func places(of item: PinnedItem, all: Bool) -> String {
    let shown = all ? item.places[...] : item.places.prefix(1)
    let more = item.places.count - shown.count
    var text = shown.map { "    \(place($0))" }.joined(separator: "\n")
    if more > 0 { text += " and \(Wording.counted(more, "other place"))" }
    return text + "\n"
  }

  private func place(_ label: Label) -> String {
    let line = label.span.flatMap { span in
      lines[label.path].map { ":\($0.position(at: span.lower).line)" }
    }
    return TerminalText.neutralised(label.path) + (line ?? "")
  }

  private func details(of item: PinnedItem) -> [String] {
    guard let newest = item.newest else { return [] }
    let age = newest.committed.map { ", \(self.age($0))" } ?? ""
    var text =
      "newest: \(newest.version) \(newest.commit.hex.prefix(Self.shortHash))\(age)"
    if let change = newest.change {
      text += "; \(Wording.counted(change.count, "file")) differ\(change.count == 1 ? "s" : "")"
      var kinds: [String] = []
      if change.changesDescription { kinds.append("the action's description") }
      if change.changesBuiltCode { kinds.append("built code") }
      if !kinds.isEmpty { text += ", \(kinds.joined(separator: " and ")) among them" }
    }
    return [TerminalText.neutralised(text)]
  }

  // MARK: - JSON

  /// Version 1: `{"format":"moat-pins","version":1,"items":[…]}`.
  package func json() -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("format", "moat-pins")
      writer.member("version", 1)
      writer.array("items") { writer in
        for item in items {
          writer.object { members(item, &$0) }
        }
      }
    }
    return writer.text + "\n"
  }

  private func members(_ item: PinnedItem, _ writer: inout JSONWriter) {
    writer.member("kind", item.kind.rawValue)
    writer.member("name", item.name)
    writer.member("written", item.written)
    writer.member("state", item.state.rawValue)
    writer.member("isPinned", item.state.isPinned)
    writer.member("isTrusted", item.isTrusted)
    writer.member("repository", item.repository?.description)
    writer.member("commit", item.resolved?.hex ?? item.commit?.hex)
    writer.member("version", item.version)
    writer.key("isVersionProven")
    if let isProven = item.isVersionProven {
      writer.value(isProven)
    } else {
      writer.value(nil as String?)
    }
    writer.member("committed", item.committed?.description)
    writer.key("newest")
    if let newest = item.newest {
      writer.object { members(newest, &$0) }
    } else {
      writer.value(nil as String?)
    }
    writer.member("unknown", item.unknown)
    writer.array("places") { writer in
      for label in item.places {
        writer.object { writer in
          writer.member("path", label.path)
          let position = label.span.flatMap { lines[label.path]?.position(at: $0.lower) }
          writer.member("line", position?.line)
          writer.member("column", position?.column)
        }
      }
    }
  }

  private func members(_ newest: PinnedItem.Newest, _ writer: inout JSONWriter) {
    writer.member("version", newest.version)
    writer.member("commit", newest.commit.hex)
    writer.member("committed", newest.committed?.description)
    writer.member("origin", newest.origin)
    guard let change = newest.change else { return }
    writer.object("change") { writer in
      writer.member("added", change.added)
      writer.member("removed", change.removed)
      writer.member("changed", change.changed)
    }
  }
}
