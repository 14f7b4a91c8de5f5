package import MoatCargo

/// Stands in until the inspector is merged.
package struct PackageInspector: Sendable {
  package init() {}

  package func inspect(_ contents: PackageContents) -> PackageInspection {
    PackageInspection(
      identity: contents.identity, hasBuildScript: contents["build.rs"] != nil,
      isProcMacro: false,
      files: contents.files.map {
        FileInspection(path: $0.path, role: .other, marks: [], lines: nil)
      })
  }
}
