package import MoatModel

/// One step of a way from a member to a package that is built.
package struct BuildStep: Hashable, Sendable {
  package let from: Int
  package let to: Int
  /// nil where the metadata of `from` does not explain the edge.
  package let dependency: PackageMetadata.Dependency?
  /// What turned an optional dependency on; nil for one that is not optional.
  package let opener: FeatureOrigin?
}

/// What turned a feature or an optional dependency on.
package enum FeatureOrigin: Hashable, Sendable {
  /// The flags of the build.
  case selection
  /// A dependency of this package: its `features`, or its default features.
  case dependent(Int)
  /// A feature of a package: of the same one, or of one that depends on it.
  case feature(String, of: Int)
  /// A package without metadata depends on it, and so every feature counts.
  case unknown(dependent: Int)
}

/// Why an edge of the lockfile leads to nothing that is built.
package enum ClosedEdgeReason: Hashable, Sendable {
  /// It is for other platforms.
  case condition(PlatformCondition)
  /// It is optional, and none of these features is on.
  case option([String])
  /// It is for tests, examples and benchmarks, which are not built.
  case development
}

/// An edge from a package that is built to one that is not.
package struct ClosedEdge: Hashable, Sendable {
  package let from: Int
  /// From the end of the edge to the package that was asked about, both included.
  package let way: [Int]
  /// Sorted by the dependencies they are of; empty where the lockfile's edge has no counterpart.
  package let reasons: [ClosedEdgeReason]
}

extension BuiltSet {
  /// The shortest way from a member to a package that is built: to what ships if there is one, else
  /// to builds, else to tests. Empty for a member and for what is not built.
  package func way(to index: Int) -> [BuildStep] {
    let places = 0..<walk.placeCount
    let best =
      places.first { $0 != walk.hostPlace && state(index, $0) == .built }
      ?? places.first { state(index, $0) == .built } ?? places.first { state(index, $0) != .none }
    guard let best else { return [] }
    var steps: [BuildStep] = []
    var node = walk.node(index, best)
    while let step = walk.parents[node] {
      let from = step.node / walk.placeCount
      let edge = graph.packages[from].edges[step.edge]
      let isHost = step.node % walk.placeCount == walk.hostPlace
      steps.append(
        BuildStep(
          from: from, to: edge.target, dependency: edge.dependency,
          opener: edge.isOptional
            ? edge.key.flatMap { keyOrigin($0, resolution.unit(from, host: isHost)) } : nil))
      node = step.node
    }
    return steps.reversed()
  }

  /// The features of a package that are on, sorted, and what turned each on first.
  ///
  /// - Parameter host: whether the ones it has for the machine that builds.
  package func featureOrigins(
    of index: Int, host: Bool
  ) -> [(feature: String, origin: FeatureOrigin)] {
    let unit = resolution.units[resolution.unit(index, host: host)]
    let names = graph.packages[index].featureNames
    return unit.features.enumerated().compactMap { number, cause in
      cause.map { (names[number], origin($0)) }
    }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
  }

  private func keyOrigin(_ key: Int, _ unit: Int) -> FeatureOrigin? {
    let keys = resolution.units[unit].keys
    return keys.isEmpty ? nil : keys[key].map(origin)
  }

  private func origin(_ cause: FeatureResolution.Cause) -> FeatureOrigin {
    switch cause {
    case .selection: .selection
    case .edge(let unit, _): .dependent(unit / 2)
    case .feature(let unit, let feature):
      .feature(graph.packages[unit / 2].featureNames[feature], of: unit / 2)
    case .unknown(let unit): .unknown(dependent: unit / 2)
    }
  }

  /// For a package that is locked and not built: the edges at which what is built ends, with the
  /// shortest way from each to the package, shortest first; none where no member leads to it.
  package func closedEdges(to index: Int) -> [ClosedEdge] {
    guard !isBuilt(index) else { return [] }
    var next = [Int?](repeating: nil, count: locked.packages.count)
    next[index] = index
    var queue = [index]
    var head = 0
    var closed: [ClosedEdge] = []
    while head < queue.count {
      let current = queue[head]
      head += 1
      for dependent in locked.dependents[current] {
        if isBuilt(dependent) {
          closed.append(
            ClosedEdge(
              from: dependent, way: way(from: current, next),
              reasons: reasons(from: dependent, to: current)))
        } else if next[dependent] == nil {
          next[dependent] = current
          queue.append(dependent)
        }
      }
    }
    return closed
  }

  private func way(from start: Int, _ next: [Int?]) -> [Int] {
    var way = [start]
    while let last = way.last, let following = next[last], following != last {
      way.append(following)
    }
    return way
  }

  private func reasons(from package: Int, to target: Int) -> [ClosedEdgeReason] {
    var reasons: [ClosedEdgeReason] = []
    func note(_ reason: ClosedEdgeReason) {
      if !reasons.contains(reason) { reasons.append(reason) }
    }
    let edges = graph.packages[package].edges.filter { $0.target == target }
    // A member that is built as a dependency only has its dev-dependencies locked all the same.
    if edges.isEmpty { note(.development) }
    for edge in edges {
      for place in 0..<walk.placeCount where state(package, place) != .none {
        switch walk.blocker(of: edge, in: package, at: place) {
        case .development: note(.development)
        case .condition: edge.condition.map { note(.condition(graph.conditions[$0])) }
        case .option: edge.key.map { note(.option(openers(of: $0, in: package))) }
        case nil: break
        }
      }
    }
    return reasons
  }

  /// The features of a package that turn a dependency on, sorted.
  private func openers(of key: Int, in package: Int) -> [String] {
    let known = graph.packages[package]
    return known.featureNames.indices.filter { number in
      known.featureValues[number].contains { value in
        switch value {
        case .dependency(let other): other == key
        case .dependencyFeature(let other, _, let isWeak): other == key && !isWeak
        case .feature: false
        }
      }
    }.map { known.featureNames[$0] }.sorted()
  }
}

extension BuiltSet {
  /// An edge along which a package is built.
  package struct OpenEdge: Hashable, Sendable {
    package let target: Int
    /// Empty where the metadata does not explain the edge.
    package let kinds: Set<ManifestDependency.Kind>
  }

  /// What a package that is built needs, in the lockfile's order.
  package func openEdges(of index: Int) -> [OpenEdge] {
    var kinds: [Int: Set<ManifestDependency.Kind>] = [:]
    for place in 0..<walk.placeCount where state(index, place) != .none {
      for edge in graph.packages[index].edges
      where walk.blocker(of: edge, in: index, at: place) == nil {
        var found = kinds[edge.target] ?? []
        if let kind = edge.kind { found.insert(kind) }
        kinds[edge.target] = found
      }
    }
    let named = locked.dependencies[index].filter { kinds[$0] != nil }
    // A replacement stands in for the package the lockfile's edge names.
    let others = kinds.keys.filter { !named.contains($0) }.sorted()
    return (named + others).map { OpenEdge(target: $0, kinds: kinds[$0] ?? []) }
  }
}
