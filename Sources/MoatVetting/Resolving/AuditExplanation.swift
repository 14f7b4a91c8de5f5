/// Why a version of a crate passes for a criterion, or what would.
package struct AuditExplanation: Sendable {
  package let crate: String
  package let version: VetVersion
  package let criterion: String
  package let outcome: SearchOutcome
  private let entries: VetEntries

  /// Why no explanation can be given.
  package enum Failure: Error, Hashable, Sendable {
    case unknownCriterion(String)
    /// Entries about the crate contradict each other, so nothing about it counts.
    case contradicted([ViolationConflict])

    /// A lowercase phrase for the user.
    package var message: String {
      switch self {
      case .unknownCriterion(let name): "there is no criterion `\(name)`"
      case .contradicted: "violations on record contradict what is said of this crate"
      }
    }
  }

  fileprivate init(
    crate: String, version: VetVersion, criterion: String, outcome: SearchOutcome,
    entries: VetEntries
  ) {
    self.crate = crate
    self.version = version
    self.criterion = criterion
    self.outcome = outcome
    self.entries = entries
  }

  /// The explanation in the words of `cargo vet explain-audit`, a line each.
  package var lines: [String] {
    switch outcome {
    case .vetted(let path):
      ["The package \(crate) \(version) certifies for \(criterion)"]
        + path.steps.enumerated().map { "\($0.offset + 1)) \(line($0.element))" }
    case .missing(let failure):
      ["The package \(crate) \(version) does not certify for \(criterion)"]
        + Self.listed(failure.reachableFromRoot.compactMap { $0 })
    }
  }

  private static func listed(_ versions: [VetVersion]) -> [String] {
    versions.isEmpty
      ? [] : ["The following versions would certify:"] + versions.map { " - \($0)" }
  }

  private func line(_ step: AuditPath.Step) -> String {
    let freshness = step.isFresh ? " (uncached)" : ""
    switch step.origin {
    case .ownAudit(let index):
      return "[local] \(audit(nil, index, step))"
    case .importedAudit(let file, let index):
      return "[\(entries.name(file) ?? "")\(freshness)] \(audit(file, index, step))"
    case .wildcard(let file, let index, let row):
      let audit = entries.file(file).wildcardAudits[crate]?.at(index)
      return """
        [\(entries.name(file) ?? "local")\(freshness)] wildcard audit for \(step.to) \
        (published by: \(publisher(row))) by \(Self.who(audit?.who))
        """
    case .trusted(_, let row):
      return "[local\(freshness)] trusted entry for \(step.to) (published by: \(publisher(row)))"
    case .exemption: return "[local] exemption for \(step.to)"
    case .unpublished:
      let base = step.from.map { "\($0)" } ?? ""
      return "[local\(freshness)] auditing unpublished version \(step.to) as \(base)"
    case .review(let index):
      let who = Self.who(entries.reviews[crate]?.at(index)?.reviewers)
      guard let from = step.from else { return "[crev] full review of \(step.to) by \(who)" }
      return "[crev] delta review of \(from)->\(step.to) by \(who)"
    case .newExemption: return "[local] new exemption for \(step.to)"
    }
  }

  private func audit(_ file: Int?, _ index: Int, _ step: AuditPath.Step) -> String {
    let who = Self.who(entries.file(file).audits[crate]?.at(index)?.who)
    guard let from = step.from else { return "full audit for \(step.to) by \(who)" }
    return "delta audit for \(from)->\(step.to) by \(who)"
  }

  private func publisher(_ row: Int) -> String {
    guard let row = entries.publishers[crate]?.at(row) else { return "" }
    return row.source.identifier(login: row.userLogin)
  }

  private static func who(_ who: [String]?) -> String {
    guard let who, !who.isEmpty else { return "<unspecified>" }
    return ShortList.text(who)
  }
}

extension VetResolver {
  /// Explains a version, which need not be in the graph.
  package func explain(
    crate: String, version: VetVersion, criterion: String
  ) throws(AuditExplanation.Failure) -> AuditExplanation {
    guard let index = criteria.index(of: criterion) else { throw .unknownCriterion(criterion) }
    var draft = self.draft(of: crate)
    let conflicts = draft.conflicts(with: draft.violations())
    guard conflicts.isEmpty else { throw .contradicted(conflicts) }
    let outcome = draft.graph(targets: [version])
      .outcome(of: version, criterion: index, mode: .preferExemptions)
    return AuditExplanation(
      crate: crate, version: version, criterion: criterion, outcome: outcome, entries: entries)
  }
}
