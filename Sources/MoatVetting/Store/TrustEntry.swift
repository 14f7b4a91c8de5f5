package import MoatModel

/// One `[[trusted.CRATE]]`: what a publisher releases within a time is taken as it is, read by
/// nobody. Never imported from others.
package struct TrustEntry: Hashable, Sendable {
  package var criteria: [String]
  package var source: PublisherSource
  /// The first day of publication that counts.
  package var start: Day
  /// The first day that does not count any more.
  package var end: Day
  package var notes: String?
  package var aggregatedFrom: [String]

  package init(
    criteria: [String], source: PublisherSource, start: Day, end: Day, notes: String? = nil,
    aggregatedFrom: [String] = []
  ) {
    self.criteria = criteria
    self.source = source
    self.start = start
    self.end = end
    self.notes = notes
    self.aggregatedFrom = aggregatedFrom
  }
}
