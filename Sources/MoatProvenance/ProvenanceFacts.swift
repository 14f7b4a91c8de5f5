package import MoatCargo
package import MoatFindings
import MoatModel

/// What the provenance rules look at: one lockfile, and what lies on this machine of its packages.
package struct ProvenanceFacts: Sendable {
  package let locked: LockedWorkspace
  /// Whether everything was asked to be proven; a mere check is quiet about what it did not look at.
  package let isThorough: Bool
  /// In the order of the graph; only packages with a checksum, and of those only the ones for which
  /// something was looked for.
  package let packages: [PackageEvidence]
  package let patched: [PatchedFolder]
  /// Folders and files that hold evidence and could not be looked at.
  package let unread: [CrateFolder.Remark]

  package init(
    locked: LockedWorkspace, isThorough: Bool, packages: [PackageEvidence],
    patched: [PatchedFolder] = [], unread: [CrateFolder.Remark] = []
  ) {
    self.locked = locked
    self.isThorough = isThorough
    self.packages = packages
    self.patched = patched
    self.unread = unread
  }

  func package(_ evidence: PackageEvidence) -> LockedPackage {
    locked.graph.packages[evidence.package]
  }

  func label(_ evidence: PackageEvidence) -> Label {
    Label(locked.lockfile.source.path, package(evidence).span)
  }

  func subject(_ evidence: PackageEvidence) -> Subject {
    Subject(package: package(evidence).identity, reach: locked.reach[evidence.package])
  }

  /// One finding about a package.
  func finding(
    _ info: RuleInfo, _ message: String, about evidence: PackageEvidence,
    severity: Severity? = nil, notes: [String], help: String
  ) -> Finding {
    Finding(
      info, message, at: label(evidence), severity: severity, notes: notes, help: help,
      subject: subject(evidence))
  }
}

/// A rule about the bytes of locked packages.
package protocol ProvenanceRule: Rule {
  init()
  func findings(in facts: ProvenanceFacts) -> [Finding]
}

/// Every rule of the group `provenance`.
package enum ProvenanceRules {
  package static let all: [any ProvenanceRule.Type] = [
    EditedSource.self, EditedVendoredCrate.self, PatchedVendoredCrate.self,
    RefreshedVendorChecksums.self, StrippedVendoredCrate.self, TamperedArchive.self,
    UnlistedFile.self, UnreadableEvidence.self, UnverifiedPackage.self,
    VendoredCrateMismatch.self, WeakVendorChecksums.self,
  ]
}
