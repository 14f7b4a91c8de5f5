package import MoatModel

/// Judges what is locked by a store of audits and by what `moat.toml` asks for beyond it.
///
/// Everything here rests on what it is given: that the store's entries are true, and that the graph is
/// what is built.
package struct VettingJudge: Sendable {
  package let store: VetStore
  package let texts: VetStoreTexts
  package let graph: VetGraph
  package let criteria: CriteriaTable
  package let crates: [LockedCrate]
  package let policy: VettingPolicy
  package let today: Day
  /// What is not known, and the graph if it is at its best; nil where the graph is exact.
  package let doubt: Doubt?
  /// Signed reviews outside of the store that are believed. They count for what
  /// ``VettingPolicy/reviewCriteria`` says.
  package var reviews: [AcceptedReview] = []
  /// Why there may be more reviews than were read; then what lacks audits may not lack them. nil where
  /// all were read, or where none counts.
  package var reviewDoubt: String?
  /// By the places of the graph; nil for a package that is not among the locked ones.
  let crateOfPlace: [LockedCrate?]

  /// - Parameters:
  ///   - texts: the files that the store was read from.
  ///   - graph: all that is locked.
  ///   - criteria: the table of the store's own criteria.
  ///   - crates: what is locked, in the order of the lockfile.
  package init(
    store: VetStore, texts: VetStoreTexts, graph: VetGraph, criteria: CriteriaTable,
    crates: [LockedCrate], policy: VettingPolicy, today: Day, doubt: Doubt? = nil
  ) {
    self.doubt = doubt
    self.store = store
    self.texts = texts
    self.graph = graph
    self.criteria = criteria
    self.crates = crates
    self.policy = policy
    self.today = today
    let known = Dictionary(grouping: crates) { Key(name: $0.name, version: $0.vetVersion) }
    crateOfPlace = graph.packages.map { package in
      known[Key(name: package.name, version: package.version)]?.first
    }
  }

  /// What may make packages need less than the graph says.
  package struct Doubt: Sendable {
    package let reason: String
    /// The same packages in the same places, with every unclear edge taken to be for tests.
    package let lenientGraph: VetGraph

    package init(reason: String, lenientGraph: VetGraph) {
      self.reason = reason
      self.lenientGraph = lenientGraph
    }
  }

  private struct Key: Hashable {
    let name: String
    let version: VetVersion
  }

  /// Whether the verdict is cargo-vet's, of everything that is locked.
  package var isLikeCargoVet: Bool { policy.isLikeCargoVet ?? false }

  /// The criteria that the policy names and the store does not define.
  package var undefinedCriteria: [CriteriaByUse.Criterion] {
    guard !isLikeCargoVet else { return [] }
    return (policy.criteria.all + policy.reviewCriteria.joined())
      .filter { !criteria.contains($0.name) }
  }

  /// The verdict of cargo-vet, whatever the policy says.
  package var plainResolver: VetResolver {
    VetResolver(store: store, graph: graph, criteria: criteria)
  }

  /// The verdict as the policy wants it.
  package var resolver: VetResolver {
    isLikeCargoVet ? plainResolver : resolver(live: nil)
  }

  /// - Parameter live: what was fetched, merged with the store; nil to decide by the store alone.
  package func resolver(live: ImportsLock?) -> VetResolver {
    resolver(store, live: live, graph: graph)
  }

  /// - Parameters:
  ///   - store: another store of the same project.
  ///   - graph: one with the same packages in the same places.
  package func resolver(_ store: VetStore, live: ImportsLock?, graph: VetGraph) -> VetResolver {
    guard !isLikeCargoVet else {
      return VetResolver(store: store, live: live, graph: graph, criteria: criteria)
    }
    return VetResolver(
      store: store, live: live, graph: graph, criteria: criteria,
      options: options(VetEntries(store: store, live: live)))
  }

  /// What the policy changes of a verdict that rests on these entries.
  package func options(_ entries: VetEntries) -> ResolverOptions {
    var options = ResolverOptions()
    options.leftOut = Set(
      crateOfPlace.indices.filter { !(crateOfPlace[$0]?.standing.counts ?? true) })
    let uses = UseRequirements.changes(policy.criteria, of: crateOfPlace, table: criteria)
    options.replacedCriteria = uses.replaced
    options.additionalCriteria = uses.additional
    options.ignoredEntries = digests(entries).contradicted
      .union(overrides(entries).overridden)
    options.refusedGrants = TrustLimits.refused(by: policy.trustLimits, in: entries)
    if policy.countsSelfAudits == false {
      options.ignoredEntries.formUnion(SelfAudits.all(in: entries))
    }
    options.reviewCriteria = reviewCriteria
    if !reviewCriteria.isEmpty { options.reviews = reviews }
    return options
  }

  /// What every file that has a say lets reviews count for.
  private var reviewCriteria: CriteriaSet {
    let sets = policy.reviewCriteria.map { criteria.set($0.map(\.name)) }
    guard let first = sets.first else { return .empty }
    return sets.dropFirst().reduce(first) { $0.intersection($1) }
  }

  func digests(_ entries: VetEntries) -> DigestChecks { DigestChecks(entries, locked: crates) }

  func overrides(_ entries: VetEntries) -> ViolationOverrides {
    ViolationOverrides(
      policy.overrides, in: entries, imports: Set(store.configuration.imports.keys),
      locked: crates, today: today)
  }
}
