package import MoatModel

/// What is recorded of who published a crate and who may.
package struct CratePublishing: Hashable, Sendable {
  package let name: String
  /// Sorted by version, one entry a version.
  package private(set) var publications: [Publication]
  /// Users and teams that may publish, sorted; nil where nobody asked.
  package private(set) var owners: [Party]?
  /// Whether crates.io takes new versions from trusted workflows alone; nil where it did not say.
  package private(set) var isTrustedPublishingOnly: Bool?
  /// When crates.io was asked; nil where nothing of this is from crates.io itself.
  package private(set) var asked: Timestamp?

  package init(
    name: String, publications: [Publication], owners: [Party]? = nil,
    isTrustedPublishingOnly: Bool? = nil, asked: Timestamp? = nil
  ) {
    self.name = name
    self.publications = Self.sorted(publications)
    self.owners = owners?.sorted()
    self.isTrustedPublishingOnly = isTrustedPublishingOnly
    self.asked = asked
  }

  /// Adds publications that another record knows; what is here already stays.
  package mutating func add(_ others: [Publication]) {
    publications = Self.sorted(publications + others)
  }

  /// The first of two for one version stays.
  private static func sorted(_ publications: [Publication]) -> [Publication] {
    var seen: Set<Version> = []
    return publications.filter { seen.insert($0.version).inserted }
      .sorted { $0.version < $1.version }
  }

  /// Whether all versions that there were at ``asked`` are here.
  package var isComplete: Bool { asked != nil }

  package func publication(of version: Version) -> Publication? {
    publications.first { $0.version == version }
  }

  /// The workflows that published some version. Which ones crates.io would take a version from now
  /// is shown to the owners only.
  package var workflows: [Party] {
    Set(publications.compactMap(\.party).filter { $0.kind == .workflow }).sorted()
  }
}

/// A crate of crates.io with the versions of it that are locked and what is recorded of it.
package struct LockedCratePublishing: Sendable {
  package let name: String
  /// Sorted.
  package let versions: [Version]
  package let publishing: Evidence<CratePublishing>

  package init(name: String, versions: [Version], publishing: Evidence<CratePublishing>) {
    self.name = name
    self.versions = versions.sorted()
    self.publishing = publishing
  }
}
