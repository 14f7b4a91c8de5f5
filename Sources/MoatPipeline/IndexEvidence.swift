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
  struct CrateHistory {
    let releases: Evidence<[Release]>
    /// Moat's first look; nil where it remembers nothing.
    let firstSeen: Timestamp?
  }

  /// Looks up every crates.io package of the lockfiles; nothing where there is no cache.
  ///
  /// - Parameter wantsReleases: whether all versions of the locked crates are looked at, too.
  init(for workspaces: [LockedWorkspace], host: Host, wantsReleases: Bool) {
    guard let cargoHome = host.environment.cargoHome, Self.hasIndex(cargoHome, host.files) else {
      memory = nil
      return
    }
    let index = LocalIndex(cargoHome: cargoHome, files: host.files)
    memory =
      wantsReleases
      ? host.environment.cacheDirectory.map { IndexMemory(in: $0, files: host.files) } : nil
    let place = Label("\(cargoHome)/registry/index")
    for (name, packages) in Self.packages(of: workspaces) {
      let crate = index.crate(name)
      for identity in packages { look(identity, crate, place) }
      if wantsReleases { lookAtReleases(name, crate, now: host.clock.now) }
    }
  }

  /// Each crate once, with its locked versions.
  private static func packages(
    of workspaces: [LockedWorkspace]
  ) -> [String: Set<PackageIdentity>] {
    var packages: [String: Set<PackageIdentity>] = [:]
    for package in workspaces.flatMap(\.lockfile.packages)
    where package.source?.isCratesIO ?? false {
      packages[package.name, default: []].insert(package.identity)
    }
    return packages
  }

  private mutating func look(
    _ identity: PackageIdentity, _ crate: Evidence<IndexedCrate>, _ place: Label
  ) {
    switch crate.flatMap({ $0.entry(identity.version) }) {
    case .unavailable(let reason): yanked[identity] = .unavailable(reason)
    case .known(let entry):
      yanked[identity] = .known(entry.yanked)
      guard let digest = entry.checksum else { return }
      for raw in PackageSource.cratesIOIndexes {
        digests[RecordedPackage(identity: identity, source: raw)] = RecordedDigest(
          digest: digest, recordedIn: place)
      }
    }
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

  private mutating func lookAtReleases(
    _ name: String, _ crate: Evidence<IndexedCrate>, now: Timestamp
  ) {
    let known: IndexedCrate
    switch crate {
    case .unavailable(let reason):
      releases[name] = CrateHistory(releases: .unavailable(reason), firstSeen: nil)
      return
    case .known(let indexed): known = indexed
    }
    guard let memory else {
      let entries = known.entries.map { $0.compactMap(Release.init) }
      releases[name] = CrateHistory(releases: entries, firstSeen: nil)
      return
    }
    switch memory.look(at: known, now: now) {
    case .unavailable(let reason):
      releases[name] = CrateHistory(releases: .unavailable(reason), firstSeen: nil)
    case .known(let look):
      if look.isNew { looks[name] = look.crate }
      releases[name] = CrateHistory(
        releases: .known(look.crate.versions.compactMap(Release.init)),
        firstSeen: look.crate.firstSeen)
    }
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
