package import MoatModel

/// A sequence in order: `- a` on lines of its own, or `[a, b]`.
package struct YAMLSequence: Sequence, Sendable {
  package let node: YAMLNode

  package var count: Int { Int(node.record.count) }
  package var isEmpty: Bool { count == 0 }
  package var underestimatedCount: Int { count }
  package var span: SourceSpan { node.span }

  /// Whether it is written in brackets.
  package var isFlow: Bool { node.record.form == .flowSequence }

  package func makeIterator() -> Iterator {
    Iterator(stream: node.stream, index: Int(node.record.first))
  }

  package struct Iterator: IteratorProtocol {
    let stream: YAMLStream
    var index: Int

    package mutating func next() -> YAMLNode? {
      guard index != 0 else { return nil }
      defer { index = Int(stream.records[index].next) }
      return YAMLNode(stream: stream, index: index)
    }
  }
}
