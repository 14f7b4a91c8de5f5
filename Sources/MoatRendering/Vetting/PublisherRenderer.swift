package import MoatModel
import MoatReleases
package import MoatVetting

/// Who can publish what is locked, for people: the widest reach first.
package struct PublisherRenderer: Sendable {
  /// How many parties are shown without `-v`.
  private static let entryLimit = 25
  /// How many crates are named for one party without `-v`.
  private static let nameLimit = 6
  /// How many versions are named of those that lack something.
  private static let lackLimit = 8

  private let report: PublisherReport
  private let now: Timestamp
  private let width: Int
  private let isVerbose: Bool
  private let style: Style

  package init(
    _ report: PublisherReport, now: Timestamp, width: Int, isVerbose: Bool, style: Style
  ) {
    self.report = report
    self.now = now
    self.width = width
    self.isVerbose = isVerbose
    self.style = style
  }

  package func text() -> String {
    let blocks = [summary, entries, lacks].filter { !$0.isEmpty }
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  // MARK: summary

  private var summary: [String] {
    let crates = Wording.counted(report.crates.count, "crate")
    guard !report.crates.isEmpty else { return ["no crate of crates.io is locked"] }
    var parts: [String] = []
    for (kind, one, many) in [
      (Party.Kind.user, "person", "people"), (.team, "team", "teams"),
      (.workflow, "workflow", "workflows"),
    ] {
      let count = report.entries.count { $0.party.kind == kind }
      if count > 0 { parts.append(Wording.counted(count, one, plural: many)) }
    }
    guard !parts.isEmpty else { return ["\(crates) locked; nobody is known who publishes them"] }
    let all =
      parts.count > 1
      ? parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "") : parts[0]
    var text: String
    if report.ownersUnknown.isEmpty {
      text = "\(all) can publish the \(crates) locked"
    } else {
      let known = Set(report.entries.flatMap { $0.reach + $0.published.map(\.name) }).count
      text = "\(all) published or own \(Wording.thousands(known)) of the \(crates) locked"
      text += ", as far as is recorded"
    }
    if let oldest = report.oldest { text += "; the oldest record is \(oldest.age(at: now))" }
    return wrapped(text)
  }

  // MARK: parties

  private var entries: [String] {
    let limit = isVerbose ? report.entries.count : Self.entryLimit
    var lines = report.entries.prefix(limit).flatMap(block)
    let rest = report.entries.dropFirst(limit)
    if let widest = rest.first {
      let crates = Wording.counted(max(widest.reach.count, 1), "crate")
      lines.append(
        "        and \(Wording.thousands(rest.count)) more with \(crates) or fewer; -v shows them")
    }
    return lines
  }

  private func block(_ entry: PublisherReport.Entry) -> [String] {
    let count = String(entry.reach.count)
    let start = "  " + String(repeating: " ", count: max(4 - count.count, 0)) + count + "  "
    let label = TerminalText.neutralised(entry.party.label)
    return [start + style.bold(label) + "  " + entry.party.kind.word]
      + wrapped(facts(entry), first: "        ", hanging: 8)
  }

  private func facts(_ entry: PublisherReport.Entry) -> String {
    var parts: [String] = []
    if !entry.owned.isEmpty { parts.append("owns \(names(entry.owned))") }
    let versions = Wording.counted(entry.published.count, "locked version")
    if entry.owned.isEmpty, !entry.published.isEmpty {
      let names = names(entry.published.map(\.name).uniqued)
      parts.append("published \(versions): \(names)")
    } else if !entry.published.isEmpty {
      parts.append("published \(versions)")
    }
    // What else the number at the start counts.
    let told = Set(entry.owned).union(entry.published.map(\.name))
    let others = entry.reach.filter { !told.contains($0) }
    if !others.isEmpty {
      parts.append("published other versions of \(names(others))")
    }
    if !entry.formerly.isEmpty { parts.append("owns no longer: \(names(entry.formerly))") }
    return parts.joined(separator: "; ")
  }

  // MARK: what is not known

  private var lacks: [String] {
    var lines: [String] = []
    let byReason = Dictionary(grouping: report.unknown, by: \.why)
    for (why, entries) in byReason.sorted(by: {
      ($1.value.count, $0.key) < ($0.value.count, $1.key)
    }) {
      let versions = Wording.counted(entries.count, "version")
      lines += wrapped(
        "who published \(versions): \(TerminalText.neutralised(why)): "
          + names(entries.map(\.identity.description), limit: Self.lackLimit),
        first: "  ", hanging: 4)
    }
    if !report.ownersUnknown.isEmpty {
      let all = report.ownersUnknown.count == report.crates.count
      lines += wrapped(
        "the owners of \(Wording.counted(report.ownersUnknown.count, "crate")): crates.io was not asked"
          + (all ? "" : ": " + names(report.ownersUnknown, limit: Self.lackLimit)),
        first: "  ", hanging: 4)
    }
    if !report.unrecorded.isEmpty {
      let versions = Wording.counted(report.unrecorded.count, "old version")
      lines += wrapped(
        "who published \(versions): crates.io kept no record then: "
          + names(report.unrecorded.map(\.description), limit: Self.lackLimit),
        first: "  ", hanging: 4)
    }
    if report.entries.contains(where: { $0.party.kind == .team }) {
      lines.append("  who is in a team: that is not public")
    }
    if report.entries.contains(where: { $0.party.kind == .workflow }) {
      lines += wrapped(
        "who can start a workflow, and workflows that have published nothing yet: that is not public",
        first: "  ", hanging: 4)
    }
    return lines.isEmpty ? [] : [style.bold("Not known")] + lines
  }

  private func names(_ all: [String], limit: Int = nameLimit) -> String {
    Wording.listed(
      all.map { TerminalText.neutralised($0) }, limit: isVerbose ? all.count : limit)
  }

  private func wrapped(_ text: String, first: String = "", hanging: Int = 0) -> [String] {
    TerminalText.wrapped(text, width: width, first: first, hanging: hanging)
  }
}

extension [String] {
  /// Without repetitions, in the order of the first.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
