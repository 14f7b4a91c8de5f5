package import MoatCargo
package import MoatInspection

/// Inspects two versions of a package and compares them.
package struct PackageComparison: Sendable {
  private let inspector = PackageInspector()

  package init() {}

  /// - Parameters:
  ///   - old: whole files; nil for a package that is new.
  ///   - new: whole files.
  package func diff(from old: PackageContents?, to new: PackageContents) -> PackageDiff {
    PackageDiff(
      old: old, new: new, oldInspection: old.map(inspector.inspect),
      newInspection: inspector.inspect(new))
  }
}
