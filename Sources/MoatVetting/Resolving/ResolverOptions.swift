/// How a verdict differs from the one that cargo-vet gives.
///
/// The default changes nothing. All of it is data that a policy was turned into before; places are
/// those of the ``VetGraph`` that is resolved, references those of its ``VetEntries``.
package struct ResolverOptions: Hashable, Sendable {
  /// Packages that need no audit, because nothing that matters builds them. They demand nothing of
  /// their dependencies either.
  package var leftOut: Set<Int> = []
  /// What packages must meet beside what the graph demands of them, by place.
  package var additionalCriteria: [Int: CriteriaSet] = [:]
  /// What packages must meet instead of what the graph demands of them, by place. Does not flow on
  /// to their dependencies, which the graph demands of as ever.
  package var replacedCriteria: [Int: CriteriaSet] = [:]
  /// Audits, violations, wildcard audits and trusted entries that do not count.
  package var ignoredEntries: Set<EntryReference> = []
  /// Uses of wildcard audits and trusted entries that do not count.
  package var refusedGrants: Set<PublisherGrant> = []
  /// Signed reviews outside of the store, and what they count for; the resolver takes them into its
  /// ``VetEntries``.
  package var reviews: [AcceptedReview] = []
  package var reviewCriteria = CriteriaSet.empty

  package init() {}
}
