import MoatAdvisories
import MoatFindings
import MoatPolicy
import MoatReleases
import Testing

/// Facts that two modules state because neither may import the other.
@Suite struct `Agreement` {
  @Test func `the engine and the policy call the same age stale`() {
    #expect(AdvisoryFacts.defaultStaleAfter == Policy.standardMaximumAge)
    #expect(
      StaleAdvisoryDatabase.info.explanation.whatItDoes.contains(
        "More than \(Policy.standardMaximumAge) days"))
  }

  @Test func `the engine and the policy have the same cooldown`() {
    #expect(ReleaseFacts.Cooldown.defaultDays == Policy.standardCooldown)
    #expect(
      TooNewVersion.info.explanation.whatItDoes.contains(
        "younger than the cooldown: \(Policy.standardCooldown) days"))
  }
}
