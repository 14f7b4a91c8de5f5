import MoatCargo
import MoatFindings
import MoatHost
import MoatLockfile
import MoatModel
import MoatRegistry
import MoatReleases

/// What Cargo's index cache on this machine says of the locked packages, and what Moat remembers of
/// what it said before.
struct IndexEvidence {
  private(set) var digests: [RecordedPackage: RecordedDigest] = [:]
  private(set) var yanked: [PackageIdentity: Evidence<Bool>] = [:]
  /// By the name of the crate; nothing where there is no cache, or nobody asked.
  private(set) var releases: [String: CrateHistory] = [:]
  /// nil where this machine has no place for it.
  private let memory: IndexMemory?
  /// What is worth remembering.
  private var looks: [String: RememberedCrate] = [:]

  /// All versions of a crate.
  struct CrateHistory: Sendable {
    let releases: Evidence<[Release]>
    /// Moat's first look; nil where it remembers nothing.
    let firstSeen: Timestamp?
  }

  /// Looks up every crates.io package of the lockfiles; nothing where there is no cache.
  ///
  /// - Parameter wantsReleases: whether all versions of the locked crates are looked at, too.
  init(for workspaces: [LockedWorkspace], host: Host, wantsReleases: Bool) async {
    guard let cargoHome = host.environment.cargoHome, Self.hasIndex(cargoHome, host.files) else {
      memory = nil
      return
    }
    let index = LocalIndex(cargoHome: cargoHome, files: host.files)
    let memory =
      wantsReleases
      ? host.environment.cacheDirectory.map { IndexMemory(in: $0, files: host.files) } : nil
    self.memory = memory
    let now = host.clock.now
    let crates = Self.packages(of: workspaces)
    @Sendable func look(_ crate: LockedCrate) -> CrateLook {
      CrateLook(crate, index, memory, wantsReleases: wantsReleases, now: now)
    }
    let looks: [CrateLook]
    do {
      looks = try await concurrentMap(crates) { look($0) }
    } catch {
      // Cancelled: whatever is still to be said must not be said for want of looking.
      looks = crates.map(look)
    }
    let place = Label("\(cargoHome)/registry/index")
    for look in looks { add(look, place) }
  }

  /// Each crate once, with its locked versions.
  private static func packages(of workspaces: [LockedWorkspace]) -> [LockedCrate] {
    var packages: [String: Set<PackageIdentity>] = [:]
    for package in workspaces.flatMap(\.lockfile.packages)
    where package.source?.isCratesIO ?? false {
      packages[package.name, default: []].insert(package.identity)
    }
    return packages.map { LockedCrate(name: $0.key, versions: $0.value) }
  }

  private mutating func add(_ look: CrateLook, _ place: Label) {
    for (identity, entry) in look.entries {
      yanked[identity] = entry.map(\.yanked)
      guard let digest = entry.value?.checksum else { continue }
      for raw in PackageSource.cratesIOIndexes {
        digests[RecordedPackage(identity: identity, source: raw)] = RecordedDigest(
          digest: digest, recordedIn: place)
      }
    }
    releases[look.name] = look.history
    looks[look.name] = look.news
  }

  private static func hasIndex(_ cargoHome: String, _ files: any FileSystem) -> Bool {
    let path = PathText.join(cargoHome, "registry/index")
    do throws(FileFailure) {
      return try files.kind(of: path, followingLinks: true) == .directory
    } catch {
      return false
    }
  }
}

// MARK: - Releases

extension IndexEvidence {
  /// Where Moat remembers the index, for the rules.
  var record: ReleaseFacts.Record? {
    memory.map { ReleaseFacts.Record(path: $0.path, problem: $0.problem) }
  }

  /// Writes down what was seen for the first time. A machine where that cannot be done works all the
  /// same: the next run has less to compare with.
  func remember(on host: Host) async {
    guard let memory, !looks.isEmpty, let folder = PathText.parent(memory.path) else { return }
    do {
      try host.files.createDirectories(folder)
      try await memory.write(looks, using: host.store)
    } catch {
      return
    }
  }
}

/// A crate of crates.io that some lockfile has.
private struct LockedCrate: Sendable {
  let name: String
  let versions: Set<PackageIdentity>
}

/// What the index cache has of one crate.
private struct CrateLook: Sendable {
  let name: String
  /// Of the locked versions.
  private(set) var entries: [(PackageIdentity, Evidence<IndexEntry>)] = []
  /// nil where nobody asked.
  private(set) var history: IndexEvidence.CrateHistory?
  /// What is worth remembering.
  private(set) var news: RememberedCrate?

  init(
    _ locked: LockedCrate, _ index: LocalIndex, _ memory: IndexMemory?, wantsReleases: Bool,
    now: Timestamp
  ) {
    name = locked.name
    let crate = index.crate(name)
    entries = locked.versions.map { identity in
      (identity, crate.flatMap { $0.entry(identity.version) })
    }
    if wantsReleases { lookAtReleases(crate, memory, now: now) }
  }

  private mutating func lookAtReleases(
    _ crate: Evidence<IndexedCrate>, _ memory: IndexMemory?, now: Timestamp
  ) {
    guard let memory else {
      let entries = crate.flatMap(\.entries).map { $0.compactMap(Release.init) }
      history = IndexEvidence.CrateHistory(releases: entries, firstSeen: nil)
      return
    }
    switch crate.flatMap({ memory.look(at: $0, now: now) }) {
    case .unavailable(let reason):
      history = IndexEvidence.CrateHistory(releases: .unavailable(reason), firstSeen: nil)
    case .known(let look):
      if look.isNew { news = look.crate }
      history = IndexEvidence.CrateHistory(
        releases: .known(look.crate.versions.compactMap(Release.init)),
        firstSeen: look.crate.firstSeen)
    }
  }
}

extension Release {
  /// nil for a version that is not SemVer, which Cargo passes over.
  init?(_ entry: IndexEntry) {
    guard let version = Self.version(entry.version) else { return nil }
    self.init(version: version, isYanked: entry.yanked, published: entry.pubtime)
  }

  /// nil also for a version that the index no longer has.
  init?(_ remembered: RememberedVersion) {
    guard remembered.isPresent, let version = Self.version(remembered.version) else { return nil }
    var change: Change?
    if let seen = remembered.differenceSeen {
      let parts: [(RememberedVersion.Difference, Change.Part)] = [
        (.checksum, .checksum), (.content, .content), (.published, .published),
      ]
      change = Change(
        parts: Set(parts.filter { remembered.difference.contains($0.0) }.map(\.1)),
        recorded: remembered.firstSeen, seen: seen)
    }
    self.init(
      version: version, isYanked: remembered.isYanked, published: remembered.published,
      firstSeen: remembered.firstSeen, yankSeen: remembered.yankSeen, change: change)
  }

  private static func version(_ text: String) -> Version? {
    do throws(Version.Malformed) { return try Version(parsing: text) } catch { return nil }
  }
}
