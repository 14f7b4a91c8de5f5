package import MoatVetting

/// Why a version passes, edge by edge, for people and as JSON.
package struct ExplanationRenderer: Sendable {
  private let explanations: [AuditExplanation]
  private let entries: VetEntries
  private let style: Style
  private let width: Int

  /// As many versions are listed where none of them is the one that is needed.
  private static let versionLimit = 20
  /// As many lines of notes are shown of one entry.
  private static let noteLimit = 3

  package init(
    _ explanations: [AuditExplanation], entries: VetEntries, style: Style, width: Int
  ) {
    self.explanations = explanations
    self.entries = entries
    self.style = style
    self.width = width
  }

  package func text() -> String {
    explanations.map(text).joined(separator: "\n")
  }

  private func text(_ explanation: AuditExplanation) -> String {
    let name = TerminalText.neutralised(explanation.crate)
    let criterion = TerminalText.neutralised(explanation.criterion)
    let version = VetWording.shown(explanation.version)
    switch explanation.outcome {
    case .vetted(let path):
      var text = style.bold("\(name) \(version) is vetted for \(criterion)") + "\n"
      for (number, step) in path.steps.enumerated() {
        text += "  \(number + 1)  \(words(step, explanation.crate))\n"
        for line in notes(step, explanation.crate) { text += "     \(style.dim(line))\n" }
      }
      return text
    case .missing(let failure):
      var text = style.red("\(name) \(version) is not vetted for \(criterion)") + "\n"
      let versions = failure.reachableFromRoot.compactMap { $0 }
      if versions.isEmpty {
        text += "  nobody vouches for any version of it\n"
      } else {
        let shown = versions.suffix(Self.versionLimit).map(VetWording.shown)
        let more = versions.count > shown.count ? " and \(versions.count - shown.count) older" : ""
        text +=
          TerminalText.wrapped(
            "vetted are " + shown.joined(separator: ", ") + more, width: width, first: "  ",
            hanging: 2
          ).joined(separator: "\n") + "\n"
      }
      let ends = failure.reachableFromTarget.compactMap { $0 }.filter { $0 != explanation.version }
      if !ends.isEmpty {
        let shown = ends.suffix(Self.versionLimit).map(VetWording.shown)
        text +=
          TerminalText.wrapped(
            "audits lead to it from " + shown.joined(separator: ", "), width: width, first: "  ",
            hanging: 2
          ).joined(separator: "\n") + "\n"
      }
      return text
    }
  }

  private func words(_ step: AuditPath.Step, _ crate: String) -> String {
    let to = VetWording.shown(step.to)
    let what = step.from.map { "\(VetWording.shown($0)) → \(to)" } ?? to
    let fresh = step.isFresh ? ", not in imports.lock yet" : ""
    switch step.origin {
    case .ownAudit(let index):
      return "\(what)  \(who(entries.own.audits[crate], index)), audits.toml"
    case .importedAudit(let file, let index):
      return "\(what)  \(who(entries.file(file).audits[crate], index)), \(source(file))\(fresh)"
    case .wildcard(let file, let index, let row):
      let audits = entries.file(file).wildcardAudits[crate] ?? []
      let audit = audits.indices.contains(index) ? audits[index] : nil
      return "\(to)  published by \(publisher(row, crate)), for whom "
        + "\(VetWording.who(audit?.who ?? [])) vouches, \(source(file))\(fresh)"
    case .trusted(let index, let row):
      let entries = entries.own.trusted[crate] ?? []
      let until = entries.indices.contains(index) ? " until \(entries[index].end)" : ""
      return "\(to)  published by \(publisher(row, crate)), who is trusted\(until), "
        + "audits.toml\(fresh)"
    case .exemption: return "\(to)  exempted: nobody read it, config.toml"
    case .unpublished:
      return "\(what)  not published: counts as \(step.from.map(VetWording.shown) ?? "")\(fresh)"
    case .review(let index):
      let who = Self.at(entries.reviews[crate], index)?.reviewers ?? []
      return "\(what)  \(VetWording.who(who)), reviewed in crev, not in the store"
    case .newExemption: return "\(to)  would be exempted"
    }
  }

  private func who(_ audits: [AuditEntry]?, _ index: Int) -> String {
    guard let audits, audits.indices.contains(index) else { return VetWording.who([]) }
    return VetWording.who(audits[index].who)
  }

  private func source(_ file: Int?) -> String {
    entries.name(file).map { "import `\(TerminalText.neutralised($0))`" } ?? "audits.toml"
  }

  private func publisher(_ row: Int, _ crate: String) -> String {
    let rows = entries.publishers[crate] ?? []
    guard rows.indices.contains(row) else { return "somebody" }
    return "\(VetWording.publisher(rows[row])) on \(rows[row].when)"
  }

  private func notes(_ step: AuditPath.Step, _ crate: String) -> [String] {
    let text: String?
    switch step.origin {
    case .ownAudit(let index):
      text = Self.at(entries.own.audits[crate], index)?.notes
    case .importedAudit(let file, let index):
      text = Self.at(entries.file(file).audits[crate], index)?.notes
    case .wildcard(let file, let index, _):
      text = Self.at(entries.file(file).wildcardAudits[crate], index)?.notes
    case .trusted(let index, _): text = Self.at(entries.own.trusted[crate], index)?.notes
    case .exemption(let index): text = Self.at(entries.exemptions[crate], index)?.notes
    case .unpublished, .review, .newExemption: text = nil
    }
    let lines = (text ?? "").split(whereSeparator: \.isNewline)
    var shown = lines.prefix(Self.noteLimit).flatMap { line in
      TerminalText.wrapped(
        TerminalText.neutralised(String(line)), width: max(20, width - 5), first: "| ", hanging: 2)
    }
    if lines.count > Self.noteLimit { shown.append("| …") }
    return shown
  }

  private static func at<Element>(_ list: [Element]?, _ index: Int) -> Element? {
    guard let list, list.indices.contains(index) else { return nil }
    return list[index]
  }
}
