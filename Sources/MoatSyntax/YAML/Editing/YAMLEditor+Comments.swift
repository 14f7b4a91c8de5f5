import MoatModel

extension YAMLEditor {
  /// Writes a comment behind a node that ends its line, or replaces the one that is there.
  ///
  /// - Parameter text: the comment without `#`, one line of printable text.
  package mutating func setComment(
    _ text: String, behind node: YAMLNode
  ) throws(YAMLEditError) {
    try check(node)
    let isBlock = node.record.form == .literal || node.record.form == .folded
    guard !isBlock, !YAMLWriter.needsEscapes(text) else { throw .unsuitable(node.span) }
    let comment = "# " + text
    if let old = node.trailingComment {
      expected.comments[old.lower] = comment
      changes.append(Change(span: old, text: comment))
    } else {
      let end = lineEnd(node.fullSpan.upper)
      expected.comments[end] = comment
      changes.append(Change(span: SourceSpan(end, end), text: " " + comment, endsLine: true))
    }
  }
}
