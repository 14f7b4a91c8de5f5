import MoatModel

extension LiveImports {
  /// What was fetched in the form of an `imports.lock` with everything in it, in the project's own
  /// criteria, each entry marked fresh unless the store has it already.
  ///
  /// This is what a check resolves with and what an update picks from. Entries that the store has and
  /// their owner withdrew are gone.
  ///
  /// - Parameters:
  ///   - acceptsChangedCriteria: whether a mapped criterion may have got another text.
  ///   - unread: imports that nothing was fetched for and that stay as they are in the store. What
  ///     their owners said since is then missing, violations too; the caller has to say so.
  package func merged(
    into store: VetStore, graph: VetGraph, criteria: CriteriaTable,
    acceptsChangedCriteria: Bool = false, unread: Set<String> = []
  ) throws(ImportFailure) -> ImportsLock {
    var live = ImportsLock()
    var changed: [ImportFailure.ChangedCriterion] = []
    for name in StoreOrder.keys(store.configuration.imports) {
      guard let declaration = store.configuration.imports[name] else { continue }
      if unread.contains(name) {
        live.audits[name] = store.imports.audits[name] ?? AuditsFile()
        continue
      }
      var file = try Self.file(
        of: name, audits[name] ?? [], as: declaration, criteria: criteria)
      if let stored = store.imports.audits[name] {
        changed += Self.changes(importName: name, from: stored, to: file)
        Self.markKnown(&file, stored)
      }
      live.audits[name] = file
    }
    guard changed.isEmpty || acceptsChangedCriteria else { throw .changedCriteria(changed) }
    live.unpublished = try unpublished(store.imports.unpublished, graph)
    live.publishers = publishers(
      of: cratesWithReleases(store: store, graph: graph), store.imports.publishers)
    return live
  }

  /// The lists of a project in our own criteria, all of it fresh: for an import, and for a project that
  /// could be one.
  ///
  /// - Parameter declaration: nil for a project that is not imported, which is taken by the built-in
  ///   criteria alone.
  package static func file(
    of name: String, _ lists: [FetchedAudits], as declaration: ImportDeclaration?,
    criteria: CriteriaTable
  ) throws(ImportFailure) -> AuditsFile {
    let declaration = declaration ?? ImportDeclaration(urls: lists.map(\.url))
    return try ImportMapping(name: name, declaration: declaration, criteria: criteria).file(lists)
  }

  private static func changes(
    importName: String, from stored: AuditsFile, to fetched: AuditsFile
  ) -> [ImportFailure.ChangedCriterion] {
    StoreOrder.keys(stored.criteria).compactMap { criterion in
      guard let old = stored.criteria[criterion]?.description,
        let new = fetched.criteria[criterion]?.description, old != new
      else { return nil }
      return ImportFailure.ChangedCriterion(
        importName: importName, criterion: criterion, accepted: old, fetched: new)
    }
  }

  /// Marks what the store has as not fresh: each stored entry once.
  ///
  /// Who vouched and the notes may have been mended since, and an audit is the same without them. But
  /// where several entries differ in nothing else, the one that is equal in them too is meant: taking
  /// any other would put a different entry into the store with every update.
  private static func markKnown(_ file: inout AuditsFile, _ stored: AuditsFile) {
    markKnown(&file.audits, stored.audits)
    markKnown(&file.wildcardAudits, stored.wildcardAudits)
  }

  private static func markKnown<Entry: ImportedStatement>(
    _ fetched: inout [String: [Entry]], _ stored: [String: [Entry]]
  ) {
    for (crate, known) in stored {
      guard var entries = fetched[crate] else { continue }
      var unmatched: [Entry] = []
      for entry in known {
        let place = entries.firstIndex {
          $0.isFresh && $0.isSameAudit(as: entry) && $0.who == entry.who && $0.notes == entry.notes
        }
        if let place { entries[place].isFresh = false } else { unmatched.append(entry) }
      }
      for entry in unmatched {
        let place = entries.firstIndex { $0.isFresh && $0.isSameAudit(as: entry) }
        if let place { entries[place].isFresh = false }
      }
      fetched[crate] = entries
    }
  }

  /// The store's rows, and for each package that is audited as if it came from crates.io a fresh one
  /// that leads from the closest published version.
  ///
  /// A fresh row is added even where the store has the same one: a check then keeps the old one, and
  /// pruning takes the new one.
  private func unpublished(
    _ stored: [String: [UnpublishedRow]], _ graph: VetGraph
  ) throws(ImportFailure) -> [String: [UnpublishedRow]] {
    var rows = stored
    for package in graph.packages where package.isAuditedAsCratesIO {
      // Nothing known changes nothing; known to be nothing is an error.
      guard let published = versions[package.name] else { continue }
      guard let closest = Self.closest(to: package.version.semver, in: published) else {
        throw .notPublished(crate: package.name)
      }
      if closest == package.version.semver { continue }
      var list = rows[package.name] ?? []
      for place in list.indices where list[place].version == package.version {
        list[place].stillUnpublished = true
      }
      list.append(
        UnpublishedRow(
          version: package.version, auditedAs: VetVersion(closest), isFresh: true,
          stillUnpublished: true))
      rows[package.name] = list
    }
    return rows
  }

  /// The highest version that is not above, or else the lowest above.
  static func closest(to version: Version, in published: [Version]) -> Version? {
    let sorted = published.map { VetVersion($0) }.sorted()
    let wanted = VetVersion(version)
    return (sorted.last { $0 <= wanted } ?? sorted.first)?.semver
  }

  /// The rows about crates that some entry speaks of. A row of the store that no release is known for
  /// stays: who published a version does not change. Rows about other crates are of no use any more.
  private func publishers(
    of crates: [String], _ stored: [String: [PublisherRow]]
  ) -> [String: [PublisherRow]] {
    var all: [String: [PublisherRow]] = [:]
    for crate in crates {
      let kept = stored[crate] ?? []
      let known = Set(kept.map(\.version.semver))
      let releases = self.releases[crate] ?? []
      let listed = Set(releases.map(\.version))
      let rows =
        kept.filter { !listed.contains($0.version.semver) }
        + releases.compactMap { PublisherRow($0, isFresh: !known.contains($0.version)) }
      if !rows.isEmpty { all[crate] = rows.sorted { $0.version < $1.version } }
    }
    return all
  }
}

extension PublisherRow {
  /// The row for a release; nil where nobody is known to have published it.
  init?(_ release: CrateRelease, isFresh: Bool) {
    guard let publisher = release.publisher else { return nil }
    self.init(
      version: VetVersion(release.version), when: release.published, source: publisher.source,
      userLogin: publisher.login, userName: publisher.name, isFresh: isFresh)
  }
}
