/// What is asked of reviews before they count: `[vet.crev]` of a `moat.toml`.
package struct CrevPolicy: Hashable, Sendable {
  /// The people a web of trust starts from.
  package var ids: [CrevID] = []
  /// Folders with proofs, or git repositories with them, below the project or absolute.
  package var repositories: [String] = []
  /// The least trust in a reviewer who praises; whoever is trusted at all can warn.
  package var trust = CrevTrust.low
  /// The least rating. crev calls neutral what is secure and has flaws.
  package var rating = CrevRating.neutral
  package var thoroughness = CrevLevel.low
  package var understanding = CrevLevel.low
  /// How many different people must have reviewed the same.
  package var redundancy = 1
  /// The longest way to a reviewer.
  package var depth = 20
  /// Whether reviews by programs count; nil where nothing is said, and then they do not.
  package var countsAgents: Bool?

  package init() {}

  /// This policy of an organisation with that of a repository, which can ask for more of reviews and
  /// never for less.
  ///
  /// Where trust starts and how far it reaches is the organisation's alone: to leave people out is to
  /// leave out their warnings too. Places with proofs add up, since signatures say whose proofs are.
  package func joined(with repository: CrevPolicy) -> CrevPolicy {
    var joined = self
    joined.repositories += repository.repositories.filter { !repositories.contains($0) }
    joined.trust = max(trust, repository.trust)
    joined.rating = max(rating, repository.rating)
    joined.thoroughness = max(thoroughness, repository.thoroughness)
    joined.understanding = max(understanding, repository.understanding)
    joined.redundancy = max(redundancy, repository.redundancy)
    if repository.countsAgents == false { joined.countsAgents = false }
    return joined
  }
}
