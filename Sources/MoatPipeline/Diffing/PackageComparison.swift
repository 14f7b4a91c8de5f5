package import MoatCargo
package import MoatInspection

/// Inspects two versions of a package and compares them; what a scan remembered is not inspected again.
package struct PackageComparison: Sendable {
  private let inspections: PackageInspections
  private let inspector = PackageInspector()

  package init(_ sources: PackageSources) { inspections = PackageInspections(sources) }

  /// - Parameters:
  ///   - old: whole files; nil for a package that is new.
  ///   - new: whole files.
  package func diff(from old: PackageContents?, to new: PackageContents) -> PackageDiff {
    PackageDiff(
      old: old, new: new, oldInspection: old.map { inspections.inspection(of: $0, inspector) },
      newInspection: inspections.inspection(of: new, inspector))
  }
}
