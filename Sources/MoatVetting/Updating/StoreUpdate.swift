/// A store brought up to date: what was fetched and is needed is taken in, and what a mode allows to
/// go and nothing needs is dropped.
///
/// The rules are cargo-vet's `get_store_updates`, so that both write the same files. Entries of crates
/// that do not pass stay as they are.
package struct StoreUpdate {
  private let resolver: VetResolver
  private let entries: VetEntries
  private let modes: (String) -> UpdateMode
  /// By crate of the graph; nil for crates that do not pass.
  private var required: [String: RequiredEntries?] = [:]

  /// - Parameters:
  ///   - resolver: the store, what was fetched, and the graph.
  ///   - modes: the mode for a crate.
  package static func updated(
    _ resolver: VetResolver, modes: (String) -> UpdateMode
  ) -> VetStore {
    withoutActuallyEscaping(modes) { modes in
      StoreUpdate(resolver, modes: modes).store()
    }
  }

  /// One mode for all crates.
  package static func updated(_ resolver: VetResolver, mode: UpdateMode) -> VetStore {
    updated(resolver) { _ in mode }
  }

  private init(_ resolver: VetResolver, modes: @escaping (String) -> UpdateMode) {
    self.resolver = resolver
    self.modes = modes
    entries = resolver.entries
    var required: [String: RequiredEntries?] = [:]
    let requirements = resolver.requirements()
    resolver.forEachCrate { crate, places in
      let entries = resolver.requiredEntries(
        of: crate, at: places, requirements: requirements, mode: modes(crate).search)
      required.updateValue(entries, forKey: crate)
    }
    self.required = required
  }

  private func store() -> VetStore {
    var store = resolver.store
    store.audits.audits = ownAudits()
    var imports = ImportsLock()
    for (place, name) in entries.importNames.enumerated() {
      imports.audits[name] = importedFile(place)
    }
    imports.publishers = publishers()
    imports.unpublished = unpublished()
    store.imports = imports
    store.configuration.exemptions = exemptions()
    return store
  }

  /// What a crate needs: nothing where it is not in the graph, nil where it does not pass.
  private func needs(_ crate: String) -> RequiredEntries? {
    guard let known = required[crate] else { return RequiredEntries() }
    return known
  }

  /// Whether imports about a crate that nothing needs go.
  private func prunesImports(_ crate: String) -> Bool {
    modes(crate).prunesImports || needs(crate)?.takesNewImport(crate, entries) ?? false
  }

  private func ownAudits() -> [String: [AuditEntry]] {
    var audits = resolver.store.audits.audits
    for (crate, needed) in required {
      guard let needed, modes(crate).prunesPrivateAudits, let list = audits[crate] else { continue }
      audits[crate] = list.enumerated()
        .filter { $0.element.importable || needed.ownAudits.contains($0.offset) }
        .map(\.element)
    }
    return audits.filter { !$0.value.isEmpty }
  }

  private func importedFile(_ place: Int) -> AuditsFile {
    let live = entries.imported[place]
    var file = AuditsFile(criteria: live.criteria)
    for (crate, audits) in live.audits {
      let needed = needs(crate)
      let isUsed = required[crate] != nil
      let prunes = prunesImports(crate)
      let kept = audits.enumerated().filter { index, audit in
        if !prunes, !audit.isFresh { return true }
        // Violations of crates in use are kept, so that they are heeded without a network.
        if case .violation = audit.kind { return isUsed }
        guard let needed else { return !audit.isFresh }
        return needed.audits.contains(RequiredEntries.Imported(file: place, index: index))
      }
      if !kept.isEmpty { file.audits[crate] = kept.map { $0.element.stored() } }
    }
    for (crate, audits) in live.wildcardAudits {
      let needed = needs(crate)
      let prunes = prunesImports(crate)
      let kept = audits.enumerated().filter { index, audit in
        if !prunes, !audit.isFresh { return true }
        guard let needed else { return !audit.isFresh }
        return needed.wildcards.contains(RequiredEntries.Imported(file: place, index: index))
      }
      if !kept.isEmpty { file.wildcardAudits[crate] = kept.map { $0.element.stored() } }
    }
    return file
  }

  private func publishers() -> [String: [PublisherRow]] {
    var publishers: [String: [PublisherRow]] = [:]
    for (crate, rows) in entries.publishers {
      let needed = needs(crate)
      let prunes = prunesImports(crate)
      let kept = rows.enumerated().filter { index, row in
        if !prunes, !row.isFresh { return true }
        return needed.map { $0.rows.contains(index) } ?? !row.isFresh
      }
      if !kept.isEmpty { publishers[crate] = kept.map { $0.element.stored() } }
    }
    return publishers
  }

  /// Rows about unpublished versions are pruned with the exemptions: they are exemptions in effect.
  private func unpublished() -> [String: [UnpublishedRow]] {
    var unpublished: [String: [UnpublishedRow]] = [:]
    for (crate, rows) in entries.unpublished {
      let needed = needs(crate)
      let prunes = modes(crate).prunesExemptions
      var kept: [UnpublishedRow] = []
      for (index, row) in rows.enumerated() {
        let isKept =
          !prunes && !row.isFresh
          || (needed.map { $0.unpublished.contains(index) } ?? !row.isFresh)
        // The fresh row may be the same as the one the store has.
        if isKept, !kept.contains(row.stored()) { kept.append(row.stored()) }
      }
      if !kept.isEmpty { unpublished[crate] = kept }
    }
    return unpublished
  }

  private func exemptions() -> [String: [Exemption]] {
    var all: [String: [Exemption]] = [:]
    for (crate, exemptions) in entries.exemptions {
      let needed = needs(crate)
      for (index, exemption) in exemptions.enumerated() {
        let useful = needed.map { $0.exemptions[index] ?? .empty }
        all[crate, default: []] += kept(exemption, useful, modes(crate))
      }
    }
    for (crate, needed) in required {
      for (version, set) in needed?.newExemptions ?? [:] {
        all[crate, default: []].append(
          Exemption(version: version, criteria: resolver.criteria.minimalNames(set)))
      }
    }
    return all.filter { !$0.value.isEmpty }
  }

  /// What is left of one exemption.
  ///
  /// - Parameter useful: the criteria that it is needed for; nil where the crate does not pass.
  private func kept(
    _ exemption: Exemption, _ useful: CriteriaSet?, _ mode: UpdateMode
  ) -> [Exemption] {
    let criteria = resolver.criteria
    let original = criteria.set(exemption.criteria)
    var useful = useful ?? original
    if !mode.prunesExemptions { useful.formUnion(original) }
    if useful.isEmpty { return [] }
    var kept: [Exemption] = []
    if !exemption.suggest, !original.isSuperset(of: useful) {
      // An exemption that is not to be suggested was a decision, and a wider one would be another.
      kept.append(
        Exemption(
          version: exemption.version,
          criteria: criteria.minimalNames(useful.subtracting(original))))
      useful = original
    }
    var narrowed = exemption
    narrowed.criteria = criteria.minimalNames(useful)
    kept.append(narrowed)
    return kept
  }
}
