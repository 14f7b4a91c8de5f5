package import MoatCargo
package import MoatModel
package import MoatVetting

/// Makes the graph that vetting decides over from a lockfile and the manifests beside it.
///
/// cargo-vet takes the output of `cargo metadata --all-features`, over all targets. That is the graph
/// that Cargo locks: a lockfile is resolved with every feature of every member, tests included
/// (https://doc.rust-lang.org/cargo/guide/cargo-toml-vs-cargo-lock.html). What it does not say is
/// which edges of the members are for tests only, and that is in their manifests.
package struct VetGraphMaker: Sendable {
  /// The packages, in the order of the lockfile without what is not part of the graph.
  package let nodes: [VetNode]
  /// For each node its place in the locked graph.
  package let packages: [Int]
  /// Local packages whose manifests were not read: all that they lock counts as needed in a normal
  /// build.
  package let unread: [PackageIdentity]

  /// - Parameters:
  ///   - policies: of the store; a package that is to be audited as if from crates.io is taken for a
  ///     dependency where nothing says whether it is a member.
  ///   - built: what the features that are on need; nil where all features are.
  ///   - assumesDevelopment: whether edges that could be for tests only count as such, not as normal
  ///     ones. The truth is in between.
  ///   - describes: whether packages that are not from crates.io get what their manifests say of
  ///     themselves, which only telling copies of published crates needs.
  package init(
    _ locked: LockedWorkspace, policies: [PolicyKey: CratePolicy], built: BuiltSet? = nil,
    assumesDevelopment: Bool = false, describes: Bool = false
  ) {
    let graph = locked.graph
    let isKnown = graph.packages.indices.map { locked.manifests[$0] != nil }
    let isMember = graph.packages.indices.map { index in
      // Of a local package without a manifest nothing says whether it is a member; tests of a path
      // dependency are not locked, so what it locks counts either way.
      if let local = locked.manifests[index] { return local.isMember }
      let package = graph.packages[index]
      let policy = policies.policy(of: package.name, VetVersion(package.version))
      return package.isLocal && policy?.auditAsCratesIO != true
    }
    let members = graph.packages.indices.filter { isMember[$0] }
    let isReached = graph.closure(of: members)
    let kept = graph.packages.indices.filter {
      isReached[$0] && graph.packages[$0].replacement == nil && built?.isBuilt($0) ?? true
    }
    var place = [Int?](repeating: nil, count: graph.packages.count)
    for (new, old) in kept.enumerated() { place[old] = new }
    let unclear: VetKinds = assumesDevelopment ? .development : .normal

    func dependencies(of index: Int) -> [VetNode.Dependency] {
      graph.dependencies[index].compactMap { target in
        // A replaced package stands for what replaces it.
        let real =
          graph.packages[target].replacement == nil
          ? target : graph.dependencies[target].first ?? target
        guard let node = place[real] else { return nil }
        let kinds: VetKinds
        if isKnown[index] {
          kinds = Self.kinds(locked.kinds(of: target, from: index))
        } else {
          kinds = isMember[index] ? unclear : .normal
        }
        return VetNode.Dependency(node: node, kinds: kinds)
      }
    }

    nodes = kept.map { index in
      let package = graph.packages[index]
      var revision: String?
      if case .git(_, _, let commit) = package.source?.kind { revision = commit }
      let claims = describes ? PackageClaims(of: index, in: locked) : PackageClaims()
      return VetNode(
        name: package.name, version: VetVersion(package.version, gitRevision: revision),
        id: package.source?.raw ?? "", isCratesIO: package.source?.isCratesIO ?? false,
        isWorkspaceMember: isMember[index], dependencies: dependencies(of: index),
        description: claims.description, repository: claims.repository)
    }
    packages = kept
    unread = kept.filter { isMember[$0] && !isKnown[$0] }.map { graph.packages[$0].identity }
  }

  private typealias VetKinds = MoatVetting.DependencyKinds

  private static func kinds(_ kinds: Set<ManifestDependency.Kind>) -> VetKinds {
    kinds.reduce(into: []) { all, kind in
      switch kind {
      case .normal: all.insert(.normal)
      case .build: all.insert(.build)
      case .development: all.insert(.development)
      }
    }
  }
}
