import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry

/// Where to look for the bytes of one locked package.
struct EvidencePlan: Sendable {
  /// In the lockfile's graph.
  let package: Int
  let identity: PackageIdentity
  /// nil for a package from a git repository, of which only a vendored copy is looked at.
  let digest: SHA256Digest?
  let archives: [Place]
  /// Folders below `$CARGO_HOME/registry/src`.
  let sources: [Place]
  /// The vendored trees that stand in for its source.
  let trees: [String]

  /// A path that need not exist.
  struct Place: Hashable, Sendable {
    /// Absolute.
    let path: String
    /// `<host>-<hash>` in Cargo's home; empty for a local registry.
    let registry: String
    let isCertain: Bool
  }
}

/// Finds out where the packages of a workspace may lie.
struct EvidencePlanner {
  let home: CargoHome?
  let request: ProvenanceRequest
  let environment: Environment
  let files: any FileSystem

  func plans(for locked: LockedWorkspace) -> [EvidencePlan] {
    let configuration = RegistryConfiguration(
      placesOf: locked.workspace.configurations, environment: environment)
    // Most packages share one source.
    var places: [String: Places] = [:]
    return locked.graph.packages.indices.compactMap { index in
      let package = locked.graph.packages[index]
      guard let source = package.source, source.isGit || package.checksum.digest != nil else {
        return nil
      }
      let known = places[source.raw] ?? self.places(of: source, configuration)
      places[source.raw] = known
      guard package.checksum.digest != nil || !known.trees.isEmpty else { return nil }
      guard let name = Self.fileName(package.identity) else { return nil }
      return EvidencePlan(
        package: index, identity: package.identity, digest: package.checksum.digest,
        archives: known.archives.map { $0.appending("\(name).crate") },
        sources: known.sources.map { $0.appending(name) }, trees: known.trees)
    }
  }

  /// Where a folder is when links are followed; as it is named where that cannot be told.
  private func real(_ folder: String) -> String {
    do throws(FileFailure) { return try files.resolved(folder) } catch { return folder }
  }

  private struct Places {
    var archives: [EvidencePlan.Place] = []
    var sources: [EvidencePlan.Place] = []
    var trees: [String] = []
  }

  private func places(
    of source: PackageSource, _ configuration: RegistryConfiguration
  ) -> Places {
    var places = Places()
    var mirrors: [RedactedURL] = []
    // Where the configuration is refused, the rules about sources say so.
    let place = try? configuration.place(of: source)
    switch place?.replacedBy.isEmpty == false ? place?.kind : nil {
    case .directory(let folder): places.trees.append(folder)
    case .localRegistry(let folder):
      places.archives.append(EvidencePlan.Place(path: folder, registry: "", isCertain: true))
      // Cargo names the folder of a local registry as that of a host without a name.
      mirrors.append(RedactedURL("file://\(folder)"))
    case .sparse(let url), .gitIndex(let url), .git(let url, _): mirrors.append(url)
    case .path, nil: break
    }
    // A tree that has two names is read, and packed again, once.
    var known = Set(places.trees.map(real))
    for folder in request.vendorFolders where known.insert(real(folder)).inserted {
      places.trees.append(folder)
    }
    guard let home, source.isRegistry else { return places }
    func found(_ part: CargoHome.Part) -> [EvidencePlan.Place] {
      home.folders(part, of: source, replacedBy: mirrors).map {
        EvidencePlan.Place(
          path: $0.path, registry: PathText.lastComponent($0.path), isCertain: $0.isCertain)
      }
    }
    places.archives += found(.cache)
    if !request.isOnlyVendored { places.sources = found(.src) }
    return places
  }

  /// `NAME-VERSION`; nil where that could lead out of a folder.
  private static func fileName(_ identity: PackageIdentity) -> String? {
    let name = "\(identity.name)-\(identity.version)"
    return name.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 } ? nil : name
  }
}

extension EvidencePlan.Place {
  fileprivate func appending(_ name: String) -> EvidencePlan.Place {
    EvidencePlan.Place(
      path: PathText.join(path, name), registry: registry, isCertain: isCertain)
  }
}

extension RegistryConfiguration {
  /// The places of sources alone: who owns a file decides about tokens, which are not asked for here.
  init(placesOf files: [CargoConfiguration], environment: Environment) {
    self.init(
      layers: files.map { file in
        let path = PathText.absolute(file.source.path, in: environment.currentDirectory)
        let root = PathText.parent(PathText.parent(path) ?? "/") ?? "/"
        return ConfigurationLayer(file, root: root, isUsers: false)
      }, environment: environment)
  }
}
