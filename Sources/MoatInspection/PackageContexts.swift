package import MoatCargo

/// In which contexts the packages of a lockfile run.
///
/// It goes by the lockfile's edges, which are those of every platform and feature, and by what each
/// package's own manifest calls them. An edge of a package whose manifest is not known counts as a
/// normal one, so what only an unknown package needs may run in more contexts than are told.
package struct PackageContexts: Sendable {
  /// For each package of the graph; empty for one that no member leads to.
  package let contexts: [PackageContext]

  /// What is known of one package.
  package struct Known: Sendable {
    package let isProcMacro: Bool
    package let dependencies: [DeclaredDependency]

    package init(isProcMacro: Bool, dependencies: [DeclaredDependency]) {
      self.isProcMacro = isProcMacro
      self.dependencies = dependencies
    }
  }

  /// - Parameter known: for each package of the graph that is not a local one; of local ones the
  ///   workspace's manifests tell.
  package init(_ locked: LockedWorkspace, known: [Known?]) {
    var search = ContextSearch(locked, known: known)
    contexts = search.run()
  }
}

private struct ContextSearch {
  private let locked: LockedWorkspace
  private let known: [PackageContexts.Known?]
  private var contexts: [PackageContext]
  private var queue: [Int] = []

  init(_ locked: LockedWorkspace, known: [PackageContexts.Known?]) {
    self.locked = locked
    self.known = known
    contexts = [PackageContext](repeating: [], count: locked.graph.packages.count)
  }

  mutating func run() -> [PackageContext] {
    for root in locked.roots { add(.normal, to: root) }
    var head = 0
    // A package comes back as often as it gains a context: four times at most.
    while head < queue.count {
      expand(queue[head])
      head += 1
    }
    // What ships or runs in a build is not for tests only.
    return contexts.map { $0.contains(.normal) ? $0.subtracting(.development) : $0 }
  }

  private mutating func expand(_ index: Int) {
    for target in locked.graph.dependencies[index] {
      for kind in kinds(of: target, from: index) {
        switch kind {
        case .normal: add(contexts[index], to: target)
        case .build: add(.buildClosure, to: target)
        case .development: add(.development, to: target)
        }
      }
    }
  }

  private mutating func add(_ context: PackageContext, to index: Int) {
    let joined = contexts[index].union(isProcMacro(index) ? .procMacroClosure : context)
    guard joined != contexts[index] else { return }
    contexts[index] = joined
    queue.append(index)
  }

  private func isProcMacro(_ index: Int) -> Bool {
    locked.manifests[index]?.manifest.isProcMacro ?? known[index]?.isProcMacro ?? false
  }

  private func kinds(of target: Int, from index: Int) -> Set<ManifestDependency.Kind> {
    if locked.manifests[index] != nil { return locked.kinds(of: target, from: index) }
    guard let declared = known[index]?.dependencies else { return [.normal] }
    let name = locked.graph.packages[target].name
    var kinds: Set<ManifestDependency.Kind> = []
    // A package that was published has no dev-dependencies in a lockfile.
    for dependency in declared where dependency.name == name && dependency.kind != .development {
      kinds.insert(dependency.kind)
    }
    return kinds.isEmpty ? [.normal] : kinds
  }
}
