extension VetStore {
  /// The store without what stands for audits that nobody made: exemptions, but for those with
  /// `suggest = false`.
  package func withoutSuggestedExemptions() -> VetStore {
    var store = self
    store.configuration.exemptions = configuration.exemptions
      .mapValues { $0.filter { !$0.suggest } }
      .filter { !$0.value.isEmpty }
    return store
  }
}

extension ImportsLock {
  /// What was fetched, without the unpublished rows that a newer one may replace: so that suggestions
  /// are about the closest version published by now.
  package func withoutStoredUnpublished() -> ImportsLock {
    var imports = self
    imports.unpublished = unpublished.mapValues { $0.filter(\.isFresh) }.filter {
      !$0.value.isEmpty
    }
    return imports
  }

  /// What was fetched, with the unpublished rows of today in place of those of the store: what
  /// `regenerate unpublished` starts from. A check may fail afterwards.
  package func replacingStoredUnpublished() -> ImportsLock {
    var imports = withoutStoredUnpublished()
    imports.unpublished = imports.unpublished.mapValues { rows in rows.map { $0.stored() } }
    return imports
  }
}
