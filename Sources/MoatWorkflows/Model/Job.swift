package import MoatModel
package import MoatSyntax

/// A job: steps on a runner, or a call of another workflow.
package struct Job: Sendable {
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

  package var span: SourceSpan { idNode.resolved.span }
}

/// `if:` of a job or step. It is an expression whether or not `${{ }}` is around it.
package struct Condition: Sendable {
  package let keyNode: YAMLNode
  package let text: WorkflowText
}
