/// What changed between a baseline and what is recorded now, crate by crate.
package struct PublisherChanges: Hashable, Sendable {
  /// One crate that changed.
  package struct Crate: Hashable, Sendable {
    package let name: String
    /// Whether the baseline does not have the crate.
    package let isNew: Bool
    /// Owners that were none; for a new crate all of them.
    package let newOwners: [Party]
    package let goneOwners: [Party]
    /// Who published a locked version, and workflows that published any, and had not before.
    package let newPublishers: [Party]
    package let gonePublishers: [Party]
    /// Whether the baseline knew the owners and they are not known now, or the other way round.
    package let ownersNotCompared: Bool

    /// Whether somebody can publish now who could not before.
    package var addsSomebody: Bool { !newOwners.isEmpty || !newPublishers.isEmpty }
  }

  /// Sorted by name; those without a change are left out.
  package let crates: [Crate]
  /// Crates of the baseline that are not locked any more, sorted.
  package let gone: [String]

  /// Crates whose owners the baseline has and nothing tells now, sorted: whether somebody came is not
  /// known.
  package let notCompared: [String]

  /// - Parameters:
  ///   - locked: the names of all locked crates, known or not.
  ///   - asked: those of them that are compared; nil for all.
  package init(
    from baseline: PublisherBaseline, to current: PublisherBaseline, locked: Set<String>,
    asked: Set<String>? = nil
  ) {
    crates = current.crates.map { name, new in
      let old = baseline.crates[name]
      return Crate(name, old, new)
    }.filter {
      $0.isNew || $0.addsSomebody || !$0.goneOwners.isEmpty || !$0.gonePublishers.isEmpty
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    gone = baseline.crates.keys.filter { !locked.contains($0) }.sorted()
    notCompared = (asked ?? locked).filter { name in
      baseline.crates[name]?.owners != nil && current.crates[name]?.owners == nil
    }.sorted()
  }

  /// Whether somebody can publish now who could not before.
  package var addsSomebody: Bool { crates.contains(where: \.addsSomebody) }

  package var isEmpty: Bool { crates.isEmpty && gone.isEmpty && notCompared.isEmpty }
}

extension PublisherChanges.Crate {
  fileprivate init(
    _ name: String, _ old: PublisherBaseline.Crate?, _ new: PublisherBaseline.Crate
  ) {
    self.name = name
    isNew = old == nil
    // Where one side did not know the owners, nothing can be said of them but that they are new.
    let knew = old?.owners
    let isComparable = old == nil || (knew != nil && new.owners != nil)
    newOwners = isComparable ? (new.owners ?? []).without(knew ?? []) : []
    goneOwners = isComparable ? (knew ?? []).without(new.owners ?? []) : []
    ownersNotCompared = !isComparable && (knew != nil || new.owners != nil)
    newPublishers = new.publishers.without(old?.publishers ?? [])
    gonePublishers = (old?.publishers ?? []).without(new.publishers)
  }
}

extension [Party] {
  /// By what tells parties apart: a new login is nobody new.
  fileprivate func without(_ others: [Party]) -> [Party] {
    let keys = Set(others.map(\.key))
    return filter { !keys.contains($0.key) }
  }
}
