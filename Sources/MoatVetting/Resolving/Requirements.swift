/// What each package of a graph must meet.
enum Requirements {
  /// By the places of the graph.
  ///
  /// A root must meet `safe-to-deploy`, and what a package must meet its dependencies must too. A
  /// policy's `criteria` replaces what others demand of the package, `dependency-criteria` what it
  /// demands of one dependency. Development dependencies of members must meet `dev-criteria`, by
  /// default `safe-to-run`.
  static func all(
    _ graph: VetGraph, policies: [PolicyKey: CratePolicy], criteria: CriteriaTable,
    options: ResolverOptions
  ) -> [CriteriaSet] {
    let maker = RequirementMaker(
      graph: graph, policies: graph.packages.map { policies.policy(of: $0.name, $0.version) },
      criteria: criteria, options: options)
    return maker.requirements()
  }
}

private struct RequirementMaker {
  let graph: VetGraph
  /// By package.
  let policies: [CratePolicy?]
  let criteria: CriteriaTable
  let options: ResolverOptions

  func requirements() -> [CriteriaSet] {
    var requirements = [CriteriaSet](repeating: .empty, count: graph.packages.count)
    let deploy = criteria.set(CollectionOfOne(BuiltInCriteria.safeToDeploy))
    let run = criteria.set(CollectionOfOne(BuiltInCriteria.safeToRun))
    for (place, package) in graph.packages.enumerated() where !isLeftOut(place) {
      guard !package.devDependencies.isEmpty else { continue }
      let demanded = policies[place]?.devCriteria.map { criteria.set($0) } ?? run
      demand(demanded, of: package.devDependencies, by: place, &requirements)
    }
    for place in graph.order.reversed() where !isLeftOut(place) {
      let package = graph.packages[place]
      if let own = policies[place]?.criteria {
        requirements[place] = criteria.set(own)
      } else if package.isRoot {
        requirements[place].formUnion(deploy)
      }
      demand(requirements[place], of: package.normalAndBuildDependencies, by: place, &requirements)
    }
    for place in options.leftOut where requirements.indices.contains(place) {
      requirements[place] = .empty
    }
    for (place, set) in options.replacedCriteria where requirements.indices.contains(place) {
      requirements[place] = set
    }
    for (place, set) in options.additionalCriteria where requirements.indices.contains(place) {
      requirements[place].formUnion(set)
    }
    return requirements
  }

  private func isLeftOut(_ place: Int) -> Bool { options.leftOut.contains(place) }

  private func demand(
    _ demanded: CriteriaSet, of dependencies: [Int], by place: Int,
    _ requirements: inout [CriteriaSet]
  ) {
    let special = policies[place]?.dependencyCriteria ?? [:]
    for dependency in dependencies {
      let named = special.isEmpty ? nil : special[graph.packages[dependency].name]
      requirements[dependency].formUnion(named.map { criteria.set($0) } ?? demanded)
    }
  }
}
