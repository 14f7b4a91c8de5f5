import MoatArchive
import MoatCargo
import MoatHost
import MoatModel
import MoatRegistry
import MoatStore

/// Gets the archives of locked packages: from this machine, else from their registries.
///
/// What is downloaded is kept in Moat's own cache; from there too it comes out only with the digest
/// that the lockfile has.
struct LockedArchives {
  /// How many archives are got, and so held in memory, at once.
  static let batchSize = 16
  /// What a registry is asked for at once; Cargo's own limit is far higher.
  private static let downloadLimit = 8

  private let host: Host
  private let folder: String
  private let cache: String?
  private let local: CrateArchives
  private var registries: [PackageSource: Opened] = [:]

  /// A registry, or why it cannot be asked.
  private enum Opened {
    case registry(any CrateRegistry)
    case closed(String)
  }

  /// One archive, or why it was not to be had.
  struct Answer {
    let crate: VendorPlan.Crate
    let archive: VerifiedArchive?
    let others: [CrateArchives.Candidate]
    /// Why it was not downloaded.
    let reason: String?
  }

  /// - Parameter host: with its network closed if it must not be opened.
  init(_ request: VendorRequest, host: Host) {
    self.host = host
    folder = request.root
    cache = host.environment.cacheDirectory.map { PathText.join($0, "crates") }
    local = CrateArchives(
      cargoHome: host.environment.cargoHome,
      localRegistries: request.localRegistries + (cache.map { [$0] } ?? []), files: host.files)
  }

  /// The archives of some crates, in their order.
  mutating func get(
    _ crates: some Collection<VendorPlan.Crate>
  ) async throws(CancellationError) -> [Answer] {
    let local = local
    let searches = try await concurrentMap(Array(crates)) { crate in
      (crate, local.find(crate.identity, expecting: crate.digest))
    }
    for case (let crate, let search) in searches where search.archive == nil {
      await open(crate.source)
    }
    let (registries, cache, host) = (registries, cache, host)
    return try await concurrentMap(searches, limit: Self.downloadLimit) { crate, search in
      if search.archive != nil {
        return Answer(
          crate: crate, archive: search.archive, others: search.others, reason: nil)
      }
      let (archive, reason) = await Self.download(crate, from: registries[crate.source])
      if let archive, let cache { Self.keep(archive, in: cache, host) }
      return Answer(crate: crate, archive: archive, others: search.others, reason: reason)
    }
  }

  private static func download(
    _ crate: VendorPlan.Crate, from opened: Opened?
  ) async -> (VerifiedArchive?, String?) {
    switch opened {
    case nil: return (nil, nil)
    case .closed(let reason): return (nil, reason)
    case .registry(let registry):
      do throws(RegistryFailure) {
        return (try await registry.archive(of: crate.identity, expecting: crate.digest), nil)
      } catch {
        return (nil, error.message)
      }
    }
  }

  /// The cache only saves another download: a machine where it cannot be written works all the same.
  private static func keep(_ archive: VerifiedArchive, in cache: String, _ host: Host) {
    let identity = archive.identity
    let path = PathText.join(cache, "\(identity.name)-\(identity.version).crate")
    try? host.files.createDirectories(cache)
    try? AtomicFile.write(archive.bytes, to: path, using: host.store)
  }

  /// Opens the registry of a source once.
  private mutating func open(_ source: PackageSource) async {
    guard registries[source] == nil else { return }
    do throws(RegistryFailure) {
      registries[source] = .registry(try await registry(of: source))
    } catch {
      registries[source] = .closed(error.message)
    }
  }

  private func registry(
    of source: PackageSource
  ) async throws(RegistryFailure) -> any CrateRegistry {
    let reader = RegistryConfigurationReader(above: folder, in: host)
    // What cannot be read may name another place for the crates.
    if let problem = reader.problems.first {
      throw .configuration(path: problem.path, problem.reason)
    }
    var place: RegistryPlace
    do throws(PlaceFailure) { place = try reader.configuration.place(of: source) } catch {
      throw .place(error)
    }
    // The tree that is being written is no place to take archives from.
    if case .directory = place.kind { place = Self.own(source) ?? place }
    return try await RegistryOpener(reader.configuration, host: host).open(place)
  }

  /// Where a source is when nothing replaces it.
  private static func own(_ source: PackageSource) -> RegistryPlace? {
    switch source.kind {
    case .cratesIO: RegistryPlace(.sparse(RedactedURL(SparseIndexClient.cratesIO)))
    case .registry(let url, let isSparse): RegistryPlace(isSparse ? .sparse(url) : .gitIndex(url))
    case .git, .path, .localRegistry, .directory: nil
    }
  }
}
