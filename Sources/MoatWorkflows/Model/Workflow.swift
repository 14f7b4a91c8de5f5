package import MoatSyntax

/// A workflow as written. That it could be read proves nothing about whether GitHub accepts it.
package final class Workflow: Sendable {
  package let mapping: YAMLMapping
  package let name: WorkflowText?
  package let runName: WorkflowText?
  /// The key `on`; nil if it is missing.
  package let onKey: YAMLNode?
  package let triggers: Triggers
  package let permissions: Permissions?
  package let env: NamedTexts?
  package let defaults: RunDefaults?
  package let jobs: [Job]

  init(
    mapping: YAMLMapping, name: WorkflowText?, runName: WorkflowText?, onKey: YAMLNode?,
    triggers: Triggers, permissions: Permissions?, env: NamedTexts?, defaults: RunDefaults?,
    jobs: [Job]
  ) {
    self.mapping = mapping
    self.name = name
    self.runName = runName
    self.onKey = onKey
    self.triggers = triggers
    self.permissions = permissions
    self.env = env
    self.defaults = defaults
    self.jobs = jobs
  }

  package func job(_ id: String) -> Job? {
    jobs.first { $0.id.lowercased() == id.lowercased() }
  }
}

/// `defaults.run`.
package struct RunDefaults: Sendable {
  package let shell: WorkflowText?
  package let workingDirectory: WorkflowText?
}

/// `environment` of a job.
package struct JobEnvironment: Sendable {
  package let keyNode: YAMLNode
  package let node: YAMLNode
  package let name: WorkflowText?
  package let url: WorkflowText?
}

/// `runs-on`.
package struct RunsOn: Sendable {
  package let node: YAMLNode
  /// Every label. One that is an expression may stand for several.
  package let labels: [WorkflowText]
  package let group: WorkflowText?
}

/// A container of a job, or a service beside it.
package struct Container: Sendable {
  /// The service's name; nil for the job's own container.
  package let name: String?
  package let node: YAMLNode
  package let image: WorkflowText?
  package let env: NamedTexts?
  package let credentials: NamedTexts?
  package let options: WorkflowText?
}

/// `secrets` of a job that calls a workflow.
package enum PassedSecrets: Sendable {
  /// `secrets: inherit`: all of them.
  case inherit(keyNode: YAMLNode, node: YAMLNode)
  case named(NamedTexts)
}
