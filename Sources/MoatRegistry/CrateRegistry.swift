package import MoatArchive
package import MoatModel

/// A registry that can be asked, of whatever kind.
package protocol CrateRegistry: Sendable {
  /// What the index has of a crate.
  ///
  /// - Parameter revision: of a copy at hand; if it is still the newest nothing is sent again.
  func answer(
    about crate: String, since revision: IndexRevision?
  ) async throws(RegistryFailure) -> IndexAnswer

  /// An archive with the digest that was asked for.
  ///
  /// - Parameter digest: what the index or the lockfile promises.
  /// - Throws: ``RegistryFailure``; `mismatch` for other bytes.
  func archive(
    of identity: PackageIdentity, expecting digest: SHA256Digest
  ) async throws(RegistryFailure) -> VerifiedArchive
}

/// The answer to one question about a crate.
package enum IndexAnswer: Hashable, Sendable {
  case file(IndexFile)
  /// The file is as it was at the revision that was named.
  case unchanged
  /// The registry has no such crate. 404 says so; 410 and 451, which the documentation allows too,
  /// are hard errors to Cargo since 1.96. nil where the registry is no server.
  case absent(status: Int?)
}
