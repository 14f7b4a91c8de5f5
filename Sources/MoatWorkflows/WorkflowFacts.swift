package import MoatFindings
package import MoatModel

/// What the workflow rules look at.
package struct WorkflowFacts: Sendable {
  /// In order of path.
  package var files: [WorkflowFile]
  package var scripts: [ScriptFile]
  /// What the repository has that Dependabot can keep up to date.
  package var ecosystems: [EcosystemPresence]
  /// The folders with a `Cargo.lock` that git keeps, from the repository's root, `""` for the root
  /// itself; nil if nobody looked.
  package var lockfileFolders: Set<String>?
  /// Renovate's configuration, which updates in place of Dependabot's.
  package var renovate: String?
  /// Where Dependabot's configuration is, or would be.
  package var dependabotPath: String
  package var settings: WorkflowSettings
  /// What is known of the repositories that actions come from.
  package var pins: PinEvidence
  /// Workflows, actions and scripts that could not be read.
  package var unread: [UnreadFile]
  /// Whether the files are a whole repository, so that what is missing among them is missing.
  package var isWhole: Bool

  package init(
    files: [WorkflowFile], scripts: [ScriptFile] = [], ecosystems: [EcosystemPresence] = [],
    lockfileFolders: Set<String>? = nil, renovate: String? = nil,
    dependabotPath: String = ".github/dependabot.yml",
    settings: WorkflowSettings = WorkflowSettings(), pins: PinEvidence = .none,
    unread: [UnreadFile] = [], isWhole: Bool = true
  ) {
    self.files = files
    self.scripts = scripts
    self.ecosystems = ecosystems
    self.lockfileFolders = lockfileFolders
    self.renovate = renovate
    self.dependabotPath = dependabotPath
    self.settings = settings
    self.pins = pins
    self.unread = unread
    self.isWhole = isWhole
  }

  /// The files that are workflows, with what they say.
  package var workflows: [(file: WorkflowFile, workflow: Workflow)] {
    files.compactMap { file in file.workflow.map { (file, $0) } }
  }
}

/// A file with commands that is not a workflow. A reference, so that it is read once for all rules.
package final class ScriptFile: Sendable {
  package enum Kind: Hashable, Sendable {
    case dockerfile, makefile, justfile, shell, powershell
    /// For cmd.
    case batch
    /// `.cargo/config.toml`, for its aliases.
    case cargoConfiguration
  }

  package let kind: Kind
  package let source: SourceText
  private let knownSequences = Once<[ScriptSequence]>()

  package init(kind: Kind, source: SourceText) {
    self.kind = kind
    self.source = source
  }

  /// What the file runs.
  package var sequences: [ScriptSequence] { knownSequences.value { read() } }
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

/// A file that is there and could not be read.
package struct UnreadFile: Hashable, Sendable {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
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
    AuthWithoutIdToken.self,
    CargoInstallUnlocked.self,
    CargoInstallUnpinned.self,
    CargoUnlocked.self,
    CheckCannotFail.self,
    DependabotCooldown.self,
    DependabotExecution.self,
    DependabotMissing.self,
    EnvironmentFileInjection.self,
    ExposedPublishingJob.self,
    ForeignCheckout.self,
    IdTokenBesideWrite.self,
    ImpostorCommit.self,
    PersistedCredentials.self,
    PinComment.self,
    PipeToShell.self,
    PublishWithoutEnvironment.self,
    RefusedPublishTrigger.self,
    ReleaseCache.self,
    SecretToThirdParty.self,
    SecretsInherit.self,
    SelfHostedRunner.self,
    StoredPublishToken.self,
    SwallowedFailure.self,
    TemplateInjection.self,
    TokenBesideOidc.self,
    UnpinnedAction.self,
    UnpinnedImage.self,
    UnpinnedTool.self,
    UnreadableWorkflow.self,
    UnverifiedDownload.self,
    WorkflowPermissions.self,
  ]

  /// What one rule finds, each finding once.
  package static func findings(of rule: any WorkflowRule.Type, in facts: WorkflowFacts) -> [Finding]
  {
    var seen: Set<Finding> = []
    return rule.init().findings(in: facts).filter { seen.insert($0).inserted }
  }
}
