package import MoatFindings

/// A check of locked packages, toolchains or the database itself.
package protocol AdvisoryRule: Rule {
  init()

  func findings(in facts: AdvisoryFacts) -> [Finding]
}

/// The rules of this engine.
package enum AdvisoryRules {
  /// In the order of their ids.
  package static let all: [any AdvisoryRule] = [
    AdvisoryNotice(),
    BrokenAdvisory(),
    MaliciousDependency(),
    MissingAdvisoryDatabase(),
    StaleAdvisoryDatabase(),
    UnmaintainedDependency(),
    UnsoundDependency(),
    VulnerableDependency(),
    VulnerableToolchain(),
    YankedDependency(),
  ]
}
