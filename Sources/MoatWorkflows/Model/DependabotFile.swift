package import MoatModel
package import MoatSyntax

/// The configuration of Dependabot, `.github/dependabot.yml`.
package struct DependabotFile: Sendable {
  package let mapping: YAMLMapping
  package let version: WorkflowText?
  package let updates: [DependabotUpdate]
  /// The value of `updates`.
  package let updatesNode: YAMLNode?
}

/// One entry of `updates`.
package struct DependabotUpdate: Sendable {
  package let node: YAMLNode
  package let mapping: YAMLMapping
  /// `package-ecosystem`, in lower case.
  package let ecosystem: String?
  package let ecosystemNode: YAMLNode?
  /// `directory` or `directories`, which may have wildcards.
  package let directories: [WorkflowText]
  /// `schedule.interval`.
  package let interval: WorkflowText?
  package let cooldown: UpdateCooldown?
  /// `insecure-external-code-execution`.
  package let externalCodeExecution: WorkflowText?
  /// `open-pull-requests-limit`; 0 switches version updates off.
  package let pullRequestLimit: WorkflowText?
  /// `registries` that it may use; `*` for all.
  package let registries: [WorkflowText]

  package var span: SourceSpan {
    ecosystemNode?.resolved.span ?? mapping.span
  }
}

/// `cooldown`: for how many days a new release is left alone.
package struct UpdateCooldown: Sendable {
  package let keyNode: YAMLNode
  package let node: YAMLNode
  /// The entries `default-days`, `semver-major-days` and so on, as written.
  package let entries: NamedTexts
  package let include: [WorkflowText]
  package let exclude: [WorkflowText]

  /// `default-days`; nil if it is absent or no number.
  package var defaultDays: Int? { days("default-days") }

  package func days(_ key: String) -> Int? { entries[key].flatMap { Int($0.text) } }
}
