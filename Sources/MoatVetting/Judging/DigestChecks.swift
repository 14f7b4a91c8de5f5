package import MoatModel

/// Holds the digests that audits record against those of the lockfile.
package struct DigestChecks: Sendable {
  package private(set) var conflicts: [Conflict] = []

  /// One audit that was made of other bytes: it says nothing of what is locked.
  package struct Conflict: Sendable {
    package let crate: LockedCrate
    package let audit: AuditEntry
    package let reference: EntryReference
    package let recorded: SHA256Digest
    package let locked: SHA256Digest
  }

  /// - Parameter crates: what is locked. Only packages from crates.io have the bytes that audits are
  ///   of.
  package init(_ entries: VetEntries, locked crates: [LockedCrate]) {
    var locked: [String: [LockedCrate]] = [:]
    for crate in crates where crate.origin == .cratesIO && crate.checksum != nil {
      locked[crate.name, default: []].append(crate)
    }
    let files = [nil] + entries.imported.indices.map { Optional($0) }
    for name in StoreOrder.keys(locked) {
      for file in files {
        for (index, audit) in (entries.file(file).audits[name] ?? []).enumerated() {
          // Nearly no audit has notes with a digest in them.
          guard audit.notes != nil else { continue }
          let reference = EntryReference(
            .audit, importName: entries.name(file), crate: name, index: index)
          if let conflict = Self.conflict(audit, reference, locked[name] ?? []) {
            conflicts.append(conflict)
          }
        }
      }
    }
  }

  /// The audits that do not count.
  package var contradicted: Set<EntryReference> { Set(conflicts.map(\.reference)) }

  private static func conflict(
    _ audit: AuditEntry, _ reference: EntryReference, _ crates: [LockedCrate]
  ) -> Conflict? {
    for note in ArchiveDigestNote.all(in: audit.notes, crate: reference.crate) {
      for crate in crates where crate.version == note.version && audit.isAbout(note.version) {
        guard let checksum = crate.checksum, checksum != note.digest else { continue }
        return Conflict(
          crate: crate, audit: audit, reference: reference, recorded: note.digest,
          locked: checksum)
      }
    }
    return nil
  }
}

extension AuditEntry {
  /// Whether it says something of a published version that a violation does not.
  fileprivate func isAbout(_ version: Version) -> Bool {
    switch kind {
    case .full(let audited): audited == VetVersion(version)
    case .delta(let from, let to):
      from == VetVersion(version) || to == VetVersion(version)
    case .violation: false
    }
  }
}
