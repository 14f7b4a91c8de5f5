package import MoatSyntax

/// One change of a file, noted and not made yet.
package enum WorkflowEdit: Sendable {
  /// A new entry; with `isApart`, behind a blank line where the mapping has blank lines there.
  case insert(YAMLNewEntry, into: YAMLMapping, at: YAMLEditor.Place, isApart: Bool = false)
  case replace(YAMLNode, with: YAMLContent)
  /// A part of a scalar's decoded text.
  case replaceText(Range<Int>, of: YAMLScalar, with: String)
  case append(YAMLContent, to: YAMLSequence)
  /// The comment behind a node, without `#`.
  case comment(String, behind: YAMLNode)

  func make(with editor: inout YAMLEditor) throws(YAMLEditError) {
    switch self {
    case .insert(let entry, let mapping, let place, let isApart):
      try editor.insert(entry, into: mapping, at: place, isApart: isApart)
    case .replace(let node, let content): try editor.replace(node, with: content)
    case .replaceText(let range, let scalar, let text):
      try editor.replace(range, of: scalar, with: text)
    case .append(let content, let sequence): try editor.append(content, to: sequence)
    case .comment(let text, let node): try editor.setComment(text, behind: node)
    }
  }
}
