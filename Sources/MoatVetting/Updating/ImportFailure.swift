/// Why what was fetched cannot be merged with a store.
package enum ImportFailure: Error, Hashable, Sendable {
  /// An import of the configuration that nothing was fetched for.
  case notFetched(importName: String)
  /// The list defines criteria that make no table.
  case criteria(importName: String, CriteriaError)
  /// A criterion of the `criteria-map` has neither a description nor a text behind its URL.
  case noDescription(importName: String, criterion: String)
  /// Several lists of one import describe mapped criteria differently.
  case differentLists(importName: String, AggregationErrors)
  /// Mapped criteria mean something else than when they were accepted.
  case changedCriteria([ChangedCriterion])
  /// A crate with `audit-as-crates-io` that crates.io does not have.
  case notPublished(crate: String)

  /// A lowercase phrase for the user.
  package var message: String {
    switch self {
    case .notFetched(let name): "nothing was fetched for the import `\(name)`"
    case .criteria(let name, let error):
      "the import `\(name)` has no usable criteria: \(error.message)"
    case .noDescription(let name, let criterion):
      "the criterion `\(criterion)` of the import `\(name)` has no description"
    case .differentLists(let name, let errors):
      "the lists of the import `\(name)` do not fit: "
        + errors.errors.map(\.message).joined(separator: "; ")
    case .changedCriteria(let changes):
      changes.map { "the import `\($0.importName)` changed what `\($0.criterion)` means" }
        .joined(separator: "; ")
    case .notPublished(let crate):
      "`\(crate)` has `audit-as-crates-io`, but crates.io has no such crate"
    }
  }

  package struct ChangedCriterion: Hashable, Sendable {
    package let importName: String
    package let criterion: String
    package let accepted: String
    package let fetched: String

    package init(importName: String, criterion: String, accepted: String, fetched: String) {
      self.importName = importName
      self.criterion = criterion
      self.accepted = accepted
      self.fetched = fetched
    }
  }
}
