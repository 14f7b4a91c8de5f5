/// Decides which packages of a graph a store vouches for.
///
/// Gives the verdict that cargo-vet 0.10 gives on the same store and graph, unless the options say
/// otherwise. It takes the store at its word: that entries are true, that names are known criteria and
/// that publisher rows are right is for others to check.
package struct VetResolver: Sendable {
  package let store: VetStore
  package let entries: VetEntries
  package let graph: VetGraph
  package let criteria: CriteriaTable
  package let options: ResolverOptions

  /// - Parameters:
  ///   - live: what was fetched, merged with the store (see ``LiveImports``); nil to decide by the
  ///     store alone.
  ///   - criteria: the table of the store's own criteria.
  package init(
    store: VetStore, live: ImportsLock? = nil, graph: VetGraph, criteria: CriteriaTable,
    options: ResolverOptions = ResolverOptions()
  ) {
    self.store = store
    entries = VetEntries(store: store, live: live, reviews: options.reviews)
    self.graph = graph
    self.criteria = criteria
    self.options = options
  }

  /// The verdict over all packages.
  package func resolve(_ mode: SearchMode = .preferExemptions) -> VetReport {
    let requirements = self.requirements()
    var standings = [VetReport.Standing](repeating: .firstParty, count: graph.packages.count)
    var searches = [[VetReport.CriterionSearch]](repeating: [], count: graph.packages.count)
    var notes: [VetNote] = []
    forEachCrate { crate, places in
      for place in places where graph.packages[place].isThirdParty {
        if options.leftOut.contains(place) { standings[place] = .leftOut }
      }
      let needed = places.filter {
        graph.packages[$0].isThirdParty && !options.leftOut.contains($0)
      }
      guard !needed.isEmpty else { return }
      var draft = self.draft(of: crate)
      let violations = draft.violations()
      let conflicts = draft.conflicts(with: violations)
      guard conflicts.isEmpty else {
        for place in needed { standings[place] = .contradicted(conflicts) }
        return
      }
      let audits = draft.graph(targets: needed.map { graph.packages[$0].version })
      for place in needed {
        searches[place] = requirements[place].indices.map { criterion in
          VetReport.CriterionSearch(
            criterion: criterion,
            outcome: audits.outcome(
              of: graph.packages[place].version, criterion: criterion, mode: mode))
        }
        standings[place] = Self.standing(searches[place])
        notes += self.notes(on: place, standings[place], searches[place], violations, audits)
      }
    }
    return VetReport(
      graph: graph, criteria: criteria, entries: entries, requirements: requirements,
      standings: standings, searches: searches, notes: notes)
  }

  /// What each package must meet, by place.
  package func requirements() -> [CriteriaSet] {
    Requirements.all(
      graph, policies: store.configuration.policies, criteria: criteria, options: options)
  }

  /// The edges of one crate, not collected yet.
  func draft(of crate: String) -> AuditGraphDraft {
    AuditGraphDraft(crate: crate, entries: entries, criteria: criteria, options: options)
  }

  /// Each name once, with the places of its packages.
  func forEachCrate(_ body: (String, Range<Int>) -> Void) {
    var start = 0
    while start < graph.packages.count {
      let name = graph.packages[start].name
      var end = start + 1
      while end < graph.packages.count, graph.packages[end].name == name { end += 1 }
      body(name, start..<end)
      start = end
    }
  }

  private static func standing(_ searches: [VetReport.CriterionSearch]) -> VetReport.Standing {
    var missing = CriteriaSet.empty
    var usesExemption = false
    var isOnlyExempted = false
    for search in searches {
      switch search.outcome {
      case .missing: missing.formUnion(CriteriaSet(index: search.criterion))
      case .vetted(let path):
        usesExemption = usesExemption || path.usesExemption
        isOnlyExempted = isOnlyExempted || path.isOnlyExempted
      }
    }
    if !missing.isEmpty { return .missing(missing) }
    if !usesExemption { return .fully }
    return isOnlyExempted ? .exempted : .partially
  }
}

// MARK: - Notes

extension VetResolver {
  private func notes(
    on place: Int, _ standing: VetReport.Standing, _ searches: [VetReport.CriterionSearch],
    _ violations: [Violation], _ audits: AuditGraph
  ) -> [VetNote] {
    let crate = graph.packages[place].name
    if case .missing = standing {
      return audits.nearMisses.map {
        .endsOnPublication(package: place, entry: $0.entry, row: $0.row)
      }
    }
    var notes: [VetNote] = []
    func add(_ note: VetNote) {
      if !notes.contains(note) { notes.append(note) }
    }
    for search in searches {
      guard case .vetted(let path) = search.outcome else { continue }
      for step in path.steps {
        switch step.origin {
        case .wildcard(let file?, _, _):
          if let name = entries.name(file),
            store.configuration.imports[name]?.exclude.contains(crate) == true
          {
            add(.excludedImportCounts(package: place, importName: name))
          }
        case .wildcard(nil, _, _), .trusted, .unpublished: break
        // A review does not lead to a version with a violation.
        case .ownAudit, .importedAudit, .exemption, .newExemption, .review: continue
        }
        // What the step vouches for: the criterion searched for, with all that it implies.
        let claimed = criteria.closures[search.criterion]
        for violation in violations where violation.contradicts(claimed, of: step.to) {
          add(.violationPassedBy(package: place, violation: violation.reference, by: step.origin))
        }
      }
    }
    return notes
  }
}
