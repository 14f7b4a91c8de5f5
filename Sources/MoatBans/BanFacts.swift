package import MoatCargo
package import MoatFindings
package import MoatModel

/// What the ban rules look at.
package struct BanFacts: Sendable {
  package let workspace: Workspace
  /// nil when there is no readable lockfile.
  package let locked: LockedWorkspace?
  package let policy: BanPolicy

  package init(workspace: Workspace, locked: LockedWorkspace?, policy: BanPolicy) {
    self.workspace = workspace
    self.locked = locked
    self.policy = policy
  }
}

/// What a project has decided about crates, the `[bans]` of `moat.toml`.
package struct BanPolicy: Hashable, Sendable {
  package var denied: [CrateEntry] = []
  /// Lists of allowed crates; every list must name a crate, so that two policies add up.
  package var allowed: [[CrateEntry]] = []
  package var features: [FeatureEntry] = []
  /// Crates that may be there in several versions.
  package var skippedDuplicates: [CrateEntry] = []
  package var maximumDirect: Limit?
  package var maximumTotal: Limit?
  package var baseline: Baseline?

  package init() {}

  /// A crate by name, and, if given, by versions.
  package struct CrateEntry: Hashable, Sendable {
    package let name: String
    package let requirement: VersionRequirement?
    /// Crates that may depend on a denied one.
    package let wrappers: [String]
    package let useInstead: String?
    package let reason: String?
    package let label: Label

    package init(
      name: String, requirement: VersionRequirement? = nil, wrappers: [String] = [],
      useInstead: String? = nil, reason: String? = nil, label: Label
    ) {
      self.name = name
      self.requirement = requirement
      self.wrappers = wrappers
      self.useInstead = useInstead
      self.reason = reason
      self.label = label
    }

    /// A pre-release counts as the release it precedes: a ban on `<1` is meant for `1.0.0-rc` too.
    package func matches(_ package: LockedPackage) -> Bool {
      guard package.name == name else { return false }
      guard let requirement else { return true }
      let version = package.version
      return requirement.matches(version)
        || requirement.matches(Version(version.major, version.minor, version.patch))
    }
  }

  /// Features that manifests may not ask for, or the only ones they may.
  package struct FeatureEntry: Hashable, Sendable {
    package let crate: String
    package let denied: [String]
    /// nil allows every feature that is not denied.
    package let allowed: [String]?
    package let reason: String?
    package let label: Label

    package init(
      crate: String, denied: [String], allowed: [String]?, reason: String?, label: Label
    ) {
      self.crate = crate
      self.denied = denied
      self.allowed = allowed
      self.reason = reason
      self.label = label
    }
  }

  package struct Limit: Hashable, Sendable {
    package let count: Int
    package let label: Label

    package init(count: Int, label: Label) {
      self.count = count
      self.label = label
    }
  }

  /// Recorded numbers of dependencies and how much they may grow.
  package struct Baseline: Hashable, Sendable {
    package let direct: Int
    package let total: Int
    package let growth: Int
    package let label: Label

    package init(direct: Int, total: Int, growth: Int, label: Label) {
      self.direct = direct
      self.total = total
      self.growth = growth
      self.label = label
    }
  }
}

/// A rule about the crates of a graph.
package protocol BanRule: Rule {
  init()
  func findings(in facts: BanFacts) -> [Finding]
}

/// Every rule of the group `bans`.
package enum BanRules {
  package static let all: [any BanRule.Type] = [
    CrateNotAllowed.self, DeniedCrate.self, DeniedFeature.self, DependencyGrowth.self,
    DuplicateVersions.self, OpenRequirement.self, TooManyDependencies.self,
    WildcardRequirement.self,
  ]
}

/// How many packages from elsewhere a workspace has.
package struct DependencyCount: Hashable, Sendable {
  package let direct: Int
  package let total: Int

  package init(of locked: LockedWorkspace) {
    direct = locked.directDependencies.count
    total = locked.graph.packages.count { !$0.isLocal }
  }
}
