/// Why what was fetched cannot be merged with a store.
package enum ImportFailure: Error, Hashable, Sendable {
  /// An import of the configuration that nothing was fetched for.
  case notFetched(importName: String)
  /// The list defines criteria that make no table.
  case criteria(importName: String, CriteriaError)
  /// A criterion of the `criteria-map` has neither a description nor a text behind its URL.
  case noDescription(importName: String, criterion: String)
  /// Several lists of one import describe a mapped criterion differently.
  case differentDescriptions(importName: String, criterion: String, first: String, second: String)
  /// Mapped criteria mean something else than when they were accepted.
  case changedCriteria([ChangedCriterion])
  /// A crate with `audit-as-crates-io` that crates.io does not have.
  case notPublished(crate: String)

  package struct ChangedCriterion: Hashable, Sendable {
    package let importName: String
    package let criterion: String
    package let accepted: String
    package let fetched: String
  }
}
