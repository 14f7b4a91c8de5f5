package import MoatModel

/// A workspace with a readable lockfile: the graph, who is local, and how far each package reaches.
package struct LockedWorkspace: Sendable {
  package let workspace: Workspace
  package let lockfile: Lockfile
  package let graph: DependencyGraph
  /// For each package of the graph, by index.
  package let reach: [Reach]
  /// The packages that paths start from: the members, or, where no manifest tells, the local
  /// packages that nothing depends on.
  package let roots: [Int]
  /// For each package the manifest of the same name and version on disk, if it is local.
  package let manifests: [Workspace.LocalPackage?]
  private let nearest: [Int?]

  package init(_ workspace: Workspace, lockfile: Lockfile) {
    self.workspace = workspace
    self.lockfile = lockfile
    graph = DependencyGraph(lockfile)
    manifests = Self.manifests(of: graph, in: workspace)
    roots = Self.roots(of: graph, manifests: manifests)
    nearest = graph.nearest(from: roots)
    reach = ReachSearch(graph: graph, manifests: manifests, isComplete: workspace.isComplete)
      .reach()
  }

  /// The workspace with some of its packages left out of the graph, for rules about what is built.
  ///
  /// The lockfile stays whole. Indices are those of the new graph. A root that is left out is none.
  ///
  /// - Parameters:
  ///   - isKept: for each package of this graph.
  ///   - reach: how far each package of this graph reaches, where more is known than the manifests
  ///     of the workspace tell.
  package func keeping(_ isKept: [Bool], reach: [Reach]? = nil) -> LockedWorkspace {
    LockedWorkspace(narrowing: self, isKept, reach: reach ?? self.reach)
  }

  private init(narrowing whole: LockedWorkspace, _ isKept: [Bool], reach known: [Reach]) {
    workspace = whole.workspace
    lockfile = whole.lockfile
    let kept = whole.graph.packages.indices.filter { isKept[$0] }
    graph = whole.graph.keeping(kept)
    manifests = kept.map { whole.manifests[$0] }
    reach = kept.map { known[$0] }
    let roots = Set(whole.roots)
    self.roots = kept.indices.filter { roots.contains(kept[$0]) }
      .sorted { [graph] in graph.packages[$0].identity < graph.packages[$1].identity }
    nearest = graph.nearest(from: self.roots)
  }

  private static func manifests(
    of graph: DependencyGraph, in workspace: Workspace
  ) -> [Workspace.LocalPackage?] {
    let byName = Dictionary(grouping: workspace.localPackages, by: \.name)
    return graph.packages.map { package in
      guard package.isLocal, let named = byName[package.name] else { return nil }
      return named.first { $0.version == package.version } ?? (named.count == 1 ? named.first : nil)
    }
  }

  private static func roots(
    of graph: DependencyGraph, manifests: [Workspace.LocalPackage?]
  ) -> [Int] {
    let ordered = graph.packages.indices.sorted {
      graph.packages[$0].identity < graph.packages[$1].identity
    }
    let members = ordered.filter { manifests[$0]?.isMember ?? false }
    if !members.isEmpty { return members }
    let local = ordered.filter { graph.packages[$0].isLocal }
    let tops = local.filter { graph.dependents[$0].isEmpty }
    return tops.isEmpty ? local : tops
  }

  /// Ways from a root to the package, one through each of its direct dependents, shortest first;
  /// the package itself is the last name. Empty for a root or when nothing leads there.
  package func paths(to index: Int) -> [[Int]] {
    if nearest[index] == index { return [] }
    return graph.dependents[index].compactMap { dependent in
      path(to: dependent).map { $0 + [index] }
    }.sorted { left, right in
      // By identity and not by index: the order of a lockfile's entries must not show.
      left.count != right.count
        ? left.count < right.count
        : left.lexicographicallyPrecedes(right) {
          graph.packages[$0].identity < graph.packages[$1].identity
        }
    }
  }

  /// The shortest way from a root, both ends included.
  package func path(to index: Int) -> [Int]? {
    var way = [index]
    var current = index
    while let previous = nearest[current] {
      if previous == current { return way.reversed() }
      way.append(previous)
      current = previous
    }
    return nil
  }

  /// How a package asks for another: what its manifest says, or normal where none was read, since a
  /// lockfile does not tell normal from build-dependencies.
  package func kinds(of target: Int, from index: Int) -> Set<ManifestDependency.Kind> {
    Self.kinds(of: target, from: index, graph, manifests)
  }

  static func kinds(
    of target: Int, from index: Int, _ graph: DependencyGraph,
    _ manifests: [Workspace.LocalPackage?]
  ) -> Set<ManifestDependency.Kind> {
    guard let local = manifests[index] else { return [.normal] }
    let package = graph.packages[target]
    var kinds: Set<ManifestDependency.Kind> = []
    for dependency in local.dependencies where dependency.name == package.name {
      if let requirement = dependency.requirement, !requirement.matches(package.version) {
        continue
      }
      if dependency.kind == .development, !local.isMember { continue }
      kinds.insert(dependency.kind)
    }
    return kinds.isEmpty ? [.normal] : kinds
  }

  /// The packages that local packages depend on themselves.
  package var directDependencies: Set<Int> {
    var direct: Set<Int> = []
    for index in graph.packages.indices where graph.packages[index].isLocal {
      for target in graph.dependencies[index] where !graph.packages[target].isLocal {
        direct.insert(target)
      }
    }
    return direct
  }
}
