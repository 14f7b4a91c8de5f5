import MoatModel

/// Looks at the times for which a project's own entries trust publishers.
struct TrustPeriods {
  let store: VetStore
  let crates: [LockedCrate]
  let today: Day

  /// One entry that trusts whoever publishes.
  struct Entry {
    let kind: VettingFacts.TrustEnd.Kind
    let crate: String
    let source: PublisherSource
    let start: Day
    let end: Day
    /// Whether somebody wants to be told before the end.
    let isRenewed: Bool
  }

  /// An entry that ends, and the locked version that it no longer covers.
  struct Ending {
    let entry: Entry
    let uncovered: LockedCrate?
  }

  /// In the order of crates.
  var entries: [Entry] {
    let trusts = StoreOrder.keys(store.audits.trusted).flatMap { crate in
      (store.audits.trusted[crate] ?? []).map {
        Entry(
          kind: .trust, crate: crate, source: $0.source, start: $0.start, end: $0.end,
          isRenewed: true)
      }
    }
    let wildcards = StoreOrder.keys(store.audits.wildcardAudits).flatMap { crate in
      (store.audits.wildcardAudits[crate] ?? []).map {
        Entry(
          kind: .wildcardAudit, crate: crate, source: $0.source, start: $0.start, end: $0.end,
          isRenewed: $0.renew ?? true)
      }
    }
    return trusts + wildcards
  }

  /// Entries about locked crates that end soon, or that ended before a locked version came out.
  func endings(within days: Int) -> [Ending] {
    let locked = Dictionary(grouping: crates) { $0.name }
    let limit = today.daysSinceEpoch + days
    let all = entries
    return all.compactMap { entry in
      guard let versions = locked[entry.crate], entry.end.daysSinceEpoch <= limit else {
        return nil
      }
      let rows = (store.imports.publishers[entry.crate] ?? []).filter { $0.source == entry.source }
      if entry.end > today {
        // Whoever published nothing that is locked will not be missed.
        let isUsed = rows.contains { row in
          row.when >= entry.start && versions.contains { $0.vetVersion == row.version }
        }
        return entry.isRenewed && isUsed ? Ending(entry: entry, uncovered: nil) : nil
      }
      let late = rows.first { row in
        row.when >= entry.end && !all.contains { $0.covers(row, of: entry.crate) }
          && versions.contains { $0.vetVersion == row.version }
      }
      return late.flatMap { row in
        versions.first { $0.vetVersion == row.version }
      }.map { Ending(entry: entry, uncovered: $0) }
    }
  }

  /// Entries that cover more days than `limit`, with how many.
  func longer(than limit: Int) -> [(entry: Entry, days: Int)] {
    entries.compactMap { entry in
      let days = entry.end.daysSinceEpoch - entry.start.daysSinceEpoch
      return days > limit ? (entry, days) : nil
    }
  }

  /// Whom a source is, in the words of a report: the login where `imports.lock` knows it.
  func name(of source: PublisherSource) -> String {
    switch source {
    case .trustedPublisher(let repository): return repository
    case .user(let number):
      for rows in store.imports.publishers.values {
        for row in rows where row.source == source {
          if let login = row.userLogin { return login }
        }
      }
      return "user \(number)"
    }
  }
}

extension TrustPeriods.Entry {
  fileprivate func covers(_ row: PublisherRow, of crate: String) -> Bool {
    self.crate == crate && source == row.source && start <= row.when && row.when < end
  }
}
