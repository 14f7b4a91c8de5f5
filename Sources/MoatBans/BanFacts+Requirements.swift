import MoatCargo
import MoatFindings
import MoatModel

/// A requirement on a registry crate that some manifest of the project writes.
struct WrittenRequirement {
  /// Who asks: a package's name in backticks, or the workspace.
  let owner: String
  let dependency: ManifestDependency
  let requirement: VersionRequirement
  let label: Label
}

extension BanFacts {
  /// The manifests' own requirements on registry crates that `isMeant` picks; what members inherit
  /// is reported once, where the workspace writes it.
  func registryRequirements(_ isMeant: (VersionRequirement) -> Bool) -> [WrittenRequirement] {
    var written: [WrittenRequirement] = []
    func add(_ dependency: ManifestDependency, _ owner: String, _ path: String) {
      switch dependency.location {
      case .path, .git: return
      case .cratesIO, .registry, .registryIndex: break
      }
      guard let requirement = dependency.requirement, isMeant(requirement) else { return }
      written.append(
        WrittenRequirement(
          owner: owner, dependency: dependency, requirement: requirement,
          label: Label(path, dependency.span)))
    }
    if let manifest = workspace.rootManifest {
      for dependency in manifest.workspace?.dependencies ?? [] {
        add(dependency, "the workspace", manifest.source.path)
      }
    }
    for local in workspace.localPackages where local.isInsideRepository {
      for dependency in local.dependencies where !dependency.isInherited {
        add(dependency, "`\(local.name)`", local.manifest.source.path)
      }
    }
    return written
  }

  /// The highest locked version of a crate.
  func lockedVersion(of name: String) -> Version? {
    locked?.graph.packages.filter { $0.name == name }.map(\.version).max()
  }
}
