package import MoatFindings

/// A rule about audits and the store that holds them.
package protocol VettingRule: Rule {
  init()
  func findings(in facts: VettingFacts) -> [Finding]
}

/// Every rule of the group `vetting`.
package enum VettingRules {
  package static let all: [any VettingRule.Type] = [
    AuditDigestMismatch.self, AuditViolation.self, EndingTrust.self,
    SuppressedExemptionInUse.self, TrustBeyondLimit.self, ReviewWarning.self, UnauditedSource.self,
    UnformattedAuditStore.self, UnneededAuditImport.self, UnneededExemption.self,
    UnreadableAuditStore.self, UnreadReview.self, UnusedViolationOverride.self,
    UnvettedDependency.self,
  ]
}
