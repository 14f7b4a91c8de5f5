/// The verdict over a graph, and what it rests on.
package struct VetReport: Sendable {
  package let graph: VetGraph
  package let criteria: CriteriaTable
  /// What ``EdgeOrigin`` and ``EntryReference`` point into.
  package let entries: VetEntries
  /// What each package must meet, by place.
  package let requirements: [CriteriaSet]
  /// How each package stands, by place.
  package let standings: [Standing]
  /// For each third-party package, by place, what was searched for: its required criteria, ascending.
  package let searches: [[CriterionSearch]]
  /// What a reader of the verdict should know, though it changes nothing; sorted by package.
  package let notes: [VetNote]

  package struct CriterionSearch: Hashable, Sendable {
    package let criterion: Int
    package let outcome: SearchOutcome
  }

  /// How one package came out.
  package enum Standing: Hashable, Sendable {
    /// The project's own, as far as vetting goes.
    case firstParty
    /// Left out by the options: see ``ResolverOptions/leftOut``.
    case leftOut
    /// No exemption was needed, or nothing was demanded.
    case fully
    /// Audits and exemptions.
    case partially
    /// Some criterion rests on exemptions alone.
    case exempted
    /// Criteria that nothing leads to.
    case missing(CriteriaSet)
    /// Entries about the crate contradict each other.
    case contradicted([ViolationConflict])
  }

  package enum Conclusion: Hashable, Sendable {
    case success, missingAudits, violations
  }

  /// Violations outweigh missing audits.
  package var conclusion: Conclusion {
    var conclusion = Conclusion.success
    for standing in standings {
      switch standing {
      case .contradicted: return .violations
      case .missing: conclusion = .missingAudits
      case .firstParty, .leftOut, .fully, .partially, .exempted: break
      }
    }
    return conclusion
  }

  /// The places of the packages with a standing, ascending.
  package func places(where matches: (Standing) -> Bool) -> [Int] {
    standings.indices.filter { matches(standings[$0]) }
  }

  package var fully: [Int] { places { $0 == .fully } }
  package var partially: [Int] { places { $0 == .partially } }
  package var exempted: [Int] { places { $0 == .exempted } }

  /// The packages that lack audits, and the criteria that each lacks.
  package var failures: [(place: Int, missing: CriteriaSet)] {
    standings.enumerated().compactMap { place, standing in
      guard case .missing(let missing) = standing else { return nil }
      return (place, missing)
    }
  }

  /// The packages with contradicted entries.
  package var violations: [(place: Int, conflicts: [ViolationConflict])] {
    standings.enumerated().compactMap { place, standing in
      guard case .contradicted(let conflicts) = standing else { return nil }
      return (place, conflicts)
    }
  }

  /// Why a package lacks a criterion; nil where it does not.
  package func failure(of place: Int, criterion: Int) -> SearchFailure? {
    for search in searches.at(place) ?? [] where search.criterion == criterion {
      if case .missing(let failure) = search.outcome { return failure }
    }
    return nil
  }

  /// The criteria for which an audit of a change, or of a whole version where `from` is nil, would
  /// mend failures of a crate; the shortest list, in the order of the table.
  package func healingCriteria(
    of crate: String, from: VetVersion?, to: VetVersion
  ) -> [String] {
    guard conclusion == .missingAudits else { return [] }
    var healed = CriteriaSet.empty
    for (place, missing) in failures where graph.packages[place].name == crate {
      for criterion in missing.indices {
        guard let failure = failure(of: place, criterion: criterion) else { continue }
        if failure.reachableFromTarget.contains(to), failure.reachableFromRoot.contains(from) {
          healed.formUnion(CriteriaSet(index: criterion))
        }
      }
    }
    return criteria.minimalNames(healed)
  }
}
