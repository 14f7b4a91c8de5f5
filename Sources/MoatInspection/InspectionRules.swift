package import MoatFindings

/// A check of what the source of locked packages can do.
package protocol InspectionRule: Rule {
  init()

  func findings(in facts: InspectionFacts) -> [Finding]
}

/// The rules of this engine.
package enum InspectionRules {
  /// In the order of their ids.
  package static let all: [any InspectionRule.Type] = [
    UninspectedPackage.self
  ]
}
