/// What a rule says about itself: the source of its page, its help, its SARIF entry and its place
/// in the configuration schema.
package struct RuleInfo: Hashable, Sendable {
  /// Kebab-case, reads well after "allow": `allow missing-checksum`.
  package let id: String
  package let group: RuleGroup
  package let severity: Severity
  package let confidence: Confidence
  /// What must be at hand for the rule to decide; without it the rule says *undetermined*.
  package let evidence: [EvidenceNeed]
  /// The evidence whose absence the rule reports. It then runs wherever a rule that needs that
  /// evidence does, so that a rule chosen alone never passes for want of looking.
  package let guards: [EvidenceNeed]
  package let fix: FixKind
  /// A lowercase phrase that completes "this rule finds …".
  package let summary: String
  package let explanation: Explanation
  /// Addresses of the facts the rule stands on.
  package let references: [String]

  package init(
    id: String, group: RuleGroup, severity: Severity, confidence: Confidence = .high,
    evidence: [EvidenceNeed], guards: [EvidenceNeed] = [], fix: FixKind = .none, summary: String,
    explanation: Explanation,
    references: [String] = []
  ) {
    self.id = id
    self.group = group
    self.severity = severity
    self.confidence = confidence
    self.evidence = evidence
    self.guards = guards
    self.fix = fix
    self.summary = summary
    self.explanation = explanation
    self.references = references
  }
}

/// The four sections of a rule's page, as Markdown.
package struct Explanation: Hashable, Sendable {
  package let whatItDoes: String
  package let whyItMatters: String
  package let whatToDo: String
  package let example: String

  package init(whatItDoes: String, whyItMatters: String, whatToDo: String, example: String) {
    self.whatItDoes = whatItDoes
    self.whyItMatters = whyItMatters
    self.whatToDo = whatToDo
    self.example = example
  }
}

/// The rules that one switch turns together.
package enum RuleGroup: String, Hashable, Sendable, CaseIterable, Comparable {
  case lockfile, sources, bans, advisories, provenance, releases, inspection, vetting, workflows,
    policy

  package static func < (left: RuleGroup, right: RuleGroup) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Evidence a rule may need.
package enum EvidenceNeed: String, Hashable, Sendable {
  case lockfile = "lockfile"
  case manifests = "manifests"
  case cargoConfiguration = "cargo configuration"
  case git = "git"
  case advisoryDatabase = "advisory database"
  case indexCache = "Cargo's index cache"
  case crateFiles = "archives, unpacked sources and vendored crates"
  case indexRecord = "Moat's record of the index"
  case auditStore = "audit store"
  case publisherRecord = "Moat's record of publishers"
  case workflows = "workflows and Dependabot's configuration"
  case pins = "recorded pins or clones of actions"
  case policy = "moat.toml"
}

/// Whether `moat` can repair what a rule reports.
package enum FixKind: String, Hashable, Sendable {
  case none, safe, unsafe
}

/// A check with its metadata in one file. What it looks at is the engine's own protocol.
package protocol Rule: Sendable {
  static var info: RuleInfo { get }
}
