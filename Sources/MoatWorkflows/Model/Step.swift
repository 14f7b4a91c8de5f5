package import MoatModel
package import MoatSyntax

/// A step of a job or of a composite action. A reference, as every rule passes it on.
package final class Step: Sendable {
  package enum Content: Sendable {
    case uses(UsesReference, with: NamedTexts?)
    case run(ScriptText)
    /// Neither, or both: a problem of the file.
    case unknown
  }

  /// Its place among the steps that do something, from 0.
  package let index: Int
  /// Where it stands in the list; an alias stays an alias.
  package let node: YAMLNode
  package let mapping: YAMLMapping
  package let id: WorkflowText?
  package let name: WorkflowText?
  package let content: Content
  package let env: NamedTexts?
  package let condition: Condition?
  package let continueOnError: WorkflowFlag?
  package let shell: WorkflowText?
  package let workingDirectory: WorkflowText?

  init(
    index: Int, node: YAMLNode, mapping: YAMLMapping, id: WorkflowText?, name: WorkflowText?,
    content: Content, env: NamedTexts?, condition: Condition?, continueOnError: WorkflowFlag?,
    shell: WorkflowText?, workingDirectory: WorkflowText?
  ) {
    self.index = index
    self.node = node
    self.mapping = mapping
    self.id = id
    self.name = name
    self.content = content
    self.env = env
    self.condition = condition
    self.continueOnError = continueOnError
    self.shell = shell
    self.workingDirectory = workingDirectory
  }

  package var uses: UsesReference? {
    if case .uses(let reference, _) = content { reference } else { nil }
  }

  package var with: NamedTexts? {
    if case .uses(_, let with) = content { with } else { nil }
  }

  package var script: ScriptText? {
    if case .run(let script) = content { script } else { nil }
  }

  /// Where to point at the step as a whole: its action, its script's key or its first key.
  package var headSpan: SourceSpan {
    switch content {
    case .uses(let reference, _): reference.span
    case .run(let script): script.keyNode.resolved.span
    case .unknown: mapping.first { _ in true }?.key.span ?? mapping.span
    }
  }
}

/// The script of a `run:`.
///
/// A mask's id is the index of its expression in ``WorkflowText/expressions``.
package struct ScriptText: Sendable {
  /// The key `run`.
  package let keyNode: YAMLNode
  package let text: WorkflowText

  /// Where a range of the script's text is written.
  package func span(ofDecoded range: Range<Int>) -> SourceSpan { text.span(ofDecoded: range) }
}
