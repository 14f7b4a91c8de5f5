package import MoatModel
package import MoatSyntax

/// Names with texts: `env`, `with`, `secrets`, in order.
package struct NamedTexts: Sendable {
  package struct Entry: Sendable {
    package let name: String
    package let nameNode: YAMLNode
    package let value: WorkflowText

    /// From the name to the end of the value.
    package var span: SourceSpan {
      SourceSpan(nameNode.resolved.span.lower, value.node.span.upper)
    }
  }

  /// The key that holds them and its value.
  package let keyNode: YAMLNode
  package let node: YAMLNode
  package let entries: [Entry]
  /// Set for `env: ${{ … }}`: then only a run knows the names.
  package let expression: WorkflowText?

  /// The entry with this name, compared without case, as inputs are.
  package subscript(name: String) -> WorkflowText? { entry(name)?.value }

  package func entry(_ name: String) -> Entry? {
    let wanted = name.lowercased()
    return entries.first { $0.name.lowercased() == wanted }
  }
}
