/// What cargo-vet does to a store before every write: entries in order, crates without entries gone.
///
/// Sorting is stable, so entries that differ only in what does not count keep their order.
extension VetConfiguration {
  package func tidied() -> VetConfiguration {
    var result = self
    result.exemptions = Tidying.map(exemptions, by: Exemption.precedes)
    return result
  }
}

extension AuditsFile {
  package func tidied() -> AuditsFile {
    AuditsFile(
      criteria: criteria, wildcardAudits: Tidying.map(wildcardAudits, by: WildcardAudit.precedes),
      audits: Tidying.map(audits, by: AuditEntry.precedes),
      trusted: Tidying.map(trusted, by: TrustEntry.precedes))
  }
}

extension ImportsLock {
  package func tidied() -> ImportsLock {
    ImportsLock(
      unpublished: Tidying.map(unpublished, by: UnpublishedRow.precedes),
      publishers: Tidying.map(publishers, by: PublisherRow.precedes),
      audits: audits.mapValues { $0.tidied() })
  }
}

extension VetStore {
  package func tidied() -> VetStore {
    VetStore(
      configuration: configuration.tidied(), audits: audits.tidied(), imports: imports.tidied())
  }
}

private enum Tidying {
  static func map<Entry>(
    _ map: [String: [Entry]], by precedes: (Entry, Entry) -> Bool
  ) -> [String: [Entry]] {
    map.filter { !$0.value.isEmpty }.mapValues { entries in
      // The standard library's sort is stable but does not promise it.
      entries.count < 2
        ? entries
        : entries.enumerated().sorted { left, right in
          precedes(left.element, right.element)
            || !precedes(right.element, left.element) && left.offset < right.offset
        }.map(\.element)
    }
  }
}
