package import MoatExpressions
package import MoatModel
package import MoatSyntax

/// A scalar of a workflow, with the `${{ … }}` in it taken apart.
///
/// Where GitHub wants text, numbers and booleans are text as well: as they are written.
package struct WorkflowText: Sendable {
  /// Where it stands; an alias stays an alias, and ``YAMLNode/resolved`` is what it stands for.
  package let node: YAMLNode
  /// The decoded text; empty where nothing is written.
  package let text: String
  /// Nil for text without `${{`.
  package let template: ExpressionTemplate?

  /// Takes a scalar or an alias of one; nil for a collection.
  package init?(_ node: YAMLNode) {
    guard let scalar = node.resolved.scalar else { return nil }
    self.node = node
    text = scalar.value == .null ? "" : scalar.text
    template = text.mentions("${{") ? ExpressionTemplate(text) : nil
  }

  /// Where the text is written, behind the anchor for an alias: the place to show.
  package var span: SourceSpan { node.resolved.span }

  /// The text, if there is no expression in it.
  package var literal: String? { template == nil ? text : nil }

  /// The expressions in it, in order. Their offsets count UTF-8 bytes of ``text``.
  package var expressions: [ExpressionTemplate.Expression] {
    template?.parts.compactMap { part in
      if case .expression(let expression) = part { expression } else { nil }
    } ?? []
  }

  /// Whether it is one expression and nothing else.
  package var isExpression: Bool { template?.parts.count == 1 }

  /// Where a range of ``text`` is written, in UTF-8 bytes. Decodes the scalar: for findings, not
  /// for every word.
  package func span(ofDecoded range: Range<Int>) -> SourceSpan {
    guard let scalar = node.resolved.scalar else { return span }
    return scalar.mapped.sourceSpan(ofDecoded: range)
  }
}
