package import MoatCargo
package import MoatModel

/// Which builds a vendored tree must serve.
///
/// All features of all members count: a tree is used with whatever flags its users choose.
package struct VendorNarrowing: Sendable {
  package let workspace: LockedWorkspace
  /// Empty: every platform.
  package let platforms: [TargetTriple]
  package let includesDevelopment: Bool

  package init(
    workspace: LockedWorkspace, platforms: [TargetTriple], includesDevelopment: Bool
  ) {
    self.workspace = workspace
    self.platforms = platforms
    self.includesDevelopment = includesDevelopment
  }

  /// The packages that no such build compiles.
  ///
  /// Build scripts and proc macros are taken to run on this machine, or on any of the platforms.
  /// What cannot be told counts as compiled.
  ///
  /// - Parameter metadata: what the archives' own manifests say.
  func leftOut(
    _ metadata: [PackageIdentity: Evidence<PackageMetadata>]
  ) throws(BuildSelectionFailure) -> Set<PackageIdentity> {
    let all = workspace.metadata { package in
      metadata[package.identity] ?? .unavailable("it is not vendored")
    }
    let graph = workspace.graph
    var isBuilt = [Bool](repeating: false, count: graph.packages.count)
    for host in Set(platforms + [.host]).sorted(byBytesOf: \.name) {
      let set = try workspace.built(
        BuildSelection(
          targets: platforms.map { .triple($0) }, host: host, allFeatures: true,
          includesDevelopment: includesDevelopment),
        metadata: all)
      for index in isBuilt.indices where set.isBuilt(index) { isBuilt[index] = true }
    }
    var names: Set<PackageIdentity> = []
    for index in isBuilt.indices where !isBuilt[index] {
      names.insert(graph.packages[index].identity)
    }
    // Two packages can share a name and a version; the one that is built decides.
    for index in isBuilt.indices where isBuilt[index] {
      names.remove(graph.packages[index].identity)
    }
    return names
  }
}
