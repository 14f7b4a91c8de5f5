/// Something that cargo-vet does not look at or does not say, found on the way to the same verdict.
package enum VetNote: Hashable, Sendable {
  /// A package passes by a wildcard audit, a trusted entry or an unpublished row, although a violation
  /// is on record against that version.
  case violationPassedBy(package: Int, violation: EntryReference, by: EdgeOrigin)
  /// A package passes by a wildcard audit of an import that the configuration excludes for the crate:
  /// `exclude` drops audits and violations only.
  case excludedImportCounts(package: Int, importName: String)
  /// A package fails, and the release in use or another was published on the very day an entry ends.
  /// That day does not count, though cargo-vet's documentation says it does.
  case endsOnPublication(package: Int, entry: EntryReference, row: Int)
}
