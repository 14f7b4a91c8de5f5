package import MoatModel

/// Holds the digests that audits record against those of the lockfile.
package struct DigestChecks: Sendable {
  /// The store without the audits that were made of other bytes: they say nothing of what is locked.
  package private(set) var store: VetStore
  package private(set) var conflicts: [Conflict] = []

  /// One audit that is contradicted.
  package struct Conflict: Sendable {
    package let crate: LockedCrate
    package let audit: AuditEntry
    /// nil for the project's own.
    package let importName: String?
    package let recorded: SHA256Digest
    package let locked: SHA256Digest
  }

  /// - Parameter crates: what is locked. Only packages from crates.io have the bytes that audits are
  ///   of.
  package init(_ store: VetStore, locked crates: [LockedCrate]) {
    self.store = store
    var checksums: [String: [LockedCrate]] = [:]
    for crate in crates where crate.origin == .cratesIO && crate.checksum != nil {
      checksums[crate.name, default: []].append(crate)
    }
    let own = checked(store.audits.audits, nil, checksums)
    self.store.audits.audits = own
    for name in StoreOrder.keys(store.imports.audits) {
      guard let file = store.imports.audits[name] else { continue }
      let kept = checked(file.audits, name, checksums)
      self.store.imports.audits[name]?.audits = kept
    }
  }

  private mutating func checked(
    _ audits: [String: [AuditEntry]], _ importName: String?, _ locked: [String: [LockedCrate]]
  ) -> [String: [AuditEntry]] {
    var kept = audits
    for name in StoreOrder.keys(audits) {
      guard let crates = locked[name] else { continue }
      kept[name] = audits[name]?.filter { audit in
        let notes = ArchiveDigestNote.all(in: audit.notes, crate: name)
        // Nearly every audit: nothing recorded, nothing to compare.
        if notes.isEmpty { return true }
        let found = notes.lazy.compactMap { note in
          crates.first { Self.is($0, of: note, in: audit) }.map { (note, $0) }
        }.first
        guard let (note, crate) = found, let checksum = crate.checksum else { return true }
        conflicts.append(
          Conflict(
            crate: crate, audit: audit, importName: importName, recorded: note.digest,
            locked: checksum))
        return false
      }
    }
    return kept
  }

  /// Whether a note is about a locked version that the audit is about, and names other bytes.
  private static func `is`(
    _ crate: LockedCrate, of note: ArchiveDigestNote, in audit: AuditEntry
  ) -> Bool {
    guard crate.version == note.version, crate.checksum != note.digest else { return false }
    let version = VetVersion(note.version)
    switch audit.kind {
    case .full(let audited): return audited == version
    case .delta(let from, let to): return from == version || to == version
    case .violation: return false
    }
  }
}
