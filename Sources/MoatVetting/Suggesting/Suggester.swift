import MoatModel

/// Finds what to audit so that a failed report passes, in two steps: which sizes are needed, and with
/// those, what is least to read.
package struct Suggester: Sendable {
  private let report: VetReport
  private let facts: SuggestionFacts
  private let failures: [Failure]

  private struct Failure: Sendable {
    let place: Int
    let missing: CriteriaSet
    let candidates: SuggestionSearch.Candidates
    let peers: [(peer: SuggestionFacts.Peer, candidates: SuggestionSearch.Candidates)]
  }

  /// - Parameter resolver: the one that made the report.
  package init(_ report: VetReport, resolver: VetResolver, facts: SuggestionFacts) {
    self.report = report
    self.facts = facts
    guard report.conclusion == .missingAudits else {
      failures = []
      return
    }
    failures = report.failures.map { place, missing in
      let package = report.graph.packages[place]
      let search = SuggestionSearch(
        crate: package.name, version: package.version, published: facts.versions(package.name))
      let candidates = search.candidates(
        missing.indices.compactMap { report.failure(of: place, criterion: $0) })
      var target = package.version
      if case .oneOf(_, let beside?) = candidates, let from = beside.from { target = from }
      let peers = facts.peers.compactMap { peer in
        resolver.candidates(
          with: peer, crate: package.name, target: target, missing: missing, facts
        ).map { (peer, $0) }
      }
      return Failure(place: place, missing: missing, candidates: candidates, peers: peers)
    }
  }

  /// What has to be compared, each once, in a fixed order.
  package var tasks: [AuditTask] {
    var seen: Set<AuditTask> = []
    var tasks: [AuditTask] = []
    for failure in failures {
      for candidates in [failure.candidates] + failure.peers.map(\.candidates) {
        guard case .oneOf(let list, let beside) = candidates else { continue }
        for task in list + [beside].compactMap({ $0 }) where seen.insert(task).inserted {
          tasks.append(task)
        }
      }
    }
    return tasks
  }

  /// The suggestions.
  ///
  /// - Parameter size: what was found for ``tasks``; nil for what could not be compared.
  package func suggestions(size: (AuditTask) -> DiffSize?) -> SuggestionList {
    let trusting = trustingProjects()
    var suggestions: [Suggestion] = []
    var unsized: [AuditTask] = []
    var waits: [AuditTask: PeerOffers.Wait] = [:]
    for failure in failures {
      guard case .oneOf(let tasks, let beside) = failure.candidates else { continue }
      unsized += tasks.filter { size($0) == nil }
      let found = Self.smallest(tasks, size)
      // Several versions of a crate may wait for one audit.
      if let task = found?.task ?? tasks.last {
        waits[task] = PeerOffers.Wait(
          crate: task.crate, lines: found?.size.lines, left: lines(leftOf: failure, size))
      }
      guard let best = found else { continue }
      let parents = names(of: report.graph.packages[failure.place].dependents)
      if let beside {
        if let size = size(beside) {
          suggestions.append(
            Suggestion(
              package: failure.place, criteria: failure.missing, task: beside, size: size,
              parents: parents, publisher: nil, hasSolePublisher: false, trust: nil, peers: []))
        } else {
          unsized.append(beside)
        }
      }
      let publisher = self.publisher(of: best.task)
      let releases = facts.releases[best.task.crate] ?? []
      suggestions.append(
        Suggestion(
          package: failure.place, criteria: failure.missing, task: best.task, size: best.size,
          parents: parents, publisher: publisher,
          hasSolePublisher: Set(releases.compactMap(\.publisher?.source)).count == 1,
          trust: trustHint(best.task.crate, publisher, trusting),
          peers: peerHints(failure, best, size)))
    }
    var offers = PeerOffers(waits.sorted { Self.precedes($0.key, $1.key) }.map(\.value))
    return list(suggestions, unsized, peers: offers.offers(facts.peers))
  }

  /// How many lines would be left to read with each list, by its place; nothing where that is not
  /// known, or where the list has nothing to add.
  private func lines(
    leftOf failure: Failure, _ size: (AuditTask) -> DiffSize?
  ) -> [Int: Int] {
    // Lists of others are about published versions.
    guard report.graph.packages[failure.place].version.gitRevision == nil else { return [:] }
    var left: [Int: Int] = [:]
    for (place, peer) in facts.peers.enumerated() {
      guard let found = failure.peers.first(where: { $0.peer.name == peer.name }) else { continue }
      switch found.candidates {
      case .nothingMissing: left[place] = 0
      case .oneOf(let tasks, _): left[place] = Self.smallest(tasks, size)?.size.lines
      }
    }
    return left
  }

  private static func precedes(_ left: AuditTask, _ right: AuditTask) -> Bool {
    if left.crate != right.crate { return StoreOrder.text(left.crate, right.crate) == .lower }
    return left.to < right.to
  }

  /// The first of the smallest.
  private static func smallest(
    _ tasks: [AuditTask], _ size: (AuditTask) -> DiffSize?
  ) -> (task: AuditTask, size: DiffSize)? {
    var best: (task: AuditTask, size: DiffSize)?
    for task in tasks {
      guard let found = size(task), found.lines < best?.size.lines ?? .max || best == nil else {
        continue
      }
      best = (task, found)
    }
    return best
  }

  private func names(of places: [Int]) -> [String] { places.map { report.graph.packages[$0].name } }

  private func list(
    _ all: [Suggestion], _ unsized: [AuditTask], peers: [PeerOffer]
  ) -> SuggestionList {
    var unique: [Suggestion] = []
    for suggestion in all.enumerated().sorted(by: { Self.precedes($0, $1) }).map(\.element) {
      if let last = unique.last, last.task == suggestion.task, last.size == suggestion.size {
        // Several versions of a crate may wait for one audit, and for different criteria. cargo-vet
        // names those of the first only, and one audit more is missing afterwards.
        unique[unique.count - 1].parents += suggestion.parents
        unique[unique.count - 1].criteria.formUnion(suggestion.criteria)
      } else {
        unique.append(suggestion)
      }
    }
    for place in unique.indices {
      let names = Dictionary(unique[place].parents.map { ($0, ()) }) { first, _ in first }
      unique[place].parents = StoreOrder.keys(names)
    }
    var groups: [String: [Suggestion]] = [:]
    for suggestion in unique {
      groups[criteriaPhrase(suggestion.criteria), default: []].append(suggestion)
    }
    return SuggestionList(
      suggestions: unique,
      byCriteria: StoreOrder.keys(groups).map { ($0, groups[$0] ?? []) }, unsized: unsized,
      peers: peers)
  }

  private typealias Numbered = EnumeratedSequence<[Suggestion]>.Element

  private static func precedes(_ left: Numbered, _ right: Numbered) -> Bool {
    let (one, two) = (left.element, right.element)
    if one.size.lines != two.size.lines { return one.size.lines < two.size.lines }
    if one.task.crate != two.task.crate {
      return StoreOrder.text(one.task.crate, two.task.crate) == .lower
    }
    if one.task.to != two.task.to { return one.task.to < two.task.to }
    return left.offset < right.offset
  }

  /// The criteria with, for each, those that would do as well.
  private func criteriaPhrase(_ set: CriteriaSet) -> String {
    let table = report.criteria
    return table.minimalIndices(set).map { index in
      let others = table.indicesImplying(index).map { "or \(table.names[$0])" }
      let name = table.names[index]
      return others.isEmpty ? name : "\(name) (\(others.joined(separator: ", ")))"
    }.joined(separator: ", ")
  }
}

// MARK: - Hints

extension Suggester {
  /// By publisher, the projects that trust them with some crate.
  private func trustingProjects() -> [PublisherSource: Set<String>] {
    var trusting: [PublisherSource: Set<String>] = [:]
    for entry in report.entries.own.trusted.values.joined() {
      trusting[entry.source, default: []].insert(Suggestion.TrustHint.ownProject)
    }
    for (place, file) in report.entries.imported.enumerated() {
      for entry in file.trusted.values.joined() {
        trusting[entry.source, default: []].insert(report.entries.importNames[place])
      }
    }
    return trusting
  }

  private func publisher(of task: AuditTask) -> ReleasePublisher? {
    guard task.to.gitRevision == nil else { return nil }
    return facts.releases[task.crate]?.first { $0.version == task.to.semver }?.publisher
  }

  /// The publisher of the version in use, or else, unless the project trusts somebody with the crate
  /// already, the one of the highest version whom somebody trusts.
  private func trustHint(
    _ crate: String, _ publisher: ReleasePublisher?, _ trusting: [PublisherSource: Set<String>]
  ) -> Suggestion.TrustHint? {
    var isExact = true
    var candidate = publisher
    if publisher.map({ trusting[$0.source] == nil }) ?? true {
      guard report.entries.own.trusted[crate] == nil else { return nil }
      isExact = false
      candidate =
        (facts.releases[crate] ?? [])
        .sorted { VetVersion($0.version) > VetVersion($1.version) }
        .compactMap(\.publisher)
        .first { trusting[$0.source] != nil }
    }
    guard let candidate, let projects = trusting[candidate.source] else { return nil }
    let own = Suggestion.TrustHint.ownProject
    let names =
      projects.contains(own) ? [own] : projects.sorted { StoreOrder.text($0, $1) == .lower }
    return Suggestion.TrustHint(
      publisher: candidate, trustedBy: names, isExactVersion: isExact)
  }

  private func peerHints(
    _ failure: Failure, _ best: (task: AuditTask, size: DiffSize), _ size: (AuditTask) -> DiffSize?
  ) -> [Suggestion.PeerHint] {
    guard best.task.to.gitRevision == nil else { return [] }
    var hints: [Suggestion.PeerHint] = []
    for (peer, candidates) in failure.peers {
      let lines: Int
      switch candidates {
      case .nothingMissing: lines = 0
      case .oneOf(let tasks, _):
        guard let smallest = Self.smallest(tasks, size) else { continue }
        lines = smallest.size.lines
      }
      guard lines < best.size.lines else { continue }
      hints.append(Suggestion.PeerHint(name: peer.name, urls: peer.urls, lines: lines))
    }
    return hints.enumerated()
      .sorted { ($0.element.lines, $0.offset) < ($1.element.lines, $1.offset) }
      .map(\.element)
  }
}

extension VetResolver {
  /// What would be left to audit of a version if a peer's list counted as the project's own; nil where
  /// the list and the store contradict each other.
  fileprivate func candidates(
    with peer: SuggestionFacts.Peer, crate: String, target: VetVersion, missing: CriteriaSet,
    _ facts: SuggestionFacts
  ) -> SuggestionSearch.Candidates? {
    let rows = (facts.releases[crate] ?? []).compactMap { PublisherRow($0, isFresh: true) }
    var draft = AuditGraphDraft(
      crate: crate, entries: entries.adding(peer.audits, crate: crate, rows: rows),
      criteria: criteria, options: options)
    guard draft.conflicts(with: draft.violations()).isEmpty else { return nil }
    let audits = draft.graph(targets: [target])
    let failures = missing.indices.compactMap { criterion -> SearchFailure? in
      let outcome = audits.outcome(of: target, criterion: criterion, mode: .preferExemptions)
      guard case .missing(let failure) = outcome else { return nil }
      return failure
    }
    let search = SuggestionSearch(crate: crate, version: target, published: facts.versions(crate))
    return search.candidates(failures)
  }
}
