package import MoatModel

/// What was seen in one package's files.
///
/// It says what code is there, not that it runs; and code can hide from it: macros are not expanded,
/// and what a build script writes is not seen.
package struct PackageInspection: Hashable, Sendable {
  package let identity: PackageIdentity
  package let hasBuildScript: Bool
  package let isProcMacro: Bool
  /// Every file with a mark, and all Rust source.
  package let files: [FileInspection]
  /// What could not be read or looked through, as phrases with a path before them.
  package let gaps: [Gap]

  package struct Gap: Hashable, Sendable {
    package let path: String
    package let reason: String

    package init(path: String, reason: String) {
      self.path = path
      self.reason = reason
    }
  }

  package init(
    identity: PackageIdentity, hasBuildScript: Bool, isProcMacro: Bool, files: [FileInspection],
    gaps: [Gap] = []
  ) {
    self.identity = identity
    self.hasBuildScript = hasBuildScript
    self.isProcMacro = isProcMacro
    self.files = files
    self.gaps = gaps
  }
}

/// Where a package's code runs, in one workspace. A package can be in several contexts.
package struct PackageContext: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Built into what is shipped.
  package static let normal = PackageContext(rawValue: 1)
  /// A build-dependency of some package, directly or through others: runs in a build script.
  package static let buildClosure = PackageContext(rawValue: 2)
  /// A proc macro, or a dependency of one: runs in the compiler.
  package static let procMacroClosure = PackageContext(rawValue: 4)
  /// Tests, examples and benchmarks of the workspace only.
  package static let development = PackageContext(rawValue: 8)
}
