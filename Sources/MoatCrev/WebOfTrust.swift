/// Whom some people trust, by way of whom they trust.
///
/// As cargo-crev reckons: the start has high trust; everyone else the lowest level on the way there;
/// each step costs by its level, and whoever is too far is not reached. Whoever is distrusted by
/// someone in the web, at whose turn it is no later than theirs, falls out, and the web is made anew
/// without them. Several people may be the start: none of them needs another's word, but one can
/// distrust another.
package struct WebOfTrust: Sendable {
  /// What a step costs, by the level that is left after it.
  package struct Costs: Hashable, Sendable {
    package var high = 0
    package var medium = 1
    package var low = 5
    package var none = 21
    /// The most that a way may cost, not above ``CrevLimit/depth``.
    package var depth = 20

    package init(depth: Int = 20) {
      self.depth = min(max(depth, 0), CrevLimit.depth)
    }

    func cost(_ level: CrevTrust) -> Int {
      switch level {
      case .high: high
      case .medium: medium
      case .low: low
      case .none, .distrust: none
      }
    }
  }

  /// Where somebody stands in the web.
  package struct Standing: Hashable, Sendable {
    package internal(set) var level: CrevTrust
    package internal(set) var distance: Int
    /// Whose word it is; the start's own people are their own.
    package internal(set) var by: Set<CrevID>
  }

  package private(set) var trusted: [CrevID: Standing] = [:]
  /// With those who say so.
  package private(set) var distrusted: [CrevID: Set<CrevID>] = [:]
  /// Whose word about whom is not to count, by the highest level of those who say so.
  private var ignoredWords: [Pair: CrevTrust] = [:]
  private var ignoredReviews: [ProofCollection.Subject: CrevTrust] = [:]

  private struct Pair: Hashable { let from: CrevID, to: CrevID }

  package init(of proofs: ProofCollection, from start: [CrevID], costs: Costs = Costs()) {
    // Each round distrusts more people, of whom there are as many as proofs name.
    while true {
      let before = distrusted
      trusted = [:]
      ignoredWords = [:]
      ignoredReviews = [:]
      walk(proofs, start, costs)
      if distrusted.count == before.count { return }
    }
  }

  /// nil for somebody who is not in the web.
  package func level(of id: CrevID) -> CrevTrust? {
    distrusted[id] != nil ? .distrust : trusted[id]?.level
  }

  /// Whether somebody of a higher level asked to ignore a review.
  func ignores(_ subject: ProofCollection.Subject) -> Bool {
    guard let level = ignoredReviews[subject] else { return false }
    return level > self.level(of: subject.author) ?? .none
  }

  private mutating func walk(_ proofs: ProofCollection, _ start: [CrevID], _ costs: Costs) {
    let known = distrusted.count
    var pending = VisitQueue()
    for id in start.sorted() where distrusted[id] == nil && trusted[id] == nil {
      trusted[id] = Standing(level: .high, distance: 0, by: [id])
      pending.push(Visit(level: .high, distance: 0, id: id))
    }
    var level = CrevTrust.high
    while let visit = pending.pop() {
      // Everybody of a level has their say before those below them.
      if visit.level != level, distrusted.count != known { return }
      level = visit.level
      for subject in proofs.byAuthor[visit.id] ?? [] {
        for other in proofs.reviews[subject]?.review.overrides ?? [] {
          let ignored = ProofCollection.Subject(
            author: other.id, source: subject.source, name: subject.name, version: subject.version)
          ignoredReviews[ignored] = max(ignoredReviews[ignored] ?? visit.level, visit.level)
        }
      }
      let words = proofs.words[visit.id] ?? [:]
      for (other, word) in words.sorted(by: { $0.key < $1.key }) {
        follow(word, from: visit, to: other, costs, &pending)
      }
    }
  }

  private mutating func follow(
    _ word: ProofCollection.Word, from visit: Visit, to other: CrevID, _ costs: Costs,
    _ pending: inout VisitQueue
  ) {
    guard distrusted[other] == nil else { return }
    if let ignored = ignoredWords[Pair(from: visit.id, to: other)], visit.level < ignored { return }
    if word.level == .distrust {
      trusted[other] = nil
      distrusted[other, default: []].insert(visit.id)
      return
    }
    for ignored in word.overrides {
      let pair = Pair(from: ignored, to: other)
      ignoredWords[pair] = max(ignoredWords[pair] ?? visit.level, visit.level)
    }
    let level = min(word.level, visit.level)
    let (distance, overflow) = visit.distance.addingReportingOverflow(costs.cost(level))
    guard !overflow, distance <= costs.depth else { return }
    var standing = trusted[other] ?? Standing(level: level, distance: distance, by: [])
    let isBetter =
      standing.by.isEmpty || distance < standing.distance || level > standing.level
    standing.by.insert(visit.id)
    standing.level = max(standing.level, level)
    standing.distance = min(standing.distance, distance)
    trusted[other] = standing
    if isBetter { pending.push(Visit(level: level, distance: distance, id: other)) }
  }
}

/// Somebody whose word is yet to be looked at.
private struct Visit {
  let level: CrevTrust
  let distance: Int
  let id: CrevID

  /// The more trusted first, then the nearer.
  func precedes(_ other: Visit) -> Bool {
    if level != other.level { return level > other.level }
    if distance != other.distance { return distance < other.distance }
    return id < other.id
  }
}

/// A heap.
private struct VisitQueue {
  private var visits: [Visit] = []

  mutating func push(_ visit: Visit) {
    visits.append(visit)
    var place = visits.count - 1
    while place > 0, visits[place].precedes(visits[(place - 1) / 2]) {
      visits.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func pop() -> Visit? {
    guard let first = visits.first, let last = visits.popLast() else { return nil }
    guard !visits.isEmpty else { return first }
    visits[0] = last
    var place = 0
    while true {
      var least = place
      for child in [place * 2 + 1, place * 2 + 2] where child < visits.count {
        if visits[child].precedes(visits[least]) { least = child }
      }
      if least == place { return first }
      visits.swapAt(place, least)
      place = least
    }
  }
}
