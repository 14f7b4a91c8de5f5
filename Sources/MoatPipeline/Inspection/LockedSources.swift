import MoatArchive
package import MoatCargo
import MoatHost
package import MoatModel
import MoatRegistry

/// Where the packages of one lockfile lie.
///
/// First comes the vendored crate, where the configuration puts a folder in the place of a source:
/// that is what is built. Else the archive with the locked digest counts, from Cargo's cache, a local
/// registry, or what Moat downloaded before. Packages of the workspace are read where they are, those
/// of git repositories from Cargo's checkouts. The network is not used.
package struct LockedSources: Sendable {
  package let workspace: LockedWorkspace
  let sources: PackageSources
  private let places: [String: Place]
  private let checkouts: GitCheckouts

  /// What the configuration says of one source.
  private struct Place: Sendable {
    var trees: [String] = []
    var localRegistry: CrateArchives?
  }

  init(_ locked: LockedWorkspace, sources: PackageSources) {
    workspace = locked
    self.sources = sources
    let host = sources.host
    let configuration = RegistryConfiguration(
      placesOf: locked.workspace.configurations, environment: host.environment)
    var places: [String: Place] = [:]
    for package in locked.graph.packages {
      guard let source = package.source, places[source.raw] == nil else { continue }
      var found = Place()
      // Where the configuration is refused, the rules about sources say so.
      switch (try? configuration.place(of: source))?.kind {
      case .directory(let folder): found.trees.append(folder)
      case .localRegistry(let folder):
        found.localRegistry = CrateArchives(
          cargoHome: nil, localRegistries: [folder], files: host.files)
      case .sparse, .gitIndex, .git, .path, nil: break
      }
      places[source.raw] = found
    }
    self.places = places
    checkouts = GitCheckouts(cargoHome: host.environment.cargoHome, files: host.files)
  }

  /// The contents of a package of the graph.
  package func contents(of index: Int, wholeFiles: Bool) -> Evidence<PackageContents> {
    switch place(of: index) {
    case .unavailable(let why): return .unavailable(why)
    case .known(.archive(let digest, let registry)):
      return sources.archive(of: identity(index), expecting: digest, in: registry).flatMap {
        sources.contents(of: $0, wholeFiles: wholeFiles)
      }
    case .known(.folder(let folder)):
      do throws(PackageFolder.Unreadable) {
        let (reading, _) = try folder.read(ContentsDepth(wholeFiles))
        return .known(
          PackageContents(
            identity: identity(index), origin: .folder(sources.shown(folder.path)),
            files: reading.files, remarks: reading.remarks))
      } catch {
        return .unavailable("`\(sources.shown(folder.path))` cannot be read: \(error.reason)")
      }
    }
  }

  func identity(_ index: Int) -> PackageIdentity { workspace.graph.packages[index].identity }

  /// Where one package is to be read.
  enum PackagePlace: Sendable {
    case folder(PackageFolder)
    /// An archive of that digest, wherever it is.
    case archive(SHA256Digest, localRegistry: CrateArchives?)
  }

  /// The vendored folder that should hold a package, its manifest not read.
  func likelyFolder(of index: Int) -> PackageFolder? {
    let package = workspace.graph.packages[index]
    guard let source = package.source, let tree = places[source.raw]?.trees.first else {
      return nil
    }
    return sources.vendored.likelyFolder(of: package.identity, in: tree).map {
      PackageFolder(path: $0, extent: .everything, files: sources.host.files)
    }
  }

  func place(of index: Int) -> Evidence<PackagePlace> {
    let package = workspace.graph.packages[index]
    guard let source = package.source else { return localPlace(of: index) }
    let place = places[source.raw] ?? Place()
    for tree in place.trees {
      if let folder = sources.vendored.folder(of: package.identity, in: tree) {
        return .known(
          .folder(PackageFolder(path: folder, extent: .everything, files: sources.host.files)))
      }
    }
    if case .git(let url, _, let commit) = source.kind {
      return checkouts.folder(of: package.name, url, commit).map {
        .folder(PackageFolder(path: $0, extent: .ownFiles, files: sources.host.files))
      }
    }
    guard let digest = package.checksum.digest else {
      return .unavailable("the lockfile has no checksum of it")
    }
    return .known(.archive(digest, localRegistry: place.localRegistry))
  }

  private func localPlace(of index: Int) -> Evidence<PackagePlace> {
    guard let local = workspace.manifests[index] else {
      return .unavailable("its manifest was not read")
    }
    return .known(
      .folder(
        PackageFolder(
          path: sources.absolute(local.folder), extent: .ownFiles, files: sources.host.files)))
  }
}
