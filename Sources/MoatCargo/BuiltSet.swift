package import MoatModel

/// What a build compiles of the packages of a lockfile, and with which features.
///
/// Where the metadata is complete it is what `cargo tree --locked` shows for the same flags. Where
/// metadata is missing it is more and never less (``gaps`` names what is missing): a package without
/// metadata counts with all its edges and turns on every feature of what it depends on, and one that
/// may be a proc macro counts both as one and as none. The answer is about the documents it was made
/// from; that they are the ones a build would use is for `cargo moat verify` to show.
///
/// Not seen: artifact dependencies (unstable), what `-C target-feature` adds to `cfg`, and the
/// unstable `feature-unification`.
package struct BuiltSet: Sendable {
  package let selection: BuildSelection
  package let resolver: ResolverVersion
  /// What keeps the answer from being exact, of packages that are built, in the graph's order.
  package let gaps: [MetadataGap]
  /// Manifests of the workspace that could not be read.
  package let unreadManifests: [String]
  let locked: DependencyGraph
  let graph: BuildGraph
  let resolution: FeatureResolution
  let walk: BuildWalk

  /// Whether the set is what is built, and not more.
  package var isExact: Bool { gaps.isEmpty && unreadManifests.isEmpty }

  init(
    selection: BuildSelection, resolver: ResolverVersion, gaps: [MetadataGap],
    unreadManifests: [String], locked: DependencyGraph, resolution: FeatureResolution,
    walk: BuildWalk
  ) {
    self.selection = selection
    self.resolver = resolver
    self.unreadManifests = unreadManifests
    self.locked = locked
    graph = resolution.graph
    self.resolution = resolution
    self.walk = walk
    self.gaps = Self.relevant(gaps, resolution.graph, walk)
  }

  /// Gaps of packages that are not built do not matter.
  private static func relevant(
    _ gaps: [MetadataGap], _ graph: BuildGraph, _ walk: BuildWalk
  ) -> [MetadataGap] {
    func isBuilt(_ package: Int) -> Bool {
      (0..<walk.placeCount).contains { walk.states[walk.node(package, $0)] != .none }
    }
    var byPackage: [Int: [MetadataGap]] = [:]
    for gap in gaps { byPackage[gap.package, default: []].append(gap) }
    var relevant: [MetadataGap] = []
    for index in graph.packages.indices where isBuilt(index) {
      relevant += byPackage[index] ?? []
      for edge in graph.packages[index].edges where isBuilt(edge.target) {
        relevant += edge.missingFeatures.map {
          MetadataGap(package: index, reason: .missingFeature($0, of: edge.target))
        }
      }
    }
    return relevant
  }
}

/// How one package is built.
package struct BuiltPackage: Hashable, Sendable {
  /// The targets it is compiled for; with no target asked for, empty (see ``isForTargets``).
  package let targets: [BuildSelection.Target]
  /// It becomes part of what is built for the targets, or for every platform.
  package let isForTargets: Bool
  /// It becomes part of a build script or a proc macro.
  package let isForHost: Bool
  /// Nothing but tests, examples and benchmarks of members needs it.
  package let isForDevelopmentOnly: Bool
  /// The features it has for the targets, sorted; all that are known where metadata is missing.
  package let features: [String]
  /// The features it has for the machine that builds; the same ones with resolver 1.
  package let hostFeatures: [String]

  /// The features of both.
  package var allFeatures: [String] {
    features == hostFeatures ? features : Set(features).union(hostFeatures).sorted()
  }
}

extension BuiltSet {
  /// The members that are built, in the order of their names.
  package var starts: [Int] {
    walk.starts.sorted { locked.packages[$0].identity < locked.packages[$1].identity }
  }

  /// Whether a package of the graph is compiled at all.
  package func isBuilt(_ index: Int) -> Bool {
    (0..<walk.placeCount).contains { state(index, $0) != .none }
  }

  /// How a package is built; nil for one that is not.
  package func package(_ index: Int) -> BuiltPackage? {
    guard isBuilt(index) else { return nil }
    let places = 0..<walk.hostPlace
    let isForTargets = places.contains { state(index, $0) != .none }
    let isForHost = state(index, walk.hostPlace) != .none
    return BuiltPackage(
      targets: places.filter { state(index, $0) != .none && selection.namesTargets }
        .map { selection.targets[$0] },
      isForTargets: isForTargets, isForHost: isForHost,
      isForDevelopmentOnly: !(0..<walk.placeCount).contains { state(index, $0) == .built },
      features: isForTargets ? features(of: index, host: false) : [],
      hostFeatures: isForHost ? features(of: index, host: true) : [])
  }

  /// How far a package reaches: shipped code before builds before tests.
  ///
  /// With metadata missing it is never nearer than what it says: `test` is certain, `shipped` means
  /// that it may be.
  package func reach(of index: Int) -> Reach {
    if (0..<walk.hostPlace).contains(where: { state(index, $0) == .built }) { return .shipped }
    if state(index, walk.hostPlace) == .built { return .build }
    return isBuilt(index) ? .test : .unreached
  }

  func state(_ package: Int, _ place: Int) -> BuildWalk.State {
    walk.states[walk.node(package, place)]
  }

  /// The features of one side that are on, sorted.
  func features(of index: Int, host: Bool) -> [String] {
    let unit = resolution.units[resolution.unit(index, host: host)]
    let names = graph.packages[index].featureNames
    return unit.features.indices.filter { unit.features[$0] != nil }.map { names[$0] }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension LockedWorkspace {
  /// For each package its metadata: of local ones the manifest, of others what `find` says.
  package func metadata(
    _ find: (LockedPackage) -> Evidence<PackageMetadata>
  ) -> [Evidence<PackageMetadata>] {
    graph.packages.indices.map { index in
      if let local = manifests[index] {
        return .known(PackageMetadata(local.manifest, dependencies: local.dependencies))
      }
      let package = graph.packages[index]
      return package.isLocal ? .unavailable("its manifest was not read") : find(package)
    }
  }

  /// What a build compiles.
  ///
  /// - Parameter metadata: for each package of the graph, see ``metadata(_:)``.
  /// - Throws: ``BuildSelectionFailure`` for flags that do not fit the workspace.
  package func built(
    _ selection: BuildSelection, metadata: [Evidence<PackageMetadata>]
  ) throws(BuildSelectionFailure) -> BuiltSet {
    let all = buildableMembers
    let members = try Self.chosen(selection.members, among: all, graph)
    let resolver = ResolverVersion(of: workspace.rootManifest)
    // With resolver 1 the root package is where the flags go to, built or not.
    let root = resolver.keepsApart ? nil : all.first { isRoot($0) }
    let activated =
      root.map { root in members.contains(root) ? members : [root] + members } ?? members
    var maker = BuildGraphMaker(self, metadata: metadata, members: activated)
    let made = maker.make()
    let requests = try MemberFeatures(selection, made) { graph.packages[$0].name }
    var resolution = FeatureResolution(
      graph: made, rules: FeatureResolution.Rules(selection, resolver, made))
    let asked: [MemberFeatures.Request]
    if let root {
      asked = try requests.forRoot(root, activated)
    } else {
      asked = try requests.forAll(activated)
    }
    for request in asked { resolution.activate(request.member, request.values) }
    return BuiltSet(
      selection: selection, resolver: resolver, gaps: maker.gaps,
      unreadManifests: workspace.unreadMembers.map(\.path), locked: graph, resolution: resolution,
      walk: BuildWalk(resolution, selection, from: members))
  }

  /// The members, and local packages that may be members because their manifests were not read.
  private var buildableMembers: [Int] {
    let members = graph.packages.indices.filter { index in
      guard let local = manifests[index] else {
        return graph.packages[index].isLocal && !workspace.isComplete
      }
      return local.isMember
    }
    return members.isEmpty ? roots : members
  }

  private func isRoot(_ index: Int) -> Bool {
    guard let root = workspace.rootManifest, root.package != nil, let local = manifests[index]
    else {
      return false
    }
    return local.isMember && local.folder == workspace.folder
  }

  private static func chosen(
    _ names: [String], among members: [Int], _ graph: DependencyGraph
  ) throws(BuildSelectionFailure) -> [Int] {
    guard !names.isEmpty else { return members }
    for name in names where !members.contains(where: { graph.packages[$0].name == name }) {
      throw .unknownMember(name)
    }
    return members.filter { names.contains(graph.packages[$0].name) }
  }
}
