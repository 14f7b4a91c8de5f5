import MoatModel

/// The search for a path from a version back to the empty crate, in one ``AuditGraph`` and for one
/// criterion.
///
/// Paths with the mildest caveat win; among those the one whose next version is lower, whose
/// exemption is for a lower version, which is shorter, whose last edge is listed earlier. The order is
/// cargo-vet's (`search_for_path`), because the chosen path decides what its files keep.
struct AuditSearch {
  let graph: AuditGraph
  let criterion: Int
  let mode: SearchMode

  /// The costs of an edge, mildest first. A path has the highest of its edges.
  private enum Caveat: Int {
    case none, privateAudit, preferredExemption, preferredUnpublished, newRow, newImport, exemption,
      unpublished, review, newExemption
  }

  enum Outcome {
    /// The edges from the empty crate to the version, and their far ends.
    case found([Step])
    /// The nodes that the criterion leads to from the empty crate, and those that lead to the version.
    case failed(fromRoot: [Int], fromTarget: [Int])
  }

  struct Step {
    /// The place of the edge in the graph; nil for an exemption that has to be made.
    let edge: Int?
    /// The node that the edge leads to.
    let to: Int
  }

  func run(from target: Int) -> Outcome {
    var visited = [Bool](repeating: false, count: graph.nodeCount)
    var arena: [Visit] = []
    var queue = VisitQueue()
    queue.push(Candidate(node: target))
    while let candidate = queue.pop() {
      let node = candidate.node
      guard !visited[node] else { continue }
      visited[node] = true
      let place = arena.count
      arena.append(Visit(node: node, edge: candidate.edge, previous: candidate.previous))
      if node == 0 { return .found(Self.path(to: place, in: arena)) }
      for edge in graph.edges(into: node) where !visited[graph.edges[edge].from] {
        guard applies(graph.edges[edge]) else { continue }
        queue.push(
          self.candidate(
            to: graph.edges[edge].from, from: node, by: edge, caveat(graph.edges[edge]), candidate,
            place))
      }
      if mode == .regenerateExemptions {
        queue.push(
          self.candidate(
            to: 0, from: node, by: Candidate.newExemption, .newExemption, candidate, place))
      }
    }
    let fromTarget = visited.indices.filter { visited[$0] }
    return .failed(fromRoot: reachable(from: 0), fromTarget: fromTarget)
  }

  private func candidate(
    to next: Int, from node: Int, by edge: Int, _ caveat: Caveat, _ path: Candidate, _ place: Int
  ) -> Candidate {
    let highest = max(caveat.rawValue, path.caveat)
    let isExemption: Bool
    switch Caveat(rawValue: highest) {
    case .preferredExemption, .exemption, .newExemption: isExemption = true
    default: isExemption = false
    }
    return Candidate(
      node: next, caveat: highest, exempted: isExemption ? node : -1, length: path.length + 1,
      edge: edge, previous: place)
  }

  /// Whether an edge counts for the criterion. To make exemptions anew is to widen old ones as well.
  private func applies(_ edge: AuditGraph.Edge) -> Bool {
    if edge.criteria.contains(criterion) { return true }
    return mode == .regenerateExemptions && edge.weight == .exemption
  }

  private func caveat(_ edge: AuditGraph.Edge) -> Caveat {
    let isPreferring = mode == .preferExemptions
    switch edge.weight {
    case .privateAudit: return .privateAudit
    case .exemption: return isPreferring ? .preferredExemption : .exemption
    case .unpublished:
      // A check keeps the row that is there; pruning takes the closest version published by now.
      let isStored = edge.freshness == .stored
      return isPreferring == isStored ? .preferredUnpublished : .unpublished
    // Last of what is there: a verdict rests on reviews only where nothing else leads to it.
    case .review: return .review
    case .audit:
      switch edge.freshness {
      case .stored: return .none
      case .newRow: return .newRow
      case .new: return .newImport
      }
    }
  }

  /// All nodes that edges for the criterion lead to.
  private func reachable(from start: Int) -> [Int] {
    var visited = [Bool](repeating: false, count: graph.nodeCount)
    visited[start] = true
    var stack = [start]
    while let node = stack.popLast() {
      for edge in graph.edges(from: node) where applies(graph.edges[edge]) {
        let next = graph.edges[edge].to
        guard !visited[next] else { continue }
        visited[next] = true
        stack.append(next)
      }
    }
    return visited.indices.filter { visited[$0] }
  }

  private static func path(to place: Int, in arena: [Visit]) -> [Step] {
    var steps: [Step] = []
    var place = place
    while arena[place].previous >= 0 {
      let visit = arena[place]
      let edge = visit.edge == Candidate.newExemption ? nil : visit.edge
      steps.append(Step(edge: edge, to: arena[visit.previous].node))
      place = visit.previous
    }
    return steps
  }

  private struct Visit {
    let node: Int
    let edge: Int
    /// The place of the visit before; -1 for the first.
    let previous: Int
  }
}

/// A way to a node that a search has not taken yet.
struct Candidate {
  /// Stands for an edge in a path that ends in an exemption to be made; higher than any edge.
  static let newExemption = Int.max

  let node: Int
  var caveat = 0
  /// The version that an exemption is for; lower than any where there is none.
  var exempted = -1
  var length = 0
  /// The last edge of the path; lower than any where the path is empty.
  var edge = -1
  var previous = -1

  func precedes(_ other: Candidate) -> Bool {
    if caveat != other.caveat { return caveat < other.caveat }
    if node != other.node { return node < other.node }
    if exempted != other.exempted { return exempted < other.exempted }
    if length != other.length { return length < other.length }
    return edge < other.edge
  }
}

/// A binary heap of candidates, the best on top.
struct VisitQueue {
  private var heap: [Candidate] = []

  mutating func push(_ candidate: Candidate) {
    heap.append(candidate)
    var place = heap.count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      guard heap[place].precedes(heap[parent]) else { return }
      heap.swapAt(place, parent)
      place = parent
    }
  }

  mutating func pop() -> Candidate? {
    guard let best = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return best }
    heap[0] = last
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && heap[child].precedes(heap[least]) {
        least = child
      }
      guard least != place else { return best }
      heap.swapAt(place, least)
      place = least
    }
  }
}
