/// All that a store says about one crate, as a graph: versions, and edges for what was read.
///
/// Node 0 is the empty crate, from which full audits lead; the others are the versions in ascending
/// order. A version is vetted for a criterion if a path of edges that all hold for it leads there from
/// node 0.
struct AuditGraph {
  /// By node, without node 0.
  let versions: [VetVersion]
  /// In the order in which a search prefers them when all else is equal.
  let edges: [Edge]
  /// Published on the very day an entry ends, which does not count: see ``NearMiss``.
  let nearMisses: [NearMiss]
  private let nodes: [VetVersion: Int]
  private let incoming: Adjacency
  private let outgoing: Adjacency

  struct Edge {
    let from: Int
    let to: Int
    let criteria: CriteriaSet
    let origin: EdgeOrigin
    let weight: Weight
    let freshness: Freshness
  }

  /// What using an edge costs, before the mode of a search is known.
  enum Weight {
    case audit, privateAudit, exemption, unpublished, review
  }

  enum Freshness {
    /// All that the edge needs is in the store.
    case stored
    /// The entry is in the store; the row about the publisher is not.
    case newRow
    /// The entry itself is not in the store.
    case new
  }

  /// A wildcard audit or trusted entry that fits a row but for its end, which is the day of
  /// publication. cargo-vet's documentation counts that day, its code does not.
  struct NearMiss {
    /// More are not collected for one crate: they are a hint, and one would do.
    static let limit = 100

    let entry: EntryReference
    let row: Int
  }

  init(drafts: [AuditGraphDraft.Edge], targets: [VetVersion], nearMisses: [NearMiss]) {
    var all = targets
    for draft in drafts {
      all.append(draft.to)
      if let from = draft.from { all.append(from) }
    }
    versions = Self.sortedUnique(all)
    var nodes: [VetVersion: Int] = Dictionary(minimumCapacity: versions.count)
    for (place, version) in versions.enumerated() { nodes[version] = place + 1 }
    edges = drafts.map { draft in
      Edge(
        from: draft.from.flatMap { nodes[$0] } ?? 0, to: nodes[draft.to] ?? 0,
        criteria: draft.criteria, origin: draft.origin, weight: draft.weight,
        freshness: draft.freshness)
    }
    incoming = Adjacency(edges.map(\.to), nodes: versions.count + 1)
    outgoing = Adjacency(edges.map(\.from), nodes: versions.count + 1)
    self.nodes = nodes
    self.nearMisses = nearMisses
  }

  var nodeCount: Int { versions.count + 1 }

  /// The node of a version that an edge or a target has.
  func node(_ version: VetVersion) -> Int? { nodes[version] }

  /// The version of a node; nil for node 0.
  func version(_ node: Int) -> VetVersion? { node == 0 ? nil : versions[node - 1] }

  /// The places of the edges that lead to a node.
  func edges(into node: Int) -> ArraySlice<Int> { incoming.edges(at: node) }

  /// The places of the edges that leave a node.
  func edges(from node: Int) -> ArraySlice<Int> { outgoing.edges(at: node) }

  private static func sortedUnique(_ versions: [VetVersion]) -> [VetVersion] {
    Set(versions).sorted()
  }
}

/// The edges at each node, without an array a node.
struct Adjacency {
  private let starts: [Int]
  private let list: [Int]

  /// - Parameter ends: the node of each edge.
  init(_ ends: [Int], nodes: Int) {
    var starts = [Int](repeating: 0, count: nodes + 1)
    for end in ends { starts[end + 1] += 1 }
    for node in 0..<nodes { starts[node + 1] += starts[node] }
    var list = [Int](repeating: 0, count: ends.count)
    var next = starts
    for (edge, end) in ends.enumerated() {
      list[next[end]] = edge
      next[end] += 1
    }
    self.starts = starts
    self.list = list
  }

  func edges(at node: Int) -> ArraySlice<Int> { list[starts[node]..<starts[node + 1]] }
}
