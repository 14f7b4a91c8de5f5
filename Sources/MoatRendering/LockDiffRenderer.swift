import MoatCargo
package import MoatLockfile
package import MoatModel

/// A lockfile diff for people, for machines and for pull requests.
package struct LockDiffRenderer: Sendable {
  /// What the advisory database says of the packages that are new in a diff.
  package enum Advisories: Sendable {
    case known([PackageIdentity: [String]])
    case unavailable(String)
  }

  private let diff: LockDiff
  private let advisories: Advisories

  package init(_ diff: LockDiff, advisories: Advisories) {
    self.diff = diff
    self.advisories = advisories
  }

  private func hits(_ change: LockDiff.Change) -> [String] {
    guard case .known(let hits) = advisories, let package = change.after else { return [] }
    return hits[package.identity] ?? []
  }

  // MARK: human

  package func human(_ style: Style) -> String {
    guard !diff.changes.isEmpty else { return "the lockfiles pin the same packages\n" }
    var text = ""
    for kind in LockDiff.Kind.allCases {
      let changes = diff.changes.filter { $0.kind == kind }
      guard !changes.isEmpty else { continue }
      if !text.isEmpty { text += "\n" }
      text += style.bold("\(kind.title) (\(changes.count))") + "\n"
      for change in changes { text += lines(change, style) }
    }
    if case .unavailable(let reason) = advisories {
      text += "\nadvisories were not checked: \(TerminalText.neutralised(reason))\n"
    }
    return text
  }

  private func lines(_ change: LockDiff.Change, _ style: Style) -> String {
    var text = "  \(TerminalText.neutralised(Self.headline(change)))"
    if change.kind == .checksumChanged { text += style.red("  tampering") }
    text += "\n"
    for detail in details(change) {
      let shown = TerminalText.neutralised(detail.text)
      text += "      \(detail.isWarning ? style.yellow(shown) : shown)\n"
    }
    return text
  }

  private static func headline(_ change: LockDiff.Change) -> String {
    let mark =
      switch change.kind {
      case .added: "+"
      case .removed: "-"
      case .upgraded, .downgraded, .sourceChanged: "~"
      case .checksumChanged: "!"
      case .edgesChanged: " "
      }
    return "\(mark) \(change.name) \(versions(change))"
  }

  /// `1.0.0`, or `1.0.0 → 1.0.1`.
  private static func versions(_ change: LockDiff.Change) -> String {
    let both = [change.before?.versionText, change.after?.versionText].compactMap(\.self)
    return both.count == 2 && both[0] == both[1] ? both[0] : both.joined(separator: " → ")
  }

  private struct Detail {
    let text: String
    var isWarning = false
  }

  private func details(_ change: LockDiff.Change) -> [Detail] {
    var details: [Detail] = []
    if change.kind == .checksumChanged {
      details.append(Detail(text: "was \(Self.checksum(change.before))", isWarning: true))
      details.append(Detail(text: "is  \(Self.checksum(change.after))", isWarning: true))
    }
    if change.kind == .sourceChanged || change.before?.source != change.after?.source,
      change.before != nil, change.after != nil
    {
      details.append(
        Detail(
          text: "from \(Self.source(change.before)) to \(Self.source(change.after))",
          isWarning: change.kind == .sourceChanged))
    }
    if change.kind == .added, change.after?.source?.isCratesIO != true {
      details.append(Detail(text: "from \(Self.source(change.after))"))
    }
    if !change.pulledInBy.isEmpty {
      let names = change.pulledInBy.map(\.description).joined(separator: ", ")
      details.append(Detail(text: "pulled in by \(names)"))
    }
    if !change.gained.isEmpty {
      let mark = change.gainsInPatchRelease ? " (gained in a patch release)" : ""
      details.append(
        Detail(
          text: "now depends on \(change.gained.joined(separator: ", "))\(mark)",
          isWarning: change.gainsInPatchRelease))
    }
    if !change.lost.isEmpty {
      details.append(
        Detail(text: "no longer depends on \(change.lost.joined(separator: ", "))"))
    }
    details += hits(change).map { Detail(text: $0, isWarning: true) }
    return details
  }

  private static func checksum(_ package: LockedPackage?) -> String {
    switch package?.checksum {
    case .digest(let digest): digest.hex
    case .malformed(let text, _): text
    case .explicitNone, .absent, nil: "no checksum"
    }
  }

  private static func source(_ package: LockedPackage?) -> String {
    package?.source?.description ?? "a local path"
  }

  // MARK: Markdown

  package func markdown() -> String {
    guard !diff.changes.isEmpty else {
      return "### Lockfile: no change\n\nBoth lockfiles pin the same packages.\n"
    }
    var text = "### Lockfile: \(Wording.counted(diff.changes.count, "change"))\n"
    if diff.hasTampering {
      text += "\n**A checksum changed for the same version. A published version never changes.**\n"
    }
    for kind in LockDiff.Kind.allCases {
      let changes = diff.changes.filter { $0.kind == kind }
      guard !changes.isEmpty else { continue }
      text += "\n**\(kind.title)**\n\n"
      for change in changes {
        text += "- \(MarkdownText.code(change.name)) \(MarkdownText.plain(Self.versions(change)))\n"
        for detail in details(change) {
          let shown = MarkdownText.plain(detail.text)
          text += "  - \(detail.isWarning ? "**\(shown)**" : shown)\n"
        }
      }
    }
    if case .unavailable(let reason) = advisories {
      text += "\nAdvisories were not checked: \(MarkdownText.plain(reason))\n"
    }
    return text
  }

  // MARK: JSON

  /// Version 1: `{"format":"moat-lock-diff","version":1,"changes":[…]}`.
  package func json() -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("format", "moat-lock-diff")
      writer.member("version", 1)
      if case .unavailable(let reason) = advisories {
        writer.member("advisoriesUnavailable", reason)
      } else {
        writer.member("advisoriesUnavailable", nil as String?)
      }
      writer.array("changes") { writer in
        for change in diff.changes { json(change, &writer) }
      }
    }
    return writer.text
  }

  private func json(_ change: LockDiff.Change, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("kind", change.kind.name)
      writer.member("name", change.name)
      for (key, package) in [("before", change.before), ("after", change.after)] {
        guard let package else {
          writer.member(key, nil as String?)
          continue
        }
        writer.object(key) { writer in
          writer.member("version", package.versionText)
          writer.member("source", package.source?.description)
          writer.member("checksum", package.checksum.digest?.hex)
        }
      }
      writer.member("gained", change.gained)
      writer.member("lost", change.lost)
      writer.member("gainsInPatchRelease", change.gainsInPatchRelease)
      writer.member("pulledInBy", change.pulledInBy.map(\.description))
      writer.member("advisories", hits(change))
    }
  }
}

extension LockDiff.Kind {
  fileprivate var title: String {
    switch self {
    case .checksumChanged: "checksum changed for the same version"
    case .sourceChanged: "source changed"
    case .added: "added"
    case .upgraded: "upgraded"
    case .downgraded: "downgraded"
    case .removed: "removed"
    case .edgesChanged: "dependencies changed"
    }
  }

  fileprivate var name: String {
    switch self {
    case .checksumChanged: "checksum-changed"
    case .sourceChanged: "source-changed"
    case .added: "added"
    case .upgraded: "upgraded"
    case .downgraded: "downgraded"
    case .removed: "removed"
    case .edgesChanged: "edges-changed"
    }
  }
}
