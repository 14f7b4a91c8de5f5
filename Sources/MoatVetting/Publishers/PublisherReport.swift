package import MoatModel

/// Every person, team and workflow that can publish what is locked, as far as it is recorded.
package struct PublisherReport: Sendable {
  /// One of them.
  package struct Entry: Hashable, Sendable {
    package let party: Party
    /// Locked crates that list it as an owner, sorted.
    package let owned: [String]
    /// Locked versions that it published, sorted.
    package let published: [PackageIdentity]
    /// Locked crates of which it published some version, locked or not, sorted.
    package let publishes: [String]
    /// Locked crates of which it published the locked version and that it owns no longer; only
    /// where the owners are known.
    package let formerly: [String]

    /// The locked crates whose next version could be its own, as far as the record tells: what it
    /// owns; for a workflow what it published. Where the owners are not known, what it published.
    package let reach: [String]
  }

  /// The widest reach first.
  package let entries: [Entry]
  package let crates: [LockedCratePublishing]
  /// Locked versions of which nothing is recorded, and why; sorted.
  package let unknown: [(identity: PackageIdentity, why: String)]
  /// Locked versions for which crates.io keeps no publisher, sorted.
  package let unrecorded: [PackageIdentity]
  /// Crates whose owners nobody asked for, sorted.
  package let ownersUnknown: [String]
  /// The oldest answer of crates.io among the crates; nil where it was asked about none.
  package let oldest: Timestamp?

  package init(_ crates: [LockedCratePublishing]) {
    let crates = crates.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    var tally = Tally()
    var unknown: [(identity: PackageIdentity, why: String)] = []
    var unrecorded: [PackageIdentity] = []
    var ownersUnknown: [String] = []
    var oldest: Timestamp?
    for crate in crates {
      switch crate.publishing {
      case .unavailable(let why):
        unknown += crate.identities.map { ($0, why) }
        ownersUnknown.append(crate.name)
      case .known(let publishing):
        tally.add(crate, publishing)
        if publishing.owners == nil { ownersUnknown.append(crate.name) }
        if let asked = publishing.asked { oldest = min(oldest ?? asked, asked) }
        for (identity, version) in zip(crate.identities, crate.versions) {
          guard let publication = publishing.publication(of: version) else {
            let why =
              publishing.asked.map { "crates.io did not list it at \($0)" }
              ?? "no record has this version"
            unknown.append((identity, why))
            continue
          }
          if publication.party == nil { unrecorded.append(identity) }
        }
      }
    }
    self.crates = crates
    entries = tally.entries
    self.unknown = unknown
    self.unrecorded = unrecorded
    self.ownersUnknown = ownersUnknown
    self.oldest = oldest
  }

  /// How many versions are locked.
  package var lockedCount: Int { crates.reduce(0) { $0 + $1.versions.count } }

  /// Whether there is something to report about and nothing is known of it.
  package var knowsNothing: Bool { !crates.isEmpty && entries.isEmpty && unrecorded.isEmpty }

  /// Adds up what each party has.
  private struct Tally {
    private struct Sum {
      /// As the newest of the records names it.
      var party: Party
      var owned: Set<String> = []
      var published: Set<PackageIdentity> = []
      var publishes: Set<String> = []
      var formerly: Set<String> = []
      var reach: Set<String> = []
    }

    private var sums: [Party.Key: Sum] = [:]

    mutating func add(_ crate: LockedCratePublishing, _ publishing: CratePublishing) {
      let owners = Set((publishing.owners ?? []).map(\.key))
      for party in publishing.owners ?? [] {
        with(party) {
          $0.owned.insert(crate.name)
          $0.reach.insert(crate.name)
        }
      }
      let locked = Set(crate.versions)
      for publication in publishing.publications {
        guard let party = publication.party else { continue }
        with(party) { sum in
          sum.publishes.insert(crate.name)
          if party.kind == .workflow || publishing.owners == nil { sum.reach.insert(crate.name) }
          guard locked.contains(publication.version) else { return }
          sum.published.insert(
            PackageIdentity(name: crate.name, version: publication.version.description))
          if publishing.owners != nil, party.kind != .workflow, !owners.contains(party.key) {
            sum.formerly.insert(crate.name)
          }
        }
      }
    }

    private mutating func with(_ party: Party, _ body: (inout Sum) -> Void) {
      body(&sums[party.key, default: Sum(party: party)])
    }

    /// Whoever only published versions that are not locked, and owns nothing now, is left out.
    var entries: [Entry] {
      sums.values.filter { !$0.reach.isEmpty || !$0.published.isEmpty }.map { sum in
        Entry(
          party: sum.party, owned: sum.owned.sorted(), published: sum.published.sorted(),
          publishes: sum.publishes.sorted(), formerly: sum.formerly.sorted(),
          reach: sum.reach.sorted())
      }.sorted { left, right in
        if left.reach.count != right.reach.count { return left.reach.count > right.reach.count }
        if left.published.count != right.published.count {
          return left.published.count > right.published.count
        }
        return left.party < right.party
      }
    }
  }
}

extension LockedCratePublishing {
  /// In the order of ``versions``.
  package var identities: [PackageIdentity] {
    versions.map { PackageIdentity(name: name, version: $0.description) }
  }
}
