package import MoatModel
package import MoatSyntax

/// A job: steps on a runner, or a call of another workflow. A reference, as every rule passes it
/// on.
package final class Job: Sendable {
  package let id: String
  package let idNode: YAMLNode
  package let mapping: YAMLMapping
  package let name: WorkflowText?
  package let permissions: Permissions?
  package let environment: JobEnvironment?
  package let env: NamedTexts?
  package let defaults: RunDefaults?
  package let runsOn: RunsOn?
  package let container: Container?
  package let services: [Container]
  package let matrix: Matrix?
  package let condition: Condition?
  package let continueOnError: WorkflowFlag?
  package let needs: [WorkflowText]
  package let outputs: NamedTexts?
  package let steps: [Step]
  /// The workflow that is called; the job then has no steps.
  package let uses: UsesReference?
  package let with: NamedTexts?
  package let secrets: PassedSecrets?

  init(
    id: String, idNode: YAMLNode, mapping: YAMLMapping, name: WorkflowText?,
    permissions: Permissions?, environment: JobEnvironment?, env: NamedTexts?,
    defaults: RunDefaults?, runsOn: RunsOn?, container: Container?, services: [Container],
    matrix: Matrix?, condition: Condition?, continueOnError: WorkflowFlag?, needs: [WorkflowText],
    outputs: NamedTexts?, steps: [Step], uses: UsesReference?, with: NamedTexts?,
    secrets: PassedSecrets?
  ) {
    self.id = id
    self.idNode = idNode
    self.mapping = mapping
    self.name = name
    self.permissions = permissions
    self.environment = environment
    self.env = env
    self.defaults = defaults
    self.runsOn = runsOn
    self.container = container
    self.services = services
    self.matrix = matrix
    self.condition = condition
    self.continueOnError = continueOnError
    self.needs = needs
    self.outputs = outputs
    self.steps = steps
    self.uses = uses
    self.with = with
    self.secrets = secrets
  }

  package var span: SourceSpan { idNode.resolved.span }
}

/// `if:` of a job or step. It is an expression whether or not `${{ }}` is around it.
package struct Condition: Sendable {
  package let keyNode: YAMLNode
  package let text: WorkflowText
}
