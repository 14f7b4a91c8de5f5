package import MoatCargo
package import MoatModel

/// What lies on this machine of one locked package, compared with its lockfile entry.
package struct PackageEvidence: Sendable {
  /// The package in the lockfile's graph.
  package let package: Int
  /// Whether the lockfile has a checksum for it; packages from git repositories have none.
  package let hasChecksum: Bool
  package let archives: [ArchiveEvidence]
  package let folders: [FolderEvidence]
  /// Why nothing of it was found, where something was looked for: `it is not in vendor`.
  package let lack: String?

  package init(
    package: Int, hasChecksum: Bool = true, archives: [ArchiveEvidence] = [],
    folders: [FolderEvidence] = [], lack: String? = nil
  ) {
    self.package = package
    self.hasChecksum = hasChecksum
    self.archives = archives
    self.folders = folders
    self.lack = lack
  }
}

/// A `.crate` that Cargo would take for the package.
package struct ArchiveEvidence: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    /// Its digest is the lockfile's.
    case verified
    case differs(SHA256Digest)
    /// It may be of another registry with the same host, so that it proves nothing.
    case maybeForeign
    case unreadable(String)
  }

  /// As shown to the user.
  package let path: String
  package let state: State

  package init(path: String, state: State) {
    self.path = path
    self.state = state
  }
}

/// A folder that Cargo would compile the package from.
package struct FolderEvidence: Sendable {
  /// As shown to the user.
  package let path: String
  package let place: FileComparison.Place
  /// What of it could not be read.
  package let unread: [CrateFolder.Remark]
  /// Against the files of a verified archive; nil where none is at hand.
  package let againstArchive: FileComparison?
  /// Against the folder's own checksum file; nil where it has none that lists files.
  package let againstOwnChecksums: FileComparison?
  /// The files whose digests were written anew: listed as they are, and not as in the archive.
  package let refreshed: [String]
  /// nil for an unpacked source.
  package let checksums: OwnChecksums?
  package let repacking: Repacking
  /// The checksum the lockfile has for the package.
  package let lockedDigest: SHA256Digest?

  package init(
    path: String, place: FileComparison.Place, lockedDigest: SHA256Digest?,
    unread: [CrateFolder.Remark] = [],
    againstArchive: FileComparison? = nil, againstOwnChecksums: FileComparison? = nil,
    refreshed: [String] = [], checksums: OwnChecksums? = nil, repacking: Repacking = .notTried
  ) {
    self.path = path
    self.place = place
    self.lockedDigest = lockedDigest
    self.unread = unread
    self.againstArchive = againstArchive
    self.againstOwnChecksums = againstOwnChecksums
    self.refreshed = refreshed
    self.checksums = checksums
    self.repacking = repacking
  }

  /// The `.cargo-checksum.json` of a vendored crate.
  package enum OwnChecksums: Hashable, Sendable {
    case missing
    case refused(String)
    case read(package: VendorChecksums.Package, fileCount: Int, malformedFiles: [String])
  }

  /// Whether packing the files again gave the archive that the lockfile pins.
  package enum Repacking: Hashable, Sendable {
    case notTried
    /// The bytes came out, so the files are those of the archive.
    case reproduced
    /// They did not, which says nothing: other packers write other bytes.
    case notReproduced
  }
}

/// A crate of a vendored tree that `[patch]` names by its path, so that Cargo compares it with
/// nothing.
package struct PatchedFolder: Sendable {
  package let identity: PackageIdentity
  /// As shown to the user.
  package let path: String
  /// Against its own checksum file; nil where that cannot be read.
  package let againstOwnChecksums: FileComparison?

  package init(
    identity: PackageIdentity, path: String, againstOwnChecksums: FileComparison?
  ) {
    self.identity = identity
    self.path = path
    self.againstOwnChecksums = againstOwnChecksums
  }
}
