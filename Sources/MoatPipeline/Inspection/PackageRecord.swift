package import MoatInspection
package import MoatModel

/// What was learnt of one package by reading all of it once.
package struct PackageRecord: Hashable, Sendable {
  package let inspection: PackageInspection
  /// Over the paths and bytes of all files that `cargo vendor` keeps, so that an archive and what was
  /// vendored of it have the same. nil where not everything could be read.
  package let content: SHA256Digest?
  /// What its manifest asks for; the reason where that cannot be read.
  package let dependencies: Evidence<[DeclaredDependency]>

  package init(
    inspection: PackageInspection, content: SHA256Digest?,
    dependencies: Evidence<[DeclaredDependency]>
  ) {
    self.inspection = inspection
    self.content = content
    self.dependencies = dependencies
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.inspection == right.inspection && left.content == right.content
      && left.dependencies == right.dependencies
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(inspection.identity)
    hasher.combine(content)
  }
}
