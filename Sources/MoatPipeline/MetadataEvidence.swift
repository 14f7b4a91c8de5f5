package import MoatCargo
package import MoatHost
package import MoatModel
import MoatRegistry

/// Finds the metadata of locked packages on this machine: what their own manifests say, else what the
/// index says.
///
/// Looked at are, in this order: the vendored trees that Cargo's configuration names, the sources
/// that Cargo unpacked, and its index cache. A manifest comes first because it tells whether the
/// package is a proc macro. Nothing here is verified: the answer is only as good as what `cargo moat
/// verify` says of the tree, the sources or the index. Checkouts of git repositories are not read.
package struct MetadataEvidence {
  private let files: any FileSystem
  private let home: CargoHome?
  private let index: LocalIndex?
  private let configuration: RegistryConfiguration

  /// - Parameter configurations: those that Cargo would read for the workspace.
  package init(configurations: [CargoConfiguration], host: Host) {
    files = host.files
    home = host.environment.cargoHome.map { CargoHome(at: $0, files: host.files) }
    index = host.environment.cargoHome.map { LocalIndex(cargoHome: $0, files: host.files) }
    configuration = RegistryConfiguration(
      placesOf: configurations, environment: host.environment)
  }

  /// For each package of a workspace's graph.
  package func metadata(of locked: LockedWorkspace) -> [Evidence<PackageMetadata>] {
    var folders: [String: [String]] = [:]
    return locked.metadata { package in
      guard let source = package.source else { return .unavailable("its manifest was not read") }
      let known = folders[source.raw] ?? self.folders(of: source)
      folders[source.raw] = known
      return metadata(of: package, source, in: known)
    }
  }

  /// The folders that hold folders of packages.
  private func folders(of source: PackageSource) -> [String] {
    var folders: [String] = []
    var mirrors: [RedactedURL] = []
    // Where the configuration is refused, the rules about sources say so.
    let place = try? configuration.place(of: source)
    switch place?.replacedBy.isEmpty == false ? place?.kind : nil {
    case .directory(let folder): folders.append(folder)
    case .localRegistry(let folder): mirrors.append(RedactedURL("file://\(folder)"))
    case .sparse(let url), .gitIndex(let url), .git(let url, _): mirrors.append(url)
    case .path, nil: break
    }
    guard source.isRegistry, let home else { return folders }
    return folders + home.folders(.src, of: source, replacedBy: mirrors).map(\.path)
  }

  private func metadata(
    of package: LockedPackage, _ source: PackageSource, in folders: [String]
  ) -> Evidence<PackageMetadata> {
    var problem: String?
    for folder in folders {
      // `cargo vendor` writes the one, Cargo's home and others the other.
      for name in ["\(package.name)-\(package.versionText)", package.name] {
        guard PathText.lastComponent(name) == name else { continue }
        switch manifest(in: PathText.join(folder, name), of: package) {
        case .found(let metadata): return .known(metadata)
        case .otherPackage: continue
        case .failed(let reason): problem = problem ?? reason
        }
      }
    }
    guard source.isCratesIO, let index else {
      return .unavailable(
        problem ?? (source.isGit ? "git checkouts are not read" : "no sources of it are here"))
    }
    let line = index.crate(package.name).flatMap { $0.line(package.versionText) }
    switch line {
    case .unavailable(let reason): return .unavailable(problem ?? reason)
    case .known(let bytes):
      do throws(IndexCacheFailure) {
        let read = try PackageMetadata.read(
          indexLine: bytes, crate: package.name, version: package.versionText)
        return read.map { .known($0) } ?? .unavailable("its index line is of a later format")
      } catch {
        return .unavailable(error.message)
      }
    }
  }

  private enum Look {
    case found(PackageMetadata)
    /// Nothing there, or another version.
    case otherPackage
    case failed(String)
  }

  private func manifest(in folder: String, of package: LockedPackage) -> Look {
    let path = PathText.join(folder, "Cargo.toml")
    let bytes: [UInt8]
    do throws(FileFailure) {
      bytes = try files.read(path, limit: InputLimit.manifest)
    } catch {
      return error == .notFound || error == .notADirectory
        ? .otherPackage : .failed("\(path): \(error.message)")
    }
    let manifest: Manifest
    do throws(DocumentError) {
      manifest = try Manifest(parsing: SourceText(path: path, bytes: bytes))
    } catch {
      return .failed("\(path): \(error.message)")
    }
    guard let own = manifest.package, own.name == package.name, own.version == package.version
    else { return .otherPackage }
    // Published manifests inherit nothing; `cargo vendor` fills it in for those of git repositories.
    guard !manifest.dependencies.contains(where: \.isInherited) else {
      return .failed("\(path): it inherits from a workspace")
    }
    return .found(PackageMetadata(manifest, dependencies: manifest.dependencies))
  }
}
