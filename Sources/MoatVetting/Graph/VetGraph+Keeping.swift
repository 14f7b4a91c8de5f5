extension VetGraph {
  /// The graph with what all filters let pass and a member still reaches by way of such packages.
  ///
  /// What is a root, third-party or for development only was decided on the whole graph and stays.
  /// This is cargo-vet's `--filter-graph`.
  package func keeping(_ filters: [GraphFilter]) -> VetGraph {
    keeping(passed(by: filters))
  }

  /// For each package whether all filters let it pass.
  package func passed(by filters: [GraphFilter]) -> [Bool] {
    packages.map { package in filters.allSatisfy { $0.passes(package) } }
  }

  /// The packages that fit and that a member still reaches by way of such packages.
  ///
  /// - Parameter fits: for each package.
  package func keeping(_ fits: [Bool]) -> VetGraph {
    var isReached = [Bool](repeating: false, count: packages.count)
    var stack = packages.indices.filter { packages[$0].isWorkspaceMember && fits[$0] }
    for place in stack { isReached[place] = true }
    while let place = stack.popLast() {
      for next in packages[place].dependencies where fits[next] && !isReached[next] {
        isReached[next] = true
        stack.append(next)
      }
    }
    return VetGraph(narrowing: self, isReached)
  }

  private init(narrowing whole: VetGraph, _ isKept: [Bool]) {
    let kept = whole.packages.indices.filter { isKept[$0] }
    var newPlace = [Int?](repeating: nil, count: whole.packages.count)
    for (new, old) in kept.enumerated() { newPlace[old] = new }
    func moved(_ places: [Int]) -> [Int] { places.compactMap { newPlace[$0] } }
    packages = kept.map { old in
      var package = whole.packages[old]
      package.normalDependencies = moved(package.normalDependencies)
      package.buildDependencies = moved(package.buildDependencies)
      package.devDependencies = moved(package.devDependencies)
      package.normalAndBuildDependencies = moved(package.normalAndBuildDependencies)
      package.dependencies = moved(package.dependencies)
      package.dependents = moved(package.dependents)
      return package
    }
    order = moved(whole.order)
    nodes = kept.map { old in
      var node = whole.nodes[old]
      node.dependencies = node.dependencies.compactMap { dependency in
        newPlace[dependency.node].map { VetNode.Dependency(node: $0, kinds: dependency.kinds) }
      }
      return node
    }
  }
}
