import MoatArchive
package import MoatCargo
package import MoatModel
package import MoatRegistry
package import MoatStore

/// Why nothing was vendored. What was there is there as it was.
package enum VendorFailure: Error, Sendable {
  /// No archive with the locked digest was found for these.
  case missing([MissingArchive])
  /// An archive with the locked digest that is not fit to be unpacked.
  case refused(PackageIdentity, reason: String)
  /// The builds to serve do not fit the workspace.
  case selection(BuildSelectionFailure)
  /// The destination holds the project, or is no folder to replace.
  case destination(String)
  /// The tree that is there has files that are not what was vendored. Never empty.
  case modified([CrateFolder.Remark])
  /// Something could not be written.
  case store(StoreFailure)
  /// libcrypto is no use here.
  case cannotHash
  case cancelled

  /// A crate without an archive.
  package struct MissingArchive: Hashable, Sendable {
    package let identity: PackageIdentity
    package let others: [CrateArchives.Candidate]
    /// Why it was not downloaded.
    package let reason: String?
  }
}

/// What a vendored tree holds now.
package struct VendorOutcome: Hashable, Sendable {
  package var crateCount = 0
  /// Of these crates only a stub was written.
  package var stubCount = 0
  package var fileCount = 0
  package var byteCount = 0
  /// Archives that have a locked crate's name and are not it.
  package var others: [CrateArchives.Candidate] = []
  /// Where something of the old tree is left, because it could not be removed.
  package var leftover: String?
}
