/// An entry that may have been fetched and not be in the store yet.
protocol FetchedEntry {
  var isFresh: Bool { get set }
}

extension FetchedEntry {
  /// As it stands in a store.
  func stored() -> Self {
    var entry = self
    entry.isFresh = false
    return entry
  }
}

/// A statement of somebody that others can import.
protocol ImportedStatement: FetchedEntry {
  var who: [String] { get }
  var criteria: [String] { get set }
  var notes: String? { get }

  /// Whether both say the same; who says it and the notes do not count.
  func isSameAudit(as other: Self) -> Bool
}

extension AuditEntry: ImportedStatement {}
extension WildcardAudit: ImportedStatement {}
extension PublisherRow: FetchedEntry {}
extension UnpublishedRow: FetchedEntry {}
