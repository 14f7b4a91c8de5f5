package import MoatCargo
package import MoatFindings
package import MoatModel

/// What the inspection rules look at: the packages of one lockfile that were not written here.
///
/// The workspace's own packages are left out: their authors know them.
package struct InspectionFacts: Sendable {
  /// In the order of the lockfile.
  package let packages: [InspectedPackage]
  /// The lockfile as a whole.
  package let lockfile: Label
  /// What changed against the previous lockfile; nil where none is known, for example outside of git.
  package let updates: [PackageUpdate]?
  /// The names that the previous lockfile has; empty where none is known.
  package let previousNames: Set<String>
  package let acceptance: BuildAcceptance
  package let popularNames: PopularNames
  /// Whether everything was asked to be inspected; a mere check only notes what it did not look at.
  package let isThorough: Bool

  package init(
    packages: [InspectedPackage], lockfile: Label, updates: [PackageUpdate]? = nil,
    previousNames: Set<String> = [],
    acceptance: BuildAcceptance = BuildAcceptance(), popularNames: PopularNames = .standard,
    isThorough: Bool = false
  ) {
    self.packages = packages
    self.lockfile = lockfile
    self.updates = updates
    self.previousNames = previousNames
    self.acceptance = acceptance
    self.popularNames = popularNames
    self.isThorough = isThorough
  }
}

/// A locked package as the inspection rules see it.
package struct InspectedPackage: Sendable {
  package let identity: PackageIdentity
  /// Where its code runs in this workspace; empty where that is not known.
  package let context: PackageContext
  package let reach: Reach
  /// Its place in the lockfile.
  package let label: Label
  /// Whether the lockfile has it from crates.io, so that names there are its neighbours.
  package let isFromCratesIO: Bool
  package let inspection: Evidence<PackageInspection>
  /// What it asks for, from its manifest or its index line.
  package let dependencies: Evidence<[DeclaredDependency]>
  /// The content that an acceptance pins: of the package and of everything that its build script or
  /// proc macro is built from. nil where it runs nothing while something is built.
  package let buildContent: Evidence<SHA256Digest>?
  /// Ways from a workspace member, shortest first.
  package var paths: [DependencyPath] { findPaths() }
  /// Most packages are reported by nothing, so their paths are never asked for.
  private let findPaths: @Sendable () -> [DependencyPath]
  let index: MarkIndex

  package init(
    identity: PackageIdentity, context: PackageContext = [], reach: Reach = .unknown,
    label: Label, isFromCratesIO: Bool = true, inspection: Evidence<PackageInspection>,
    dependencies: Evidence<[DeclaredDependency]> = .unavailable("its manifest was not read"),
    buildContent: Evidence<SHA256Digest>? = nil,
    paths: @autoclosure @escaping @Sendable () -> [DependencyPath] = []
  ) {
    self.identity = identity
    self.context = context
    self.reach = reach
    self.label = label
    self.isFromCratesIO = isFromCratesIO
    self.inspection = inspection
    self.dependencies = dependencies
    self.buildContent = buildContent
    findPaths = paths
    index = MarkIndex(inspection.value)
  }

  var subject: Subject { Subject(package: identity, reach: reach) }

  /// Whether its library runs while something is built, and never in what is shipped.
  var runsOnlyWhileBuilding: Bool {
    !context.isDisjoint(with: [.buildClosure, .procMacroClosure]) && !context.contains(.normal)
  }

  /// One finding about this package, with the marks as notes.
  func finding(
    _ info: RuleInfo, _ message: String, severity: Severity? = nil, confidence: Confidence? = nil,
    marks: [FoundMark] = [], notes: [String] = [], help: String
  ) -> Finding {
    Finding(
      info, message, at: label, severity: severity, confidence: confidence,
      notes: Listed.lines(marks.distinct.notes) + notes, help: help, subject: subject, paths: paths)
  }
}

/// A dependency that a package's manifest names.
package struct DeclaredDependency: Hashable, Sendable {
  /// The package's own name, whatever the manifest calls it.
  package let name: String
  package let kind: ManifestDependency.Kind
  package let isOptional: Bool

  package init(name: String, kind: ManifestDependency.Kind, isOptional: Bool = false) {
    self.name = name
    self.kind = kind
    self.isOptional = isOptional
  }
}

/// A package whose locked version is another than in the previous lockfile.
package struct PackageUpdate: Sendable {
  /// In ``InspectionFacts/packages``.
  package let package: Int
  /// The version that was locked before; the nearest where there were several.
  package let old: PackageIdentity
  package let oldInspection: Evidence<PackageInspection>
  package let oldDependencies: Evidence<[DeclaredDependency]>

  package init(
    package: Int, old: PackageIdentity, oldInspection: Evidence<PackageInspection>,
    oldDependencies: Evidence<[DeclaredDependency]>
  ) {
    self.package = package
    self.old = old
    self.oldInspection = oldInspection
    self.oldDependencies = oldDependencies
  }
}
