import MoatInspection
import MoatModel

/// What is new against an earlier lockfile.
extension ScanRenderer {
  /// How many notes of one update are shown.
  private static let noteLimit = 8

  /// What the packages newly do; empty where that was not asked and cannot be told.
  func delta() -> [String] {
    switch report.delta {
    case nil: return []
    case .unavailable(let why):
      return wrapped("what changed cannot be told: \(why)")
    case .known(let delta):
      let updated = delta.changes.count { $0.old != nil }
      let new = delta.changes.count - updated
      var parts: [String] = []
      if updated > 0 { parts.append("\(Wording.thousands(updated)) updated") }
      if new > 0 { parts.append("\(Wording.thousands(new)) new") }
      if !delta.removed.isEmpty {
        parts.append("\(Wording.thousands(delta.removed.count)) gone")
      }
      if parts.isEmpty { parts.append("no package from elsewhere changed") }
      var lines = [
        style.bold("Since \(shown(delta.revision))") + ": " + parts.joined(separator: ", ")
      ]
      var quiet: [String] = []
      var unknown: [String] = []
      for change in delta.changes {
        switch change.notes {
        case .unavailable: unknown.append(title(change))
        case .known(let notes) where notes.isEmpty: quiet.append(title(change))
        case .known(let notes):
          lines.append("  " + style.bold(title(change)) + role(change.context))
          lines += noteLines(notes)
        }
      }
      if !quiet.isEmpty {
        lines += wrapped(
          "nothing that it could not do before: " + listed(quiet, limit: Self.nameLimit),
          first: "  ", hanging: 4)
      }
      if !unknown.isEmpty {
        lines += wrapped(
          "without an archive of both versions: " + listed(unknown, limit: Self.nameLimit),
          first: "  ", hanging: 4)
      }
      return lines
    }
  }

  private func title(_ change: ScanReport.Change) -> String {
    guard let old = change.old else { return shown("\(change.new) (new)") }
    return shown("\(old) → \(change.new.version)")
  }

  private func noteLines(_ notes: [ChangeNote]) -> [String] {
    let shownNotes = notes.prefix(isVerbose ? notes.count : Self.noteLimit)
    var lines = shownNotes.flatMap { note -> [String] in
      let place = note.places.first.map { " (\($0.description))" } ?? ""
      let word = note.weight == .alert ? style.yellow("alert") : note.weight.word
      let indent = "    \(note.weight.word): "
      return wrapped(shown(note.text + place), first: indent, hanging: 6).enumerated().map {
        $0 == 0 ? "    \(word): " + $1.dropFirst(indent.count) : $1
      }
    }
    if notes.count > shownNotes.count {
      lines.append("    and \(Wording.thousands(notes.count - shownNotes.count)) more")
    }
    return lines
  }

  private func role(_ context: PackageContext) -> String {
    let names = context.names
    return names.isEmpty ? "" : style.dim("  " + names.joined(separator: ", "))
  }
}
