package import MoatCargo
import MoatModel
import MoatRust

/// Reads every file of a package and says what it can do.
///
/// Nothing is run, and nothing is read but the bytes given. The same contents give the same value.
package struct PackageInspector: Sendable {
  package init() {}

  package func inspect(_ contents: PackageContents) -> PackageInspection {
    inspect(contents, ContentsManifest(contents["Cargo.toml"]))
  }

  /// - Parameter manifest: that of the contents.
  package func inspect(
    _ contents: PackageContents, _ manifest: ContentsManifest
  ) -> PackageInspection {
    let layout = PackageLayout(contents, manifest)
    var reading = PackageReading(contents, layout)
    reading.readAll()
    return PackageInspection(
      identity: contents.identity, hasBuildScript: layout.hasBuildScript,
      isProcMacro: layout.isProcMacro, files: reading.inspections, gaps: reading.gaps)
  }
}
