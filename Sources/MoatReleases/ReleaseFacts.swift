package import MoatFindings
package import MoatModel

/// What the release rules look at: the crates.io crates of one lockfile with all their versions.
package struct ReleaseFacts: Sendable {
  /// One crate, however many of its versions are locked.
  package struct Crate: Sendable {
    package let name: String
    /// The locked versions, in the lockfile's order.
    package let locked: [LockedRelease]
    /// All versions, as far as Cargo's index cache on this machine has them, in no order.
    package let releases: Evidence<[Release]>
    /// Moat's first look at the crate; nil where nothing is remembered.
    package let firstSeen: Timestamp?
    /// The advisories for which a version is the fix; see ``ReleaseFacts/Fixes``.
    package let fixes: Fixes

    package init(
      name: String, locked: [LockedRelease], releases: Evidence<[Release]>,
      firstSeen: Timestamp? = nil, fixes: @escaping Fixes = { _, _ in [] }
    ) {
      self.name = name
      self.locked = locked
      self.releases = releases
      self.firstSeen = firstSeen
      self.fixes = fixes
    }
  }

  /// The ids of the advisories that `version` fixes while no version of `earlier` does, sorted.
  ///
  /// `earlier` are the versions that could be taken in its place. Without a database nothing is
  /// known to be a fix. Few crates are ever asked about, so this is a question and not a list.
  package typealias Fixes =
    @Sendable (_ version: Version, _ earlier: [Version]) -> [String]

  /// How old a locked version must be.
  package struct Cooldown: Hashable, Sendable {
    /// 0 means any age.
    package let days: Int
    /// Whether the project asked for it; otherwise it is the default.
    package let isConfigured: Bool

    /// Half a week covers nearly every takeover of a crate that became known: they were noticed
    /// within hours or days. The same as `moat.toml`'s default; a test compares them.
    package static let defaultDays = 3

    package init(days: Int = defaultDays, isConfigured: Bool = false) {
      self.days = days
      self.isConfigured = isConfigured
    }

    /// Whether something published at `moment` is too young at `now`.
    package func holdsBack(_ moment: Timestamp, at now: Timestamp) -> Bool {
      days > 0 && moment > end(before: now)
    }

    /// The last moment of publication that is old enough.
    private func end(before now: Timestamp) -> Timestamp {
      now.adding(days: -days)
    }
  }

  /// The file in which Moat remembers the index.
  package struct Record: Hashable, Sendable {
    package let path: String
    /// Why it cannot be used; nil where it can, or where there is none yet.
    package let problem: String?

    package init(path: String, problem: String? = nil) {
      self.path = path
      self.problem = problem
    }
  }

  /// In the order of the names.
  package let crates: [Crate]
  /// The lockfile.
  package let lockfile: Label
  package let cooldown: Cooldown
  /// nil where this machine has no place for one.
  package let record: Record?
  package let now: Timestamp

  package init(
    crates: [Crate], lockfile: Label, cooldown: Cooldown = Cooldown(), record: Record? = nil,
    now: Timestamp
  ) {
    self.crates = crates.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.lockfile = lockfile
    self.cooldown = cooldown
    self.record = record
    self.now = now
  }
}

/// A locked version as the release rules see it.
package struct LockedRelease: Sendable {
  package let identity: PackageIdentity
  package let version: Version
  package let reach: Reach
  /// Its place in the lockfile.
  package let label: Label
  /// The packages from crates.io that depend on it.
  package let dependents: [PackageIdentity]
  /// Ways from a workspace member, shortest first.
  package var paths: [DependencyPath] { findPaths() }
  /// Most packages are reported by nothing, so their paths are never asked for.
  private let findPaths: @Sendable () -> [DependencyPath]

  package init(
    identity: PackageIdentity, version: Version, reach: Reach, label: Label,
    dependents: [PackageIdentity] = [],
    paths: @autoclosure @escaping @Sendable () -> [DependencyPath] = []
  ) {
    self.identity = identity
    self.version = version
    self.reach = reach
    self.label = label
    self.dependents = dependents
    findPaths = paths
  }

  var subject: Subject { Subject(package: identity, reach: reach) }
}
