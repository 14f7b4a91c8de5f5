package import MoatFindings
package import MoatModel

/// What the rules about audits look at: one lockfile, and the store that vouches for what it locks.
///
/// Empty lists mean that there is nothing to tell. With ``problems`` nothing else was looked at.
package struct VettingFacts: Sendable {
  /// The folder of the store.
  package let store: Label
  /// Why the store cannot be judged.
  package var problems: [StoreProblem] = []
  /// Files that are not as cargo-vet writes them.
  package var unformatted: [UnformattedFile] = []
  /// What is not vetted for what it needs.
  package var unvetted: [UnvettedPackage] = []
  /// What somebody recorded a violation for.
  package var violations: [ForbiddenPackage] = []
  package var exemptions: [ExemptionStanding] = []
  package var endings: [TrustEnd] = []
  /// Imports of which nothing is used.
  package var unneededImports: [NamedEntry] = []
  package var unauditedSources: [UndecidedSource] = []
  package var digestConflicts: [DigestConflict] = []
  package var overrides: [OverrideStanding] = []
  package var longTrusts: [LongTrust] = []
  /// The criteria that `moat.toml` names and the store does not define.
  package var undefinedCriteria: [NamedEntry] = []
  package var reviews = Reviews()
  package let today: Day

  package init(store: Label, today: Day) {
    self.store = store
    self.today = today
  }
}

extension VettingFacts {
  /// A package that findings are about.
  package struct Package: Sendable {
    package let identity: PackageIdentity
    package let reach: Reach
    /// Its place in the lockfile.
    package let label: Label
    /// Ways from a workspace member, shortest first.
    package var paths: [DependencyPath] { findPaths() }
    /// Most packages are reported by nothing, so their paths are never asked for.
    private let findPaths: @Sendable () -> [DependencyPath]

    package init(
      identity: PackageIdentity, reach: Reach, label: Label,
      paths: @autoclosure @escaping @Sendable () -> [DependencyPath] = []
    ) {
      self.identity = identity
      self.reach = reach
      self.label = label
      findPaths = paths
    }

    var subject: Subject { Subject(package: identity, reach: reach) }

    func finding(
      _ info: RuleInfo, _ message: String, at primary: Label? = nil, severity: Severity? = nil,
      related: [Label] = [], notes: [String] = [], help: String?
    ) -> Finding {
      Finding(
        info, message, at: primary ?? label, severity: severity, related: related, notes: notes,
        help: help, subject: subject, paths: paths)
    }
  }

  /// Why a store cannot be judged.
  package struct StoreProblem: Hashable, Sendable {
    package let label: Label
    package let message: String
    package let help: String?

    package init(at label: Label, _ message: String, help: String? = nil) {
      self.label = label
      self.message = message
      self.help = help
    }
  }

  /// A file of the store whose text is not the one that cargo-vet would write.
  package struct UnformattedFile: Hashable, Sendable {
    /// At the first line that differs.
    package let label: Label

    package init(at label: Label) { self.label = label }
  }

  /// Something with a name, where it is written.
  package struct NamedEntry: Hashable, Sendable {
    package let name: String
    package let label: Label

    package init(_ name: String, at label: Label) {
      self.name = name
      self.label = label
    }
  }

  package struct UnvettedPackage: Sendable {
    package let package: Package
    /// The criteria that it needs and no path of audits leads to; never empty.
    package let missing: [String]
    /// What reading would close the gap; nil where that is not known.
    package let reading: Reading?
    /// Why entries that are there do not count.
    package let notes: [String]
    /// Why it may need less than it seems to; nil where that is certain.
    package let doubt: String?

    package init(
      _ package: Package, missing: [String], reading: Reading? = nil, notes: [String] = [],
      doubt: String? = nil
    ) {
      self.doubt = doubt
      self.package = package
      self.missing = missing
      self.reading = reading
      self.notes = notes
    }
  }

  /// One step that somebody would have to read.
  package struct Reading: Hashable, Sendable {
    /// nil: the whole of ``to``.
    package let from: String?
    package let to: String

    package init(from: String?, to: String) {
      self.from = from
      self.to = to
    }
  }

  /// A locked version that a violation is recorded for.
  package struct ForbiddenPackage: Sendable {
    package let package: Package
    /// Whether the locked version itself is forbidden, and not only another one of the crate that
    /// entries vouch for.
    package let isLocked: Bool
    /// The import that says so; nil for the project's own audits.
    package let importName: String?
    /// Where the violation is written.
    package let label: Label
    /// The versions it forbids.
    package let versions: String
    package let criteria: [String]
    package let notes: String?
    /// Whether it contradicts entries that cargo-vet compares with; else only Moat reports it.
    package let stopsCargoVet: Bool
    /// What vouches for the version all the same: `a wildcard audit of …`.
    package let contradicts: [String]

    package init(
      _ package: Package, isLocked: Bool, importName: String?, label: Label, versions: String,
      criteria: [String], notes: String?, stopsCargoVet: Bool, contradicts: [String]
    ) {
      self.package = package
      self.isLocked = isLocked
      self.importName = importName
      self.label = label
      self.versions = versions
      self.criteria = criteria
      self.notes = notes
      self.stopsCargoVet = stopsCargoVet
      self.contradicts = contradicts
    }
  }
}
