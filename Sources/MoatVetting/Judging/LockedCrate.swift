package import MoatModel

/// A locked package as vetting sees it.
package struct LockedCrate: Sendable {
  package let package: VettingFacts.Package
  package let version: Version
  package let origin: Origin
  /// What the lockfile records of its archive.
  package let checksum: SHA256Digest?
  package let standing: BuildStanding
  /// What it is used for, as far as is known; empty where that is not known.
  package let uses: Set<CrateUse>

  package init(
    _ package: VettingFacts.Package, version: Version, origin: Origin,
    checksum: SHA256Digest? = nil, standing: BuildStanding = .everyPlatform,
    uses: Set<CrateUse> = []
  ) {
    self.package = package
    self.version = version
    self.origin = origin
    self.checksum = checksum
    self.standing = standing
    self.uses = uses
  }

  package var name: String { package.identity.name }

  /// Where a package comes from, as far as vetting tells places apart.
  package enum Origin: Hashable, Sendable {
    case cratesIO
    /// Of the workspace, or a folder of the repository that stands in for no published crate.
    case own
    case git(RedactedURL, commit: String?)
    case registry(RedactedURL)
    /// A folder outside of the repository, or one that replaces a published crate.
    case path(String)
  }

  /// What a build makes of a package.
  package enum BuildStanding: Hashable, Sendable {
    /// No build is named: all that is locked counts.
    case everyPlatform
    case built
    /// It counts as built because something on the way to it is not known.
    case perhapsBuilt
    case leftOut

    /// Whether audits are asked for.
    package var counts: Bool { self != .leftOut }
  }

  /// The version as the store writes it: with the commit where it is from git.
  package var vetVersion: VetVersion {
    if case .git(_, let commit?) = origin { return VetVersion(version, gitRevision: commit) }
    return VetVersion(version)
  }
}
