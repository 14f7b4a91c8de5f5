/// What people say of a crate in signed reviews outside of the store, where signatures and digests were
/// checked and a policy believes them: as good as an audit, for criteria that the policy names.
///
/// Nothing of it is in the store, and nothing is ever written there.
package struct AcceptedReview: Hashable, Sendable {
  package let crate: String
  /// nil: all of ``to`` was reviewed; else only what changed since.
  package let from: VetVersion?
  package let to: VetVersion
  /// As they are shown; never empty.
  package let reviewers: [String]

  package init(crate: String, from: VetVersion?, to: VetVersion, reviewers: [String]) {
    self.crate = crate
    self.from = from
    self.to = to
    self.reviewers = reviewers
  }
}

extension VetReport {
  /// The packages that pass by such reviews, and would not without them, by place; with the places of
  /// the reviews in ``VetEntries/reviews``.
  package var restingOnReviews: [(place: Int, reviews: [Int])] {
    searches.indices.compactMap { place in
      if case .missing = standings[place] { return nil }
      var reviews: Set<Int> = []
      for search in searches[place] {
        guard case .vetted(let path) = search.outcome else { continue }
        for step in path.steps {
          if case .review(let index) = step.origin { reviews.insert(index) }
        }
      }
      return reviews.isEmpty ? nil : (place, reviews.sorted())
    }
  }

  /// Who reviewed what a package rests on: each once, in order.
  package func reviewers(_ reviews: [Int], of place: Int) -> [String] {
    let all = entries.reviews[graph.packages[place].name] ?? []
    return Set(reviews.flatMap { all.at($0)?.reviewers ?? [] }).sorted()
  }
}
