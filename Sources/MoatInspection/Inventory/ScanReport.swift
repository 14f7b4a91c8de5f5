package import MoatModel

/// What the packages of a lockfile can do, to be shown.
package struct ScanReport: Sendable {
  /// One locked package that was not written here.
  package struct Package: Sendable {
    package let identity: PackageIdentity
    package let context: PackageContext
    package let inspection: Evidence<PackageInspection>

    package init(
      identity: PackageIdentity, context: PackageContext, inspection: Evidence<PackageInspection>
    ) {
      self.identity = identity
      self.context = context
      self.inspection = inspection
    }
  }

  /// What an update of one package brings.
  package struct Change: Sendable {
    /// nil for a package that was not locked before.
    package let old: PackageIdentity?
    package let new: PackageIdentity
    package let context: PackageContext
    /// What it newly does, what matters most first; the reason where one side is not at hand.
    package let notes: Evidence<[ChangeNote]>

    package init(
      old: PackageIdentity?, new: PackageIdentity, context: PackageContext,
      notes: Evidence<[ChangeNote]>
    ) {
      self.old = old
      self.new = new
      self.context = context
      self.notes = notes
    }
  }

  /// What changed since a commit.
  package struct Delta: Sendable {
    /// As the user named it.
    package let revision: String
    package let changes: [Change]
    package let removed: [PackageIdentity]

    package init(revision: String, changes: [Change], removed: [PackageIdentity]) {
      self.revision = revision
      self.changes = changes
      self.removed = removed
    }
  }

  /// By identity.
  package let packages: [Package]
  /// nil where nothing changed, or it was not asked for; the reason where it cannot be told.
  package let delta: Evidence<Delta>?
  /// The capabilities that were asked for; nil for all.
  package let only: Set<Capability>?

  package init(packages: [Package], delta: Evidence<Delta>?, only: Set<Capability>?) {
    self.packages = packages.sorted { $0.identity < $1.identity }
    self.delta = delta
    self.only = only
  }

  package var inspected: Int { packages.count { $0.inspection.value != nil } }
}

extension InspectionDelta {
  /// What is new as notes, what matters most first.
  package var notes: [ChangeNote] { CapabilityNotes(self).notes.ranked() }
}

extension PackageContext {
  /// The names of options and of JSON.
  package static let names: [(name: String, context: PackageContext)] = [
    ("build", .buildClosure), ("proc-macro", .procMacroClosure), ("normal", .normal),
    ("dev", .development),
  ]

  package var names: [String] { Self.names.filter { contains($0.context) }.map(\.name) }
}
