import MoatModel

/// Collects the edges of one crate's ``AuditGraph`` and the contradictions in what is said of it.
struct AuditGraphDraft {
  let crate: String
  let entries: VetEntries
  let criteria: CriteriaTable
  let options: ResolverOptions

  /// For each publisher row the criteria that edges to its version have by now, by freshness.
  private var covered: [RowCover] = []
  private(set) var edges: [Edge] = []
  private(set) var nearMisses: [AuditGraph.NearMiss] = []

  struct Edge {
    /// nil for the empty crate.
    let from: VetVersion?
    let to: VetVersion
    let criteria: CriteriaSet
    let origin: EdgeOrigin
    let weight: AuditGraph.Weight
    let freshness: AuditGraph.Freshness
  }

  init(crate: String, entries: VetEntries, criteria: CriteriaTable, options: ResolverOptions) {
    self.crate = crate
    self.entries = entries
    self.criteria = criteria
    self.options = options
  }

  /// The graph. Its edges are listed in the order of preference: own audits, imported ones, wildcard
  /// audits, trusted entries, exemptions, unpublished rows, each in the order of the store; then
  /// reviews from elsewhere.
  mutating func graph(targets: [VetVersion]) -> AuditGraph {
    addAudits(nil)
    for file in entries.imported.indices { addAudits(file) }
    if let rows = entries.publishers[crate], !rows.isEmpty {
      covered = Array(repeating: RowCover(), count: rows.count)
      addWildcards(nil, rows)
      for file in entries.imported.indices { addWildcards(file, rows) }
      addTrusted(rows)
    }
    for (index, exemption) in (entries.exemptions[crate] ?? []).enumerated() {
      edges.append(
        Edge(
          from: nil, to: exemption.version, criteria: criteria.set(exemption.criteria),
          origin: .exemption(index), weight: .exemption, freshness: .stored))
    }
    for (index, row) in (entries.unpublished[crate] ?? []).enumerated() {
      edges.append(
        Edge(
          from: row.auditedAs, to: row.version, criteria: criteria.all,
          origin: .unpublished(index), weight: .unpublished,
          freshness: row.isFresh ? .new : .stored))
    }
    addReviews()
    return AuditGraph(drafts: edges, targets: targets, nearMisses: nearMisses)
  }

  /// For a criterion that a violation denies, a review of that version does not count.
  private mutating func addReviews() {
    guard !options.reviewCriteria.isEmpty, let reviews = entries.reviews[crate] else { return }
    let violations = self.violations()
    for (index, review) in reviews.enumerated() {
      let ends = [review.from, review.to].compactMap(\.self)
      var claimed = CriteriaSet.empty
      for criterion in options.reviewCriteria.indices {
        let isDenied = violations.contains { violation in
          ends.contains { violation.contradicts(criteria.closures[criterion], of: $0) }
        }
        if !isDenied { claimed.formUnion(CriteriaSet(index: criterion)) }
      }
      guard !claimed.isEmpty else { continue }
      edges.append(
        Edge(
          from: review.from, to: review.to, criteria: claimed, origin: .review(index),
          weight: .review, freshness: .stored))
    }
  }

  private mutating func addAudits(_ file: Int?) {
    for (index, audit) in (entries.file(file).audits[crate] ?? []).enumerated() {
      let ends: (from: VetVersion?, to: VetVersion)
      switch audit.kind {
      case .full(let version): ends = (nil, version)
      case .delta(let from, let to): ends = (from, to)
      case .violation: continue
      }
      guard counts(.audit, file, index) else { continue }
      edges.append(
        Edge(
          from: ends.from, to: ends.to, criteria: criteria.set(audit.criteria),
          origin: file.map { .importedAudit(import: $0, index) } ?? .ownAudit(index),
          weight: file == nil && !audit.importable ? .privateAudit : .audit,
          freshness: audit.isFresh ? .new : .stored))
    }
  }

  private mutating func addWildcards(_ file: Int?, _ rows: [PublisherRow]) {
    for (index, audit) in (entries.file(file).wildcardAudits[crate] ?? []).enumerated()
    where counts(.wildcard, file, index) {
      let set = criteria.set(audit.criteria)
      let entry = reference(.wildcard, file, index)
      for (place, row) in rows.enumerated() where row.source == audit.source {
        guard covers(audit.start, audit.end, row, place, entry) else { continue }
        let freshness: AuditGraph.Freshness =
          audit.isFresh ? .new : row.isFresh ? .newRow : .stored
        guard covered[place].add(set, freshness) else { continue }
        edges.append(
          Edge(
            from: nil, to: row.version, criteria: set,
            origin: .wildcard(import: file, entry: index, row: place), weight: .audit,
            freshness: freshness))
      }
    }
  }

  private mutating func addTrusted(_ rows: [PublisherRow]) {
    guard let trusted = entries.own.trusted[crate] else { return }
    let sets = trusted.map { criteria.set($0.criteria) }
    for (place, row) in rows.enumerated() {
      for (index, entry) in trusted.enumerated()
      where row.source == entry.source && counts(.trusted, nil, index) {
        guard covers(entry.start, entry.end, row, place, reference(.trusted, nil, index)) else {
          continue
        }
        // A new row counts like a new audit here, not like a new row of a wildcard audit.
        let freshness: AuditGraph.Freshness = row.isFresh ? .new : .stored
        guard covered[place].add(sets[index], freshness) else { continue }
        edges.append(
          Edge(
            from: nil, to: row.version, criteria: sets[index],
            origin: .trusted(entry: index, row: place), weight: .audit, freshness: freshness))
      }
    }
  }

  /// Whether a row lies within a time and may be used for the entry.
  private mutating func covers(
    _ start: Day, _ end: Day, _ row: PublisherRow, _ place: Int,
    _ entry: EntryReference
  ) -> Bool {
    if row.when == end, start <= end, nearMisses.count < AuditGraph.NearMiss.limit {
      nearMisses.append(AuditGraph.NearMiss(entry: entry, row: place))
    }
    guard start <= row.when, row.when < end else { return false }
    if options.refusedGrants.isEmpty { return true }
    return !options.refusedGrants.contains(PublisherGrant(entry: entry, row: place))
  }

  /// What is said already about the version of one row.
  ///
  /// Of two edges that are alike but for their place, a search takes the first. So an edge whose
  /// criteria earlier ones have is never taken, and a crate with thousands of rows and of entries
  /// about one publisher does not get an edge for every pair.
  private struct RowCover {
    private var stored = CriteriaSet.empty
    private var newRow = CriteriaSet.empty
    private var new = CriteriaSet.empty

    /// False where the criteria are covered.
    mutating func add(_ criteria: CriteriaSet, _ freshness: AuditGraph.Freshness) -> Bool {
      switch freshness {
      case .stored: Self.add(criteria, to: &stored)
      case .newRow: Self.add(criteria, to: &newRow)
      case .new: Self.add(criteria, to: &new)
      }
    }

    private static func add(_ criteria: CriteriaSet, to covered: inout CriteriaSet) -> Bool {
      if covered.isSuperset(of: criteria) { return false }
      covered.formUnion(criteria)
      return true
    }
  }

  private func reference(_ kind: EntryReference.Kind, _ file: Int?, _ index: Int) -> EntryReference
  {
    EntryReference(kind, importName: entries.name(file), crate: crate, index: index)
  }

  /// Whether an entry is not among the ignored ones.
  func counts(_ kind: EntryReference.Kind, _ file: Int?, _ index: Int) -> Bool {
    options.ignoredEntries.isEmpty
      || !options.ignoredEntries.contains(reference(kind, file, index))
  }
}
