/// The entries about one crate that its packages rest on.
struct RequiredEntries {
  /// An audit or wildcard audit of an import.
  struct Imported: Hashable {
    let file: Int
    let index: Int
  }

  var ownAudits: Set<Int> = []
  var audits: Set<Imported> = []
  var wildcards: Set<Imported> = []
  var rows: Set<Int> = []
  var unpublished: Set<Int> = []
  /// The criteria that each exemption is needed for, by place. Implied ones are not listed.
  var exemptions: [Int: CriteriaSet] = [:]
  /// Exemptions that have to be made.
  var newExemptions: [VetVersion: CriteriaSet] = [:]

  mutating func add(_ step: AuditPath.Step, criterion: Int) {
    let criterion = CriteriaSet(index: criterion)
    switch step.origin {
    case .ownAudit(let index): ownAudits.insert(index)
    case .importedAudit(let file, let index): audits.insert(Imported(file: file, index: index))
    case .wildcard(let file, let index, let row):
      if let file { wildcards.insert(Imported(file: file, index: index)) }
      rows.insert(row)
    case .trusted(_, let row): rows.insert(row)
    case .exemption(let index): exemptions[index, default: .empty].formUnion(criterion)
    case .unpublished(let index): unpublished.insert(index)
    // Not of the store, and no store is updated by a verdict that looks at them.
    case .review: break
    case .newExemption: newExemptions[step.to, default: .empty].formUnion(criterion)
    }
  }

  /// Whether something of an import or about a publisher is new to the store.
  func takesNewImport(_ crate: String, _ entries: VetEntries) -> Bool {
    audits.contains {
      entries.file($0.file).audits[crate]?.at($0.index)?.isFresh == true
    }
      || wildcards.contains {
        entries.file($0.file).wildcardAudits[crate]?.at($0.index)?.isFresh == true
      } || rows.contains { entries.publishers[crate]?.at($0)?.isFresh == true }
  }
}

extension VetResolver {
  /// What the packages of one crate rest on; nil where the crate does not pass. Of the required
  /// criteria only those that no other implies are searched for.
  func requiredEntries(
    of crate: String, at places: Range<Int>, requirements: [CriteriaSet], mode: SearchMode
  ) -> RequiredEntries? {
    var required = RequiredEntries()
    let needed = places.filter {
      graph.packages[$0].isThirdParty && !options.leftOut.contains($0)
    }
    guard !needed.isEmpty else { return required }
    var draft = self.draft(of: crate)
    guard draft.conflicts(with: draft.violations()).isEmpty else { return nil }
    let audits = draft.graph(targets: needed.map { graph.packages[$0].version })
    for place in needed {
      for criterion in criteria.minimalIndices(requirements[place]) {
        let outcome = audits.outcome(
          of: graph.packages[place].version, criterion: criterion, mode: mode)
        guard case .vetted(let path) = outcome else { return nil }
        for step in path.steps { required.add(step, criterion: criterion) }
      }
    }
    return required
  }
}
