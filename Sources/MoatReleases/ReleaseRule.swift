package import MoatFindings

/// A check of what the index says, and said, of locked crates.
package protocol ReleaseRule: Rule {
  init()

  func findings(in facts: ReleaseFacts) -> [Finding]
}

/// The rules of this engine.
package enum ReleaseRules {
  /// In the order of their ids.
  package static let all: [any ReleaseRule.Type] = [
    ChangedIndexEntry.self, FirstVersionIsHigh.self, TooNewVersion.self, YankStorm.self,
  ]
}
