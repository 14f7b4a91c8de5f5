import MoatFindings
import MoatModel

/// What a report calls the part of a package that runs while something is built.
enum BuildWords {
  static func subject(of package: InspectedPackage) -> String {
    subject(of: package, package.inspection.value?.isProcMacro == true ? .procMacro : .buildScript)
  }

  static func subject(of package: InspectedPackage, _ part: CodePart) -> String {
    part == .procMacro
      ? "the proc macro `\(package.identity)`" : "the build script of `\(package.identity)`"
  }
}
