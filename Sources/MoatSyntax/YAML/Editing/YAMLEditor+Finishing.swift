package import MoatModel

extension YAMLEditor {
  /// Whether anything was noted.
  package var isEmpty: Bool { changes.isEmpty }

  /// The text with all changes made.
  ///
  /// - Throws: ``YAMLEditError`` if changes overlap, or if the text would not say exactly what the
  ///   document says with the changes made, comments included.
  package func finished() throws(YAMLEditError) -> SourceText {
    let result = SourceText(path: source.path, bytes: try changed())
    // Lines too far to the left were accepted before, or there would be no document.
    let stream = YAMLStream(parsing: result, tolerating: .lineIndentation)
    if let failure = stream.failure { throw .refused(failure) }
    let documents = stream.documents
    let before = document.stream.documents
    guard documents.count == before.count else { throw .unfaithful }
    for (old, new) in zip(before, documents) {
      let isChanged = old.index == document.index
      let wanted = (isChanged ? expected : YAMLExpectation()).events(of: old.root)
      guard YAMLExpectation().events(of: new.root) == wanted else { throw .unfaithful }
    }
    let comments = stream.comments.map(result.text(at:))
    guard comments == expected.comments(of: document.stream) else { throw .unfaithful }
    return result
  }

  private func changed() throws(YAMLEditError) -> [UInt8] {
    // What is inserted at one place stays in the order in which it was noted, but for what belongs on
    // the same line and comments, which come before new lines.
    let order = changes.indices.sorted { left, right in
      let (first, second) = (changes[left], changes[right])
      if first.span != second.span { return first.span < second.span }
      return (first.rank, left) < (second.rank, right)
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.bytes.count + changes.reduce(0) { $0 + $1.text.utf8.count })
    var place = 0
    for index in order {
      let change = changes[index]
      guard change.span.lower >= place, change.span.upper <= source.bytes.count else {
        throw .overlapping(change.span)
      }
      bytes += source.bytes[place..<change.span.lower]
      bytes += change.text.utf8
      place = change.span.upper
    }
    return bytes + source.bytes[place...]
  }

  /// Nodes of other documents have indices of their own.
  func check(_ node: YAMLNode) throws(YAMLEditError) {
    guard node.stream === document.stream else { throw .unsuitable(node.span) }
  }
}
