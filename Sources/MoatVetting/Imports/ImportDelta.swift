import MoatModel

/// What changed between two versions of a list of audits, entry by entry.
///
/// Who vouches, notes and the way an entry came count for ``reworded`` only: they change no verdict.
package struct ImportDelta: Hashable, Sendable {
  /// One entry.
  package struct Entry: Hashable, Sendable {
    package enum Kind: Int, Hashable, Sendable, Comparable {
      /// In the order in which they matter.
      case violation, wildcard, audit

      package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    package let kind: Kind
    package let crate: String
    /// What it is about: `1.2.3`, `1.2.2 → 1.2.3`, `<1.0`, or who published when.
    package let subject: String
    package let criteria: [String]
    package let who: [String]
  }

  /// A criterion whose meaning changed.
  package struct Criterion: Hashable, Sendable {
    package let name: String
    /// nil where it was not defined.
    package let old: CriteriaDefinition?
    /// nil where it is gone.
    package let new: CriteriaDefinition?

    /// Whether a criterion that was there means something else now.
    package var isRedefined: Bool { old != nil && new != nil }
  }

  /// Each sorted: violations first, then by crate and subject.
  package let added: [Entry]
  package let removed: [Entry]
  /// As they are now: only who vouches or the notes changed.
  package let reworded: [Entry]
  /// Sorted by name.
  package let criteria: [Criterion]

  package init(from old: AuditsFile, to new: AuditsFile) {
    var difference = EntryDifference()
    for crate in Set(old.audits.keys).union(new.audits.keys) {
      difference.compare(
        (old.audits[crate] ?? []).map { Keyed($0, crate) },
        (new.audits[crate] ?? []).map { Keyed($0, crate) })
    }
    for crate in Set(old.wildcardAudits.keys).union(new.wildcardAudits.keys) {
      difference.compare(
        (old.wildcardAudits[crate] ?? []).map { Keyed($0, crate) },
        (new.wildcardAudits[crate] ?? []).map { Keyed($0, crate) })
    }
    added = difference.added.sorted()
    removed = difference.removed.sorted()
    reworded = difference.reworded.sorted()
    criteria = Set(old.criteria.keys).union(new.criteria.keys).sorted().compactMap { name in
      let (before, after) = (old.criteria[name], new.criteria[name])
      if let before, let after, before.isSame(as: after) { return nil }
      return Criterion(name: name, old: before, new: after)
    }
  }

  package var isEmpty: Bool {
    added.isEmpty && removed.isEmpty && reworded.isEmpty && criteria.isEmpty
  }

  /// The criteria that somebody has to agree to anew: what they promise is not what it was.
  package var redefined: [Criterion] { criteria.filter(\.isRedefined) }
}

extension ImportDelta {
  /// The entries of an `imports.lock` that a list does not have any more.
  ///
  /// Criteria are not compared: `imports.lock` has them in the project's own terms.
  package static func withdrawn(inUse: AuditsFile, from list: AuditsFile) -> [Entry] {
    struct Subject: Hashable {
      let kind: Entry.Kind
      let crate: String
      let subject: String

      init(_ entry: Entry) {
        kind = entry.kind
        crate = entry.crate
        subject = entry.subject
      }
    }
    func entries(_ file: AuditsFile) -> [Entry] {
      file.audits.flatMap { crate, audits in audits.map { Keyed($0, crate).entry } }
        + file.wildcardAudits.flatMap { crate, audits in audits.map { Keyed($0, crate).entry } }
    }
    let present = Set(entries(list).map(Subject.init))
    return entries(inUse).filter { !present.contains(Subject($0)) }.sorted()
  }
}

extension ImportDelta.Entry: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    if left.kind != right.kind { return left.kind < right.kind }
    if left.crate != right.crate { return StoreOrder.text(left.crate, right.crate) == .lower }
    if left.subject != right.subject {
      return StoreOrder.text(left.subject, right.subject) == .lower
    }
    return StoreOrder.list(left.criteria, right.criteria) == .lower
  }
}

extension CriteriaDefinition {
  /// Whether both promise the same: the text, where it is, and what follows from it.
  fileprivate func isSame(as other: CriteriaDefinition) -> Bool {
    description == other.description && descriptionURL == other.descriptionURL
      && Set(implies) == Set(other.implies)
  }
}

/// An entry with what makes it the same one in another version of the list.
private struct Keyed {
  let entry: ImportDelta.Entry
  /// Who vouches, and the notes.
  let words: [String]

  init(_ audit: AuditEntry, _ crate: String) {
    let kind: ImportDelta.Entry.Kind
    let subject: String
    switch audit.kind {
    case .full(let version): (kind, subject) = (.audit, version.description)
    case .delta(let from, let to): (kind, subject) = (.audit, "\(from) → \(to)")
    case .violation(let requirement): (kind, subject) = (.violation, requirement.description)
    }
    entry = ImportDelta.Entry(
      kind: kind, crate: crate, subject: subject + (audit.importable ? "" : " (not for others)"),
      criteria: audit.criteria, who: audit.who)
    words = audit.who + [audit.notes ?? ""]
  }

  init(_ audit: WildcardAudit, _ crate: String) {
    let source =
      switch audit.source {
      case .user(let id): "user \(id)"
      case .trustedPublisher(let place): place
      }
    entry = ImportDelta.Entry(
      kind: .wildcard, crate: crate,
      subject: "all by \(source) from \(audit.start) until \(audit.end)",
      criteria: audit.criteria, who: audit.who)
    words = audit.who + [audit.notes ?? ""]
  }

  struct Key: Hashable {
    let kind: ImportDelta.Entry.Kind
    let subject: String
    let criteria: Set<String>
  }

  var key: Key { Key(kind: entry.kind, subject: entry.subject, criteria: Set(entry.criteria)) }
}

/// Pairs the entries of two versions, each once.
private struct EntryDifference {
  var added: [ImportDelta.Entry] = []
  var removed: [ImportDelta.Entry] = []
  var reworded: [ImportDelta.Entry] = []

  mutating func compare(_ old: [Keyed], _ new: [Keyed]) {
    var before = Dictionary(grouping: old, by: \.key)
    var unmatched: [Keyed] = []
    // Those that are the same to the letter first: of two look-alikes the right one stays.
    for entry in new {
      let places = before[entry.key] ?? []
      if let place = places.firstIndex(where: { $0.words == entry.words }) {
        before[entry.key]?.remove(at: place)
      } else {
        unmatched.append(entry)
      }
    }
    for entry in unmatched {
      if let left = before[entry.key], !left.isEmpty {
        before[entry.key]?.removeFirst()
        reworded.append(entry.entry)
      } else {
        added.append(entry.entry)
      }
    }
    removed += before.values.flatMap { $0 }.map(\.entry)
  }
}
