import MoatModel

/// The packages of a lockfile with their edges resolved to indices.
///
/// Resolving follows Cargo (`cargo/src/resolver/encode.rs`): an edge names a package by as much of
/// name, version and source as is needed to be unique. The graph is the lockfile's: a superset of
/// what any one build compiles.
package struct DependencyGraph: Sendable {
  package let packages: [LockedPackage]
  /// For each package the packages it depends on, in the lockfile's order.
  package let dependencies: [[Int]]
  /// For each package those that depend on it, ascending.
  package let dependents: [[Int]]
  /// Edges that lead to no package, or to more than one.
  package let brokenEdges: [BrokenEdge]

  package struct BrokenEdge: Hashable, Sendable {
    package let from: Int
    package let edge: LockedDependency
    /// Several packages fit.
    package let isAmbiguous: Bool
  }

  package init(_ lockfile: Lockfile) {
    packages = lockfile.packages
    var byName: [String: [Int]] = [:]
    byName.reserveCapacity(packages.count)
    for (index, package) in packages.enumerated() {
      byName[package.name, default: []].append(index)
    }
    // Names with several versions by version too: a made-up lockfile may have thousands of them.
    var byIdentity: [PackageIdentity: [Int]] = [:]
    for indices in byName.values where indices.count > 1 {
      for index in indices { byIdentity[packages[index].identity, default: []].append(index) }
    }
    var dependencies = [[Int]](repeating: [], count: packages.count)
    var dependents = [[Int]](repeating: [], count: packages.count)
    var broken: [BrokenEdge] = []
    for (index, package) in packages.enumerated() {
      let edges = package.replacement.map { [$0] } ?? package.dependencies
      dependencies[index].reserveCapacity(edges.count)
      for edge in edges {
        var named = byName[edge.name] ?? []
        if named.count > 1, let version = edge.version {
          named = byIdentity[PackageIdentity(name: edge.name, version: version)] ?? []
        }
        let fitting = Self.candidates(
          for: edge, among: named, packages: packages, format: lockfile.format)
        guard fitting.count == 1, let target = fitting.first else {
          broken.append(BrokenEdge(from: index, edge: edge, isAmbiguous: fitting.count > 1))
          continue
        }
        dependencies[index].append(target)
        dependents[target].append(index)
      }
    }
    self.dependencies = dependencies
    self.dependents = dependents
    brokenEdges = broken
  }

  /// The graph of some of the packages and the edges between them.
  ///
  /// - Parameter kept: indices into this graph, ascending.
  func keeping(_ kept: [Int]) -> DependencyGraph { DependencyGraph(narrowing: self, kept) }

  private init(narrowing whole: DependencyGraph, _ kept: [Int]) {
    var place = [Int?](repeating: nil, count: whole.packages.count)
    for (new, old) in kept.enumerated() { place[old] = new }
    packages = kept.map { whole.packages[$0] }
    dependencies = kept.map { whole.dependencies[$0].compactMap { place[$0] } }
    dependents = kept.map { whole.dependents[$0].compactMap { place[$0] } }
    brokenEdges = whole.brokenEdges.compactMap { broken in
      place[broken.from].map {
        BrokenEdge(from: $0, edge: broken.edge, isAmbiguous: broken.isAmbiguous)
      }
    }
  }

  private static func candidates(
    for edge: LockedDependency, among named: [Int], packages: [LockedPackage],
    format: Lockfile.Format
  ) -> [Int] {
    if edge.version == nil, named.count == 1 { return named }
    var fitting = named.filter { index in
      edge.version == nil || packages[index].versionText == edge.version
    }
    if let source = edge.source {
      fitting = fitting.filter { index in
        guard let raw = packages[index].source?.raw else { return false }
        return raw == source || raw.prefix { $0 != "#" } == source.prefix { $0 != "#" }
      }
    } else if format == .v1, fitting.count > 1 {
      // Version 1 writes every source; an edge without one is to a local package.
      fitting = fitting.filter { packages[$0].isLocal }
    } else if fitting.count > 1 {
      // Versions 2 and later name a path package by version alone even beside a registry one.
      let local = fitting.filter { packages[$0].isLocal }
      if local.count == 1 { fitting = local }
    }
    return fitting
  }
}

extension DependencyGraph {
  /// Everything `starts` lead to, themselves included.
  package func closure(of starts: some Sequence<Int>) -> [Bool] {
    var seen = [Bool](repeating: false, count: packages.count)
    var stack: [Int] = []
    for start in starts where !seen[start] {
      seen[start] = true
      stack.append(start)
    }
    while let index = stack.popLast() {
      for next in dependencies[index] where !seen[next] {
        seen[next] = true
        stack.append(next)
      }
    }
    return seen
  }

  /// For each package the neighbour one step nearer to a start, by breadth first search; a start
  /// points to itself, and a package that no start reaches has nil.
  package func nearest(from starts: [Int]) -> [Int?] {
    var previous = [Int?](repeating: nil, count: packages.count)
    var queue: [Int] = []
    for start in starts where previous[start] == nil {
      previous[start] = start
      queue.append(start)
    }
    var head = 0
    while head < queue.count {
      let index = queue[head]
      head += 1
      for next in dependencies[index] where previous[next] == nil {
        previous[next] = index
        queue.append(next)
      }
    }
    return previous
  }
}
