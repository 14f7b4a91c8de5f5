/// One `[[audits.CRATE]]`: what somebody says to have found in a version, in the change from one
/// version to another, or in a range of versions.
///
/// It is a statement, not a proof: nothing in it is signed, and it names no digest.
package struct AuditEntry: Hashable, Sendable {
  /// The people who read, mostly as `Name <address>`.
  package var who: [String]
  /// The names of the criteria that hold, or that a violation denies. What they imply is not listed.
  package var criteria: [String]
  package var kind: AuditKind
  /// Whether other projects may take the audit over; false for one that is about a private commit.
  package var importable: Bool
  package var notes: String?
  /// The URLs that the entry came through when lists were merged, the latest last.
  package var aggregatedFrom: [String]
  /// Whether the entry was fetched and is not in `imports.lock` yet. Never written.
  package var isFresh: Bool

  package init(
    who: [String] = [], criteria: [String], kind: AuditKind, importable: Bool = true,
    notes: String? = nil, aggregatedFrom: [String] = [], isFresh: Bool = false
  ) {
    self.who = who
    self.criteria = criteria
    self.kind = kind
    self.importable = importable
    self.notes = notes
    self.aggregatedFrom = aggregatedFrom
    self.isFresh = isFresh
  }

  /// Whether both say the same of the same code. Who says it and the notes do not count: they may be
  /// mended without a new audit.
  package func isSameAudit(as other: AuditEntry) -> Bool {
    kind == other.kind && criteria == other.criteria
  }
}

/// What an audit is about.
package enum AuditKind: Hashable, Sendable {
  /// All of one version.
  case full(VetVersion)
  /// The change between two versions, in either direction.
  case delta(from: VetVersion, to: VetVersion)
  /// A finding against a range of versions: audits of them for these criteria contradict it.
  case violation(VetRequirement)

  /// Whether such an audit is of use to others unless its author says otherwise: not when it touches
  /// a commit, and not for a violation, as in cargo-vet.
  package var isImportableByDefault: Bool {
    switch self {
    case .full(let version): version.gitRevision == nil
    case .delta(let from, let to): from.gitRevision == nil && to.gitRevision == nil
    case .violation: false
    }
  }
}
