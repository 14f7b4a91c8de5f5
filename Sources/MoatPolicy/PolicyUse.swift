package import MoatBans
package import MoatFindings
package import MoatModel
package import MoatSources

/// What a run made use of, from which the rules of the group `policy` tell what is left over.
package struct PolicyUse: Sendable {
  package let policy: Policy
  package let today: Day
  /// Every finding of the run, before suppression.
  package let findings: [Finding]
  /// The rules that ran and could decide everywhere.
  package let decidedRules: Set<String>
  package let sources: [SourceFacts]
  package let bans: [BanFacts]

  package init(
    policy: Policy, today: Day, findings: [Finding], decidedRules: Set<String>,
    sources: [SourceFacts], bans: [BanFacts]
  ) {
    self.policy = policy
    self.today = today
    self.findings = findings
    self.decidedRules = decidedRules
    self.sources = sources
    self.bans = bans
  }
}

/// A rule about `moat.toml` itself.
package protocol PolicyRule: Rule {
  init()
  func findings(in use: PolicyUse) -> [Finding]
}

/// Every rule of the group `policy`.
package enum PolicyRules {
  package static let all: [any PolicyRule.Type] = [ExpiredSuppression.self, UnmatchedEntry.self]
}
