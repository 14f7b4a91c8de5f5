package import MoatModel

/// One `[[wildcard-audits.CRATE]]`: every version that somebody publishes within a time counts as
/// audited, because whoever publishes vouches for what goes in.
package struct WildcardAudit: Hashable, Sendable {
  package var who: [String]
  package var criteria: [String]
  package var source: PublisherSource
  /// The first day of publication that counts.
  package var start: Day
  /// The first day that does not count any more. cargo-vet's book calls the end inclusive; its code
  /// excludes it, and the code decides verdicts.
  package var end: Day
  /// False when nobody wants to be reminded before the end; nothing said means true.
  package var renew: Bool?
  package var notes: String?
  package var aggregatedFrom: [String]
  /// Whether the entry was fetched and is not in `imports.lock` yet. Never written.
  package var isFresh: Bool

  package init(
    who: [String] = [], criteria: [String], source: PublisherSource, start: Day, end: Day,
    renew: Bool? = nil, notes: String? = nil, aggregatedFrom: [String] = [], isFresh: Bool = false
  ) {
    self.who = who
    self.criteria = criteria
    self.source = source
    self.start = start
    self.end = end
    self.renew = renew
    self.notes = notes
    self.aggregatedFrom = aggregatedFrom
    self.isFresh = isFresh
  }

  /// Whether both vouch for the same publisher in the same time. Who says it and the notes do not
  /// count.
  package func isSameAudit(as other: WildcardAudit) -> Bool {
    source == other.source && start == other.start && end == other.end
      && criteria == other.criteria
  }

  /// Whether a reminder is due on a day that the end comes before.
  package func shouldRenew(before day: Day) -> Bool { renew ?? true && end < day }
}
