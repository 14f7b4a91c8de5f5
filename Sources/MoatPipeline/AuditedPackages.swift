import MoatAdvisories
import MoatCargo
import MoatFindings
import MoatModel

extension LockedWorkspace {
  /// The packages from elsewhere as the advisory rules see them.
  func auditedPackages(_ evidence: IndexEvidence) -> [AuditedPackage] {
    graph.packages.indices.compactMap { index in
      let package = graph.packages[index]
      guard let source = package.source else { return nil }
      return AuditedPackage(
        identity: package.identity, version: package.version,
        origin: source.isCratesIO ? .cratesIO : .elsewhere, reach: reach[index],
        label: Label(lockfile.source.path, package.span),
        paths: dependencyPaths(to: index), dependents: dependents(of: index),
        isYanked: evidence.yanked[package.identity] ?? .unavailable("not in the index cache"))
    }
  }

  private func dependents(of index: Int) -> [AuditedPackage.Dependent] {
    let name = graph.packages[index].name
    return graph.dependents[index].map { dependent in
      let named = manifests[dependent]?.dependencies.filter { $0.name == name } ?? []
      // Of several versions under several keys, the entry that means this one.
      let asked =
        named.first { $0.requirement?.matches(graph.packages[index].version) ?? false }
        ?? named.first
      return AuditedPackage.Dependent(
        graph.packages[dependent].name, requirement: asked?.requirement)
    }
  }
}
