/// What is asked of reviews before they count: `[vet.crev]` of a `moat.toml`.
package struct CrevPolicy: Hashable, Sendable {
  /// The people a web of trust starts from.
  package var ids: [CrevID] = []
  /// Folders with proofs, below the project or absolute, and addresses of git repositories.
  package var repositories: [String] = []
  /// The least trust in a reviewer.
  package var trust = CrevTrust.low
  package var thoroughness = CrevLevel.low
  package var understanding = CrevLevel.low
  /// How many different people must have reviewed the same.
  package var redundancy = 1
  /// The longest way to a reviewer.
  package var depth = 20
  /// Whether reviews by programs count.
  package var countsAgents = false

  package init() {}
}
