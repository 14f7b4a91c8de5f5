/// The entries that a verdict rests on: the project's own, and the imports as they are in the store
/// or, where the network was asked, as they were fetched.
package struct VetEntries: Sendable {
  package let own: AuditsFile
  package let exemptions: [String: [Exemption]]
  /// The names of the imports in their order; ``EdgeOrigin`` counts in it.
  package let importNames: [String]
  /// By the place of the name.
  package let imported: [AuditsFile]
  package let publishers: [String: [PublisherRow]]
  package let unpublished: [String: [UnpublishedRow]]
  /// Signed reviews outside of the store that the policy lets count, by crate.
  package let reviews: [String: [AcceptedReview]]

  /// - Parameter live: what was fetched, merged with the store's `imports.lock`; nil where only the
  ///   store counts.
  package init(store: VetStore, live: ImportsLock? = nil, reviews: [AcceptedReview] = []) {
    self.reviews = Dictionary(grouping: reviews, by: \.crate)
    let imports = live ?? store.imports
    own = store.audits
    exemptions = store.configuration.exemptions
    importNames = StoreOrder.keys(imports.audits)
    imported = importNames.map { imports.audits[$0] ?? AuditsFile() }
    publishers = imports.publishers
    unpublished = imports.unpublished
  }

  private init(_ other: VetEntries, own: AuditsFile, publishers: [String: [PublisherRow]]) {
    self.own = own
    exemptions = other.exemptions
    importNames = other.importNames
    imported = other.imported
    self.publishers = publishers
    unpublished = other.unpublished
    reviews = other.reviews
  }

  /// The same with what a file says about one crate among the project's own entries, and with rows
  /// about the crate's publishers where there are none yet.
  func adding(_ file: AuditsFile, crate: String, rows: [PublisherRow]) -> VetEntries {
    var own = self.own
    if let audits = file.audits[crate] { own.audits[crate, default: []] += audits }
    if let audits = file.wildcardAudits[crate] { own.wildcardAudits[crate, default: []] += audits }
    var publishers = self.publishers
    if publishers[crate] == nil { publishers[crate] = rows }
    return VetEntries(self, own: own, publishers: publishers)
  }

  /// The file of an import, or the project's own.
  package func file(_ importIndex: Int?) -> AuditsFile {
    guard let importIndex else { return own }
    return imported.indices.contains(importIndex) ? imported[importIndex] : AuditsFile()
  }

  /// The name of an import; nil for the project's own file.
  package func name(_ importIndex: Int?) -> String? {
    guard let importIndex, importNames.indices.contains(importIndex) else { return nil }
    return importNames[importIndex]
  }

  private func file(named name: String?) -> AuditsFile? {
    guard let name else { return own }
    return importNames.firstIndex(of: name).map { imported[$0] }
  }

  /// The audit or violation that a reference names; nil where there is none.
  package func audit(_ reference: EntryReference) -> AuditEntry? {
    guard reference.kind == .audit else { return nil }
    return file(named: reference.importName)?.audits[reference.crate]?.at(reference.index)
  }

  /// The wildcard audit that a reference names; nil where there is none.
  package func wildcard(_ reference: EntryReference) -> WildcardAudit? {
    guard reference.kind == .wildcard else { return nil }
    return file(named: reference.importName)?.wildcardAudits[reference.crate]?.at(reference.index)
  }

  /// The entry behind an edge, for those that are audits, wildcard audits or trusted entries.
  package func reference(_ origin: EdgeOrigin, crate: String) -> EntryReference? {
    switch origin {
    case .ownAudit(let index): EntryReference(.audit, crate: crate, index: index)
    case .importedAudit(let file, let index):
      EntryReference(.audit, importName: name(file), crate: crate, index: index)
    case .wildcard(let file, let entry, _):
      EntryReference(.wildcard, importName: name(file), crate: crate, index: entry)
    case .trusted(let entry, _): EntryReference(.trusted, crate: crate, index: entry)
    case .exemption, .unpublished, .review, .newExemption: nil
    }
  }
}

extension Array {
  /// The element at a place, if there is one.
  func at(_ place: Int) -> Element? { indices.contains(place) ? self[place] : nil }
}
