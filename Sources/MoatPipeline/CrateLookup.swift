import MoatCargo
package import MoatHost
package import MoatModel
import MoatRegistry
package import MoatReleases

/// Finds the index entries of one crate of crates.io: what the registry says now, or else what Cargo's
/// index cache on this machine has.
package struct CrateLookup: Sendable {
  /// Why a crate cannot be looked up.
  package enum Failure: Error, Hashable, Sendable {
    case malformedName(String)
    /// The registry was asked and has no such crate.
    case absent(String)
    /// Nobody could say, and the reasons: of the registry, and of the cache.
    case unknown(String, registry: String?, cache: String)

    /// A phrase.
    package var message: String {
      switch self {
      case .malformedName(let name): "`\(name)` cannot be the name of a crate"
      case .absent(let name): "the registry has no crate `\(name)`"
      case .unknown(let name, let registry, let cache):
        registry.map { "nothing is known of `\(name)`: \($0); \(cache)" } ?? cache
      }
    }
  }

  /// What was found.
  package struct Found: Sendable {
    package let listing: CrateListing
    private let crate: IndexedCrate

    init(listing: CrateListing, crate: IndexedCrate) {
      self.listing = listing
      self.crate = crate
    }

    /// What the entry of a version says beyond the listing.
    package func detail(of listed: CrateListing.Listed) -> Evidence<ReleaseDetail> {
      let version = listed.release.version.description
      return crate.line(version).flatMap { line in
        do throws(IndexCacheFailure) {
          let metadata = try PackageMetadata.read(
            indexLine: line, crate: crate.name, version: version)
          return metadata.map { .known(ReleaseDetail($0)) }
            ?? .unavailable("its entry is of a later format")
        } catch {
          return .unavailable(error.message)
        }
      }
    }
  }

  private let host: Host

  package init(host: Host) { self.host = host }

  /// Looks a crate up.
  ///
  /// - Parameter isOffline: whether the network stays closed; a registry in a folder is asked all
  ///   the same.
  package func find(_ name: String, isOffline: Bool) async throws(Failure) -> Found {
    guard IndexPath(name) != nil else { throw .malformedName(name) }
    let cached =
      host.environment.cargoHome.map { LocalIndex(cargoHome: $0, files: host.files).crate(name) }
      ?? .unavailable(
        "Cargo's index cache is nowhere: neither `HOME` nor `CARGO_HOME` is set")
    let answer: IndexAnswer
    let place: String
    do throws(RegistryFailure) {
      let registry = try await registry(isOffline: isOffline)
      place = registry.place
      answer = try await registry.client.answer(about: name, since: nil)
    } catch {
      return try found(name, cached, staleBecause: isOffline ? nil : error.message)
    }
    switch answer {
    case .absent: throw .absent(name)
    case .unchanged: return try found(name, cached, staleBecause: nil)
    case .file(let file):
      let now = host.clock.now
      do throws(IndexCacheFailure) {
        let crate = try IndexedCrate(name: name, fetched: file, from: place, at: now)
        return found(crate, CrateListing.Origin(place: place, moment: now, isFresh: true))
      } catch {
        return try found(name, cached, staleBecause: error.message)
      }
    }
  }

  /// crates.io as the configuration for the current folder reaches it, source replacement applied.
  func registry(
    isOffline: Bool
  ) async throws(RegistryFailure) -> (place: String, client: any CrateRegistry) {
    var host = host
    if isOffline { host.network = ClosedHTTPClient() }
    let reader = RegistryConfigurationReader(
      above: host.environment.currentDirectory, in: host)
    // What cannot be read may name another place for the crates.
    if let problem = reader.problems.first {
      throw .configuration(path: problem.path, problem.reason)
    }
    let configuration = reader.configuration
    let place: RegistryPlace
    do throws(PlaceFailure) { place = try configuration.place(of: .cratesIO) } catch {
      throw .place(error)
    }
    return (Self.words(for: place), try await RegistryOpener(configuration, host: host).open(place))
  }

  private static func words(for place: RegistryPlace) -> String {
    switch place.kind {
    case .sparse(let url), .gitIndex(let url), .git(let url, _): url.description
    case .localRegistry(let path), .directory(let path), .path(let path): path
    }
  }

  private func found(
    _ name: String, _ cached: Evidence<IndexedCrate>, staleBecause reason: String?
  ) throws(Failure) -> Found {
    switch cached {
    case .unavailable(let why): throw .unknown(name, registry: reason, cache: why)
    case .known(let crate):
      let written = crate.origin.map { $0.modifiedNanoseconds / 1_000_000_000 }
      let origin = CrateListing.Origin(
        place: DisplayPath(currentDirectory: host.environment.currentDirectory)(
          crate.origin?.path ?? ""),
        moment: written.map { Timestamp(secondsSinceEpoch: $0) }, isFresh: false,
        staleBecause: reason)
      let found = found(crate, origin)
      if case .unavailable(let why) = crate.entries {
        throw .unknown(name, registry: reason, cache: why)
      }
      return found
    }
  }

  /// Joins the entries with what Moat remembers of them. Nothing is recorded: `check` does that.
  private func found(_ crate: IndexedCrate, _ origin: CrateListing.Origin) -> Found {
    let remembered = host.environment.cacheDirectory.flatMap { folder in
      IndexMemory(in: folder, files: host.files).look(at: crate, now: host.clock.now).value?.crate
    }
    let releases = Dictionary(
      (remembered?.versions ?? []).map { ($0.version, Release($0)) },
      uniquingKeysWith: { first, _ in first })
    let versions = (crate.entries.value ?? []).compactMap { entry in
      (releases[entry.version] ?? Release(entry)).map {
        CrateListing.Listed(
          release: $0, checksum: entry.checksum, rustVersion: entry.rustVersion)
      }
    }
    return Found(
      listing: CrateListing(name: crate.name, origin: origin, versions: versions), crate: crate)
  }
}

extension ReleaseDetail {
  init(_ metadata: PackageMetadata) {
    let normal = metadata.dependencies.filter { $0.kind == .normal }
    self.init(
      dependencies: normal.count, optionalDependencies: normal.count(where: \.isOptional),
      buildDependencies: metadata.dependencies.count { $0.kind == .build },
      developmentDependencies: metadata.dependencies.count { $0.kind == .development },
      features: metadata.features.count, links: metadata.links)
  }
}
