import MoatAdvisories
import MoatFindings
import MoatPolicy
import Testing

/// Facts that two modules state because neither may import the other.
@Suite struct `Agreement` {
  @Test func `the engine and the policy call the same age stale`() {
    #expect(AdvisoryFacts.defaultStaleAfter == Policy.standardMaximumAge)
    #expect(
      StaleAdvisoryDatabase.info.explanation.whatItDoes.contains(
        "More than \(Policy.standardMaximumAge) days"))
  }
}
