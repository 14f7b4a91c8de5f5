package import MoatFindings
package import MoatModel

/// What the workflow rules look at.
package struct WorkflowFacts: Sendable {
  /// In order of path.
  package var files: [WorkflowFile]
  package var scripts: [ScriptFile]
  /// What the repository has that Dependabot can keep up to date.
  package var ecosystems: [EcosystemPresence]
  package var settings: WorkflowSettings

  package init(
    files: [WorkflowFile], scripts: [ScriptFile] = [], ecosystems: [EcosystemPresence] = [],
    settings: WorkflowSettings = WorkflowSettings()
  ) {
    self.files = files
    self.scripts = scripts
    self.ecosystems = ecosystems
    self.settings = settings
  }

  /// The files that are workflows, with what they say.
  package var workflows: [(file: WorkflowFile, workflow: Workflow)] {
    files.compactMap { file in file.workflow.map { (file, $0) } }
  }
}

/// A file with commands that is not a workflow.
package struct ScriptFile: Sendable {
  package enum Kind: Hashable, Sendable {
    case dockerfile, makefile, justfile, shell, powershell
    /// `.cargo/config.toml`, for its aliases.
    case cargoConfiguration
  }

  package let kind: Kind
  package let source: SourceText

  package init(kind: Kind, source: SourceText) {
    self.kind = kind
    self.source = source
  }
}

/// An ecosystem that Dependabot knows, found in the repository.
package struct EcosystemPresence: Hashable, Sendable {
  /// Dependabot's name for it: `cargo`, `github-actions`.
  package let ecosystem: String
  /// The folder, `/` for the root.
  package let directory: String
  /// The file that shows it.
  package let path: String

  package init(ecosystem: String, directory: String, path: String) {
    self.ecosystem = ecosystem
    self.directory = directory
    self.path = path
  }
}

/// What a project has decided about workflows, the `[workflows]` of `moat.toml`.
package struct WorkflowSettings: Hashable, Sendable {
  /// Owners whose actions may be named by a tag; in lower case.
  package var trustedOwners: [String] = ["actions", "github"]

  package init() {}

  /// Whether an action belongs to the project's trusted owners.
  package func trusts(_ reference: UsesReference) -> Bool {
    guard case .repository(let owner, _, _, _) = reference.target else { return false }
    return trustedOwners.contains(owner.lowercased())
  }
}

/// A rule about workflows.
package protocol WorkflowRule: Rule {
  init()
  /// May return a finding twice where aliases show the same text in two places.
  func findings(in facts: WorkflowFacts) -> [Finding]
}

/// Every rule of the group `workflows`.
package enum WorkflowRules {
  package static let all: [any WorkflowRule.Type] = [
    PersistedCredentials.self
  ]

  /// What one rule finds, each finding once.
  package static func findings(of rule: any WorkflowRule.Type, in facts: WorkflowFacts) -> [Finding]
  {
    var seen: Set<Finding> = []
    return rule.init().findings(in: facts).filter { seen.insert($0).inserted }
  }
}
