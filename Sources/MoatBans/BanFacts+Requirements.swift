import MoatCargo
import MoatModel

extension BanFacts {
  /// The manifests' own requirements on registry crates that `isMeant` picks; what a member
  /// inherits is reported where the workspace writes it.
  func registryRequirements(
    _ isMeant: (VersionRequirement) -> Bool
  ) -> [(Workspace.LocalPackage, ManifestDependency, VersionRequirement)] {
    workspace.localPackages.filter(\.isInsideRepository).flatMap { local in
      local.dependencies.compactMap { dependency in
        switch dependency.location {
        case .path, .git: return nil
        case .cratesIO, .registry, .registryIndex: break
        }
        guard let requirement = dependency.requirement, isMeant(requirement) else { return nil }
        return (local, dependency, requirement)
      }
    }
  }

  /// The highest locked version of a crate.
  func lockedVersion(of name: String) -> Version? {
    locked?.graph.packages.filter { $0.name == name }.map(\.version).max()
  }
}
