package import MoatVetting

/// The verdict of `cargo moat vet` for people.
package struct VetReportRenderer: Sendable {
  private let report: VetReport
  private let style: Style
  private let width: Int
  private let isVerbose: Bool
  private let isUndetermined: Bool

  /// More failures than a person starts with; `-v` shows all.
  private static let failureLimit = 30
  /// As many conflicts of one crate are shown.
  private static let conflictLimit = 10
  private static let noteLimit = 5
  /// More than a person checks at once; `-v` shows all.
  private static let reviewedLimit = 10

  /// - Parameter isUndetermined: whether audits are missing only if what is not known is at its
  ///   worst.
  package init(
    _ report: VetReport, style: Style, width: Int, isVerbose: Bool, isUndetermined: Bool = false
  ) {
    self.isUndetermined = isUndetermined
    self.report = report
    self.style = style
    self.width = width
    self.isVerbose = isVerbose
  }

  package func text() -> String {
    switch report.conclusion {
    case .success: success + reviewed() + notes()
    case .missingAudits: failure + reviewed() + notes()
    case .violations: violations + notes()
    }
  }

  /// The verdict in one line.
  package var headline: String {
    switch report.conclusion {
    case .success: return "vetting succeeded: \(counts)\(crev)"
    case .missingAudits:
      let all = report.places { $0 != .firstParty && $0 != .leftOut }.count
      let missing = report.failures.count
      if isUndetermined {
        return "vetting is undetermined: \(Wording.thousands(missing)) of "
          + "\(Wording.counted(all, "crate")) may lack audits"
      }
      return "vetting failed: \(Wording.thousands(missing)) of "
        + "\(Wording.counted(all, "crate")) \(missing == 1 ? "lacks" : "lack") audits"
    case .violations:
      let count = report.violations.count
      return
        "vetting failed: entries about \(Wording.counted(count, "crate")) contradict each other"
    }
  }

  /// How much of it no audit and no exemption vouches for, but reviews in crev do.
  private var crev: String {
    let count = report.restingOnReviews.count
    return count == 0 ? "" : "; \(Wording.counted(count, "crate")) by reviews in crev"
  }

  /// What rests on reviews in crev, and on whom.
  private func reviewed() -> String {
    let resting = report.restingOnReviews
    guard !resting.isEmpty else { return "" }
    var text = "\n\(style.bold("vetted by reviews in crev, and by nothing else"))\n"
    let limit = isVerbose ? resting.count : Self.reviewedLimit
    for (place, reviews) in resting.prefix(limit) {
      let who = VetWording.who(report.reviewers(reviews, of: place))
      text += "  \(label(place))  \(style.dim(who))\n"
    }
    if resting.count > limit {
      text += "  and \(Wording.thousands(resting.count - limit)) more; -v shows all\n"
    }
    return text
  }

  private var counts: String {
    // Reviewed in crev is not audited, whatever it is worth.
    let reviewed = Set(report.restingOnReviews.map(\.place))
    let audited = report.fully.count { !reviewed.contains($0) }
    let parts = [
      (audited, "fully audited"), (report.partially.count, "partially audited"),
      (report.exempted.count, "exempted"),
    ].filter { $0.0 > 0 }.map { "\(Wording.thousands($0.0)) \($0.1)" }
    if !parts.isEmpty { return parts.joined(separator: ", ") }
    return reviewed.isEmpty ? "there are no third-party dependencies" : "0 audited"
  }

  // MARK: success

  private var success: String {
    var text = style.bold(headline) + "\n"
    guard isVerbose else { return text }
    for (title, places) in [
      ("partially audited", report.partially), ("exempted", report.exempted),
    ] where !places.isEmpty {
      text += "\n\(style.bold(title))\n"
      for place in places {
        text += "  \(label(place))  \(style.dim(VetWording.path(to: place, in: report.graph)))\n"
      }
    }
    return text
  }

  // MARK: missing audits

  private var failure: String {
    let failures = report.failures
    var text = (isUndetermined ? style.yellow(headline) : style.red(headline)) + "\n\n"
    let shown = isVerbose ? failures[...] : failures.prefix(Self.failureLimit)
    let labels = shown.map { label($0.place) }
    let widest = min(40, labels.map(TerminalText.width).max() ?? 0)
    for ((place, missing), label) in zip(shown, labels) {
      let pad = String(repeating: " ", count: max(0, widest - TerminalText.width(label)))
      let criteria = VetWording.list(report.criteria.minimalNames(missing))
      text += "  \(style.bold(label))\(pad)  lacks \(criteria)"
      text += "  \(style.dim(VetWording.path(to: place, in: report.graph)))\n"
    }
    if failures.count > shown.count {
      text += "  and \(Wording.thousands(failures.count - shown.count)) more; -v shows all\n"
    }
    return text
  }

  // MARK: violations

  private var violations: String {
    var text = style.red(headline) + "\n"
    for (place, conflicts) in report.violations {
      text += "\n\(style.bold(label(place)))\n"
      // One violation may contradict many audits: it is said once.
      var seen: [EntryReference] = []
      for conflict in conflicts where !seen.contains(conflict.violation) {
        seen.append(conflict.violation)
        text += violation(conflict.violation)
        let against = conflicts.filter { $0.violation == conflict.violation }
        for other in against.prefix(Self.conflictLimit) { text += "    \(claim(other))\n" }
        if against.count > Self.conflictLimit {
          text += "    and \(Wording.thousands(against.count - Self.conflictLimit)) more entries\n"
        }
      }
    }
    text += "\nTwo people disagree. Find out who is right, and remove the entry that is not, "
    text += "or leave that list's entries about the crate out (`exclude`).\n"
    return text
  }

  private func violation(_ reference: EntryReference) -> String {
    guard let entry = report.entries.audit(reference) else { return "" }
    var text = "  \(source(reference.importName)) denies "
    text += "\(VetWording.list(entry.criteria)) of \(VetWording.subject(entry.kind))"
    text += " (\(VetWording.who(entry.who)))\n"
    if let notes = entry.notes {
      for line in notes.split(separator: "\n").prefix(Self.noteLimit) {
        text += "    \(style.dim("| " + TerminalText.neutralised(String(line))))\n"
      }
    }
    return text
  }

  private func claim(_ conflict: ViolationConflict) -> String {
    switch conflict {
    case .exemption(let violation, let place):
      let exemptions = report.entries.exemptions[violation.crate] ?? []
      guard exemptions.indices.contains(place) else { return "an exemption says otherwise" }
      let exemption = exemptions[place]
      return "config.toml exempts \(VetWording.shown(exemption.version)) for "
        + VetWording.list(exemption.criteria)
    case .audit(_, let reference):
      guard let entry = report.entries.audit(reference) else { return "an audit says otherwise" }
      return "\(source(reference.importName)) has audited \(VetWording.subject(entry.kind)) for "
        + "\(VetWording.list(entry.criteria)) (\(VetWording.who(entry.who)))"
    }
  }

  private func source(_ importName: String?) -> String {
    importName.map { "import `\(TerminalText.neutralised($0))`" } ?? "audits.toml"
  }

  // MARK: notes

  /// What changes nothing about the verdict, and should be known.
  private func notes() -> String {
    guard !report.notes.isEmpty else { return "" }
    let limit = isVerbose ? report.notes.count : Self.noteLimit
    var text = "\n"
    for note in report.notes.prefix(limit) {
      let words = TerminalText.wrapped(words(of: note), width: width, first: "note: ", hanging: 6)
      text += words.joined(separator: "\n") + "\n"
    }
    if report.notes.count > limit {
      text +=
        "and \(Wording.counted(report.notes.count - limit, "more note", plural: "more notes"))"
      text += "; -v shows all\n"
    }
    return text
  }

  private func words(of note: VetNote) -> String {
    switch note {
    case .violationPassedBy(let place, let violation, let origin):
      let by = grantWords(origin)
      return "`\(label(place))` passes by \(by), although \(source(violation.importName)) has a "
        + "violation against it"
    case .excludedImportCounts(let place, let name):
      return "`\(label(place))` passes by a wildcard audit of `\(TerminalText.neutralised(name))`, "
        + "although the crate is excluded from that import: `exclude` drops audits and violations "
        + "only"
    case .endsOnPublication(let place, let reference, _):
      return "`\(label(place))`: an entry of \(source(reference.importName)) ends on the very day "
        + "of a release; the end does not count"
    }
  }

  private func grantWords(_ origin: EdgeOrigin) -> String {
    switch origin {
    case .wildcard(let file, _, _):
      "a wildcard audit of \(source(report.entries.name(file)))"
    case .trusted: "trust in its publisher"
    case .unpublished: "an `unpublished` row"
    case .ownAudit, .importedAudit, .exemption, .newExemption, .review: "an audit"
    }
  }

  private func label(_ place: Int) -> String {
    let package = report.graph.packages[place]
    return TerminalText.neutralised("\(package.name) \(VetWording.shown(package.version))")
  }
}
