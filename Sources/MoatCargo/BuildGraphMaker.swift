import MoatModel

/// Joins the lockfile's edges with the metadata of the packages.
///
/// An edge is found as Cargo locks a dependency: of the packages the lockfile leads to, those with
/// the name and a version that fits, the one from the right source before another (which a `[patch]`
/// may have put there), and the lowest version of those that are left
/// (`lock` in https://github.com/rust-lang/cargo/blob/master/src/cargo/core/registry.rs).
struct BuildGraphMaker {
  private let graph: DependencyGraph
  private let metadata: [Evidence<PackageMetadata>]
  private let folders: [String?]
  private let isMember: [Bool]
  private let members: [Int]
  private var conditions: [PlatformCondition] = []
  private var conditionNumbers: [PlatformCondition: Int] = [:]
  private(set) var gaps: [MetadataGap] = []

  /// - Parameters:
  ///   - metadata: for each package of the graph.
  ///   - members: those that are built; of others the dev-dependencies do not count.
  init(_ locked: LockedWorkspace, metadata: [Evidence<PackageMetadata>], members: [Int]) {
    graph = locked.graph
    self.metadata = metadata
    folders = locked.manifests.map { $0?.folder }
    self.members = members
    var isMember = [Bool](repeating: false, count: graph.packages.count)
    for member in members { isMember[member] = true }
    self.isMember = isMember
  }

  mutating func make() -> BuildGraph {
    var packages: [BuildGraph.Package] = []
    packages.reserveCapacity(graph.packages.count)
    for index in graph.packages.indices { packages.append(package(index)) }
    for index in packages.indices {
      for edge in packages[index].edges.indices { ask(index, edge, &packages) }
    }
    return BuildGraph(packages: packages, members: members, conditions: conditions)
  }

  private mutating func package(_ index: Int) -> BuildGraph.Package {
    var package = BuildGraph.Package()
    guard case .known(let metadata) = evidence(index) else {
      if case .unavailable(let why) = evidence(index) {
        gaps.append(MetadataGap(package: index, reason: .noMetadata(why)))
      }
      package.edges = targets(of: index).map {
        BuildGraph.Edge(dependency: nil, target: $0, condition: nil, key: nil)
      }
      return package
    }
    package.isKnown = true
    package.isProcMacro = metadata.isProcMacro
    if metadata.isProcMacro == nil {
      gaps.append(MetadataGap(package: index, reason: .kindUnknown))
    }
    addEdges(of: metadata, at: index, to: &package)
    addFeatures(of: metadata, to: &package)
    return package
  }

  private func evidence(_ index: Int) -> Evidence<PackageMetadata> {
    metadata.indices.contains(index) ? metadata[index] : .unavailable("it was not looked for")
  }

  // MARK: edges

  /// Where the lockfile's edges lead; a replaced package stands for what replaces it.
  private func targets(of index: Int) -> [Int] {
    graph.dependencies[index].map { target in
      graph.packages[target].replacement == nil
        ? target : graph.dependencies[target].first ?? target
    }
  }

  private mutating func addEdges(
    of metadata: PackageMetadata, at index: Int, to package: inout BuildGraph.Package
  ) {
    let targets = targets(of: index)
    var explained: Set<Int> = []
    var keyNumbers: [String: Int] = [:]
    for dependency in metadata.dependencies {
      if dependency.kind == .development, !isMember[index] {
        // Of a member that is not built the lockfile has the dev-dependencies all the same.
        if let target = target(of: dependency, from: index, targets) { explained.insert(target) }
        continue
      }
      guard let target = target(of: dependency, from: index, targets) else {
        if !dependency.isOptional {
          gaps.append(MetadataGap(package: index, reason: .missingEdge(dependency.name)))
        }
        continue
      }
      explained.insert(target)
      let key = keyNumbers[dependency.key] ?? package.keys.count
      if key == package.keys.count {
        keyNumbers[dependency.key] = key
        package.keys.append(dependency.key)
        package.edgesByKey.append([])
      }
      package.edgesByKey[key].append(package.edges.count)
      package.edges.append(
        BuildGraph.Edge(
          dependency: dependency, target: target, condition: condition(of: dependency, index),
          key: key))
    }
    for target in targets where !explained.contains(target) {
      gaps.append(MetadataGap(package: index, reason: .unexplainedEdge(to: target)))
      package.edges.append(
        BuildGraph.Edge(dependency: nil, target: target, condition: nil, key: nil))
    }
  }

  private func target(
    of dependency: PackageMetadata.Dependency, from index: Int, _ targets: [Int]
  ) -> Int? {
    var fitting = targets.filter { target in
      let package = graph.packages[target]
      return package.name == dependency.name
        && dependency.requirement?.matches(package.version) ?? true
    }
    if fitting.count > 1 {
      let placed = fitting.filter { isPlaced($0, as: dependency.place, from: index) }
      if !placed.isEmpty { fitting = placed }
    }
    return fitting.min { graph.packages[$0].version < graph.packages[$1].version }
  }

  private func isPlaced(
    _ target: Int, as place: PackageMetadata.Place, from index: Int
  ) -> Bool {
    let source = graph.packages[target].source
    switch place {
    case .cratesIO: return source?.isCratesIO ?? false
    case .registry: return source.map { $0.isRegistry && !$0.isCratesIO } ?? false
    case .sameRegistry: return source == graph.packages[index].source
    case .path(let folder):
      if let folder, let known = folders[target] { return known == folder }
      return source == nil || source == graph.packages[index].source
    case .git(let url):
      if case .git(let locked, _, _) = source?.kind { return locked == url }
      return false
    }
  }

  private mutating func condition(
    of dependency: PackageMetadata.Dependency, _ index: Int
  ) -> Int? {
    switch dependency.condition {
    case .always: return nil
    case .unreadable(let text):
      gaps.append(MetadataGap(package: index, reason: .unreadableCondition(text)))
      return nil
    case .on(let condition):
      if let number = conditionNumbers[condition] { return number }
      conditionNumbers[condition] = conditions.count
      conditions.append(condition)
      return conditions.count - 1
    }
  }

  // MARK: features

  private func addFeatures(of metadata: PackageMetadata, to package: inout BuildGraph.Package) {
    let features = metadata.allFeatures
    for feature in features where package.featureNumbers[feature.name] == nil {
      package.featureNumbers[feature.name] = package.featureNames.count
      package.featureNames.append(feature.name)
    }
    let keys = Dictionary(uniqueKeysWithValues: zip(package.keys, package.keys.indices))
    package.featureValues = [[BuildGraph.Value]](repeating: [], count: package.featureNames.count)
    for feature in features {
      guard let number = package.featureNumbers[feature.name] else { continue }
      package.featureValues[number] += feature.values.compactMap { value in
        Self.value(value, package.featureNumbers, keys)
      }
    }
    package.featureOfKey = package.keys.map { package.featureNumbers[$0] }
  }

  /// nil for what names nothing: a feature that is not there, or a dependency that is not locked.
  private static func value(
    _ value: FeatureValue, _ features: [String: Int], _ keys: [String: Int]
  ) -> BuildGraph.Value? {
    switch value {
    case .feature(let name): features[name].map { .feature($0) }
    case .dependency(let key): keys[key].map { .dependency($0) }
    case .dependencyFeature(let key, let feature, let isWeak):
      keys[key].map { .dependencyFeature($0, feature, isWeak: isWeak) }
    }
  }

  /// Turns the names of the features that an edge asks for into numbers of its target.
  private func ask(_ index: Int, _ edge: Int, _ packages: inout [BuildGraph.Package]) {
    let target = packages[index].edges[edge].target
    guard let dependency = packages[index].edges[edge].dependency, packages[target].isKnown else {
      return
    }
    var features: [Int] = []
    for name in dependency.features {
      if let number = packages[target].featureNumbers[name] {
        features.append(number)
      } else {
        packages[index].edges[edge].missingFeatures.append(name)
      }
    }
    if dependency.usesDefaultFeatures, let number = packages[target].featureNumbers["default"] {
      features.append(number)
    }
    packages[index].edges[edge].features = features
  }
}
