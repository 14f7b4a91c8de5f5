package import MoatModel

/// Wildcard audits whose end comes near or has passed.
package struct WildcardRenewal: Hashable, Sendable {
  /// One audit that can be renewed.
  package struct Entry: Hashable, Sendable {
    package let crate: String
    /// Its place among the crate's wildcard audits.
    package let index: Int
    package let audit: WildcardAudit
    /// Whether the end has passed.
    package let isExpired: Bool
  }

  /// In the order of the store.
  package let entries: [Entry]

  /// As long before its end an audit is said to expire: as in cargo-vet.
  package static let warningDays = 42
  /// A crate of which nothing was published for so long is not worth a reminder: as in cargo-vet.
  package static let inactiveDays = 112

  private init(entries: [Entry]) { self.entries = entries }

  /// Those that end within ``warningDays``, or have ended.
  ///
  /// - Parameters:
  ///   - publishers: what was fetched of releases, by crate: of an inactive crate nothing is reported.
  ///     The rows of `imports.lock` do not tell: it has only those that are relied on. Without any a
  ///     crate counts as active, as in cargo-vet.
  ///   - includesInactive: whether such crates are reported all the same.
  package static func expiring(
    in store: VetStore, on today: Day, publishers: [String: [PublisherRow]],
    includesInactive: Bool
  ) -> WildcardRenewal {
    let limit = Day(daysSinceEpoch: today.daysSinceEpoch + warningDays)
    let quiet = Day(daysSinceEpoch: today.daysSinceEpoch - inactiveDays)
    return WildcardRenewal(
      entries: all(in: store).compactMap { crate, index, audit in
        guard audit.shouldRenew(before: limit) else { return nil }
        let latest = publishers[crate]?.map(\.when).max() ?? today
        if !includesInactive, latest < audit.end, latest < quiet { return nil }
        return Entry(
          crate: crate, index: index, audit: audit, isExpired: audit.shouldRenew(before: today))
      })
  }

  /// All of one crate that may be renewed; nil for a crate without wildcard audits.
  package static func all(of crate: String, in store: VetStore) -> WildcardRenewal? {
    guard let audits = store.audits.wildcardAudits[crate], !audits.isEmpty else { return nil }
    return WildcardRenewal(
      entries: audits.indices.filter { audits[$0].renew ?? true }.map {
        Entry(crate: crate, index: $0, audit: audits[$0], isExpired: false)
      })
  }

  private static func all(in store: VetStore) -> [(String, Int, WildcardAudit)] {
    StoreOrder.keys(store.audits.wildcardAudits).flatMap { crate in
      (store.audits.wildcardAudits[crate] ?? []).enumerated().map { (crate, $0.offset, $0.element) }
    }
  }

  /// The store with new ends.
  package func renewed(_ store: VetStore, until end: Day) -> VetStore {
    var store = store
    for entry in entries {
      store.audits.wildcardAudits[entry.crate]?[entry.index].end = end
    }
    return store
  }

  /// The crates of which an audit has expired, or will soon.
  package func crates(expired: Bool) -> [String] {
    var seen: Set<String> = []
    return entries.filter { $0.isExpired == expired }.map(\.crate).filter {
      seen.insert($0).inserted
    }
  }
}
