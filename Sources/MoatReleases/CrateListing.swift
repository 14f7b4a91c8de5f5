package import MoatModel

/// All versions of a crate as an index has them, and where that comes from.
package struct CrateListing: Hashable, Sendable {
  /// One version.
  package struct Listed: Hashable, Sendable {
    package let release: Release
    /// `cksum`; nil where the entry has none.
    package let checksum: SHA256Digest?
    package let rustVersion: String?

    package init(release: Release, checksum: SHA256Digest?, rustVersion: String?) {
      self.release = release
      self.checksum = checksum
      self.rustVersion = rustVersion
    }
  }

  /// Where the entries come from.
  package struct Origin: Hashable, Sendable {
    /// An address, or the file of Cargo's index cache.
    package let place: String
    /// When the registry said so; nil where that is not known.
    package let moment: Timestamp?
    /// Whether the registry was asked just now.
    package let isFresh: Bool
    /// Why the registry was not asked, or did not answer; nil where it did.
    package let staleBecause: String?

    package init(
      place: String, moment: Timestamp?, isFresh: Bool, staleBecause: String? = nil
    ) {
      self.place = place
      self.moment = moment
      self.isFresh = isFresh
      self.staleBecause = staleBecause
    }
  }

  package let name: String
  package let origin: Origin
  /// Highest first.
  package let versions: [Listed]

  package init(name: String, origin: Origin, versions: [Listed]) {
    self.name = name
    self.origin = origin
    self.versions = versions.sorted { $0.release.version > $1.release.version }
  }

  package var releases: [Release] { versions.map(\.release) }

  /// The entry of a version; build metadata counts.
  package func version(_ version: Version) -> Listed? {
    versions.first { $0.release.version == version }
  }
}

/// What an index entry says of one version beyond a listing's line, in numbers.
package struct ReleaseDetail: Hashable, Sendable {
  package let dependencies: Int
  /// Of ``dependencies``.
  package let optionalDependencies: Int
  package let buildDependencies: Int
  package let developmentDependencies: Int
  package let features: Int
  package let links: String?

  package init(
    dependencies: Int, optionalDependencies: Int, buildDependencies: Int,
    developmentDependencies: Int, features: Int, links: String?
  ) {
    self.dependencies = dependencies
    self.optionalDependencies = optionalDependencies
    self.buildDependencies = buildDependencies
    self.developmentDependencies = developmentDependencies
    self.features = features
    self.links = links
  }
}
