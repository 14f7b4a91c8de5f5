/// The entry of a store that an edge of an ``AuditGraph`` stands for.
///
/// Numbers are places in the lists of the crate: see ``VetEntries``. Imports are numbered in the
/// order of their names.
package enum EdgeOrigin: Hashable, Sendable {
  /// From the project's own `audits.toml`.
  case ownAudit(Int)
  case importedAudit(import: Int, Int)
  /// A wildcard audit (own where `import` is nil), and the row that says the publisher is meant.
  case wildcard(import: Int?, entry: Int, row: Int)
  /// A `[[trusted]]` entry, always own, and the row that says the publisher is meant.
  case trusted(entry: Int, row: Int)
  case exemption(Int)
  case unpublished(Int)
  /// A signed review outside of the store: see ``VetEntries/reviews``.
  case review(Int)
  /// An exemption that no store has yet: only with ``SearchMode/regenerateExemptions``.
  case newExemption
}

/// Where an entry stands in a store, or in what was fetched for it.
package struct EntryReference: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Violations are audits of a kind.
    case audit, wildcard, trusted
  }

  package var kind: Kind
  /// nil for the project's own file.
  package var importName: String?
  package var crate: String
  /// The place in the crate's list.
  package var index: Int

  package init(_ kind: Kind, importName: String? = nil, crate: String, index: Int) {
    self.kind = kind
    self.importName = importName
    self.crate = crate
    self.index = index
  }
}

/// One use of a wildcard audit or a trusted entry: the entry, and the published version it is
/// applied to.
package struct PublisherGrant: Hashable, Sendable {
  package var entry: EntryReference
  /// The place in the crate's list of publisher rows.
  package var row: Int

  package init(entry: EntryReference, row: Int) {
    self.entry = entry
    self.row = row
  }
}
