import MoatModel

/// What importing a list of others would do to a backlog.
package struct PeerOffer: Hashable, Sendable {
  package let name: String
  package let urls: [String]
  /// Crates of which nothing would be left to read, sorted.
  package let covered: [String]
  /// Crates of which less would be left to read, sorted.
  package let shortened: [String]
  /// How many lines less there would be to read, as far as sizes are known.
  package let linesLess: Int
}

/// Finds the fewest lists that do most for a backlog.
struct PeerOffers {
  /// A review that waits, and what is left of it with each list.
  struct Wait {
    let crate: String
    /// nil where it is not known.
    var lines: Int?
    /// By the place of the list; 0 where nothing is left.
    let left: [Int: Int]
  }

  private var waits: [Wait]

  init(_ waits: [Wait]) { self.waits = waits }

  /// The lists that help, the most helpful first. Each counts only what those before it leave: two
  /// lists with the same audits are one offer.
  mutating func offers(_ peers: [SuggestionFacts.Peer]) -> [PeerOffer] {
    var rest = Array(peers.indices)
    var offers: [PeerOffer] = []
    while !rest.isEmpty {
      let found = rest.map { ($0, offer($0, peers[$0])) }
      // The first of equals, in the order of the lists.
      let best = found.enumerated().max { left, right in
        let (one, two) = (left.element.1, right.element.1)
        return (one.linesLess, one.covered.count, -left.offset)
          < (two.linesLess, two.covered.count, -right.offset)
      }
      guard let (place, offer) = best?.element,
        !offer.covered.isEmpty || !offer.shortened.isEmpty
      else { break }
      offers.append(offer)
      take(place)
      rest.removeAll { $0 == place }
    }
    return offers
  }

  private func offer(_ place: Int, _ peer: SuggestionFacts.Peer) -> PeerOffer {
    var covered: Set<String> = []
    var shortened: Set<String> = []
    var waiting: Set<String> = []
    var linesLess = 0
    for wait in waits {
      guard let left = wait.left[place], left < wait.lines ?? 1 else {
        if wait.lines != 0 { waiting.insert(wait.crate) }
        continue
      }
      let (sum, isOverflow) = linesLess.addingReportingOverflow((wait.lines ?? 0) - left)
      linesLess = isOverflow ? .max : sum
      if left == 0 { covered.insert(wait.crate) } else { shortened.insert(wait.crate) }
    }
    // A crate of which another version still has to be read is not covered.
    let partly = covered.intersection(shortened.union(waiting))
    return PeerOffer(
      name: peer.name, urls: peer.urls, covered: Self.sorted(covered.subtracting(partly)),
      shortened: Self.sorted(shortened.union(partly)), linesLess: linesLess)
  }

  private mutating func take(_ place: Int) {
    for index in waits.indices {
      guard let left = waits[index].left[place], left < waits[index].lines ?? 1 else { continue }
      waits[index].lines = left
    }
  }

  private static func sorted(_ names: Set<String>) -> [String] {
    names.sorted { StoreOrder.text($0, $1) == .lower }
  }
}

extension SuggestionFacts.Peer {
  /// A package that a list forbids, and in which words.
  package struct Objection: Hashable, Sendable {
    package let crate: String
    package let version: VetVersion
    package let audit: AuditEntry
  }

  /// What the list has against packages of a graph: worth knowing, imported or not.
  package func objections(to graph: VetGraph) -> [Objection] {
    graph.packages.flatMap { package -> [Objection] in
      guard package.isThirdParty else { return [] }
      return (audits.audits[package.name] ?? []).compactMap { audit in
        guard case .violation(let requirement) = audit.kind, requirement.matches(package.version)
        else { return nil }
        return Objection(crate: package.name, version: package.version, audit: audit)
      }
    }
  }
}
