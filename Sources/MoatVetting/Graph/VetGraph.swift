import MoatModel

/// The packages of a build and what needs what, as vetting sees it.
///
/// Which packages need audits and how requirements flow follows cargo-vet's `DepGraph`: edges of all
/// targets count, a proc macro is an ordinary dependency, and development dependencies count for
/// workspace members only. What a graph leaves out is its maker's to say.
package struct VetGraph: Sendable {
  /// Sorted by name (bytes), version and id.
  package let packages: [VetPackage]
  /// Each package after those that it needs in a normal build; what only development dependencies
  /// reach comes last. Every package that a member reaches is in it once.
  package let order: [Int]
  /// The packages as given, in the order of ``packages``.
  package let nodes: [VetNode]

  /// Builds the graph from packages in any order; edges to places that are not in the list are
  /// ignored.
  package init(nodes: [VetNode], policies: [PolicyKey: CratePolicy]) {
    let sorted = Self.sorted(nodes)
    self.nodes = sorted
    var walk = VetGraphWalk(nodes: sorted, policies: policies)
    walk.run()
    packages = walk.packages
    order = walk.order
  }

  /// The same packages under other policies: `audit-as-crates-io` decides what is third-party.
  package func applying(_ policies: [PolicyKey: CratePolicy]) -> VetGraph {
    VetGraph(nodes: nodes, policies: policies)
  }

  /// The places of all packages with a name, in the order of versions.
  package func places(named name: String) -> Range<Int> {
    let first = packages.partitioningIndex { StoreOrder.text($0.name, name) != .lower }
    let end = packages[first...].partitioningIndex { $0.name != name }
    return first..<end
  }

  private static func sorted(_ nodes: [VetNode]) -> [VetNode] {
    let places = nodes.indices.sorted { left, right in
      let (one, two) = (nodes[left], nodes[right])
      if one.name != two.name { return StoreOrder.text(one.name, two.name) == .lower }
      if one.version != two.version { return one.version < two.version }
      return StoreOrder.text(one.id, two.id) == .lower
    }
    var newPlace = [Int](repeating: 0, count: nodes.count)
    for (new, old) in places.enumerated() { newPlace[old] = new }
    return places.map { old in
      var node = nodes[old]
      node.dependencies = node.dependencies
        .filter { nodes.indices.contains($0.node) }
        .map { VetNode.Dependency(node: newPlace[$0.node], kinds: $0.kinds) }
      return node
    }
  }
}

extension RandomAccessCollection where Index == Int {
  /// The first place where `predicate` holds, in a collection where it never stops holding.
  func partitioningIndex(where predicate: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
