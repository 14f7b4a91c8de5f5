package import MoatModel

/// One key of a mapping with its value.
package struct YAMLEntry: Sendable {
  package let key: YAMLNode
  package let value: YAMLNode

  /// From the key, or its `?`, to the end of the value.
  package var span: SourceSpan {
    SourceSpan(key.fullSpan.lower, max(key.fullSpan.upper, value.fullSpan.upper))
  }
}

/// A mapping in order: `key: value` on lines of its own, or `{key: value}`.
///
/// Every entry is there, those with a key that came before as well.
package struct YAMLMapping: Sequence, Sendable {
  package let node: YAMLNode

  /// How many entries there are.
  package var count: Int { Int(node.record.count) / 2 }
  package var isEmpty: Bool { count == 0 }
  package var underestimatedCount: Int { count }
  package var span: SourceSpan { node.span }

  /// Whether it is written in braces, or is an entry of a sequence in brackets: `[a: b]`.
  package var isFlow: Bool { node.record.form != .blockMapping }

  /// Whether it is written in braces.
  package var hasBraces: Bool { node.record.form == .flowMapping }

  /// The value under the first scalar key with this text, compared byte for byte after decoding.
  /// Aliases as keys count as what they stand for. Takes time in proportion to ``count``.
  package subscript(key: String) -> YAMLNode? { entry(key)?.value }

  /// The entry that ``subscript(key:)`` finds.
  package func entry(_ key: String) -> YAMLEntry? {
    first { $0.key.resolved.scalar?.equals(key) ?? false }
  }

  package func makeIterator() -> Iterator {
    Iterator(stream: node.stream, index: Int(node.record.first))
  }

  package struct Iterator: IteratorProtocol {
    let stream: YAMLStream
    var index: Int

    package mutating func next() -> YAMLEntry? {
      guard index != 0 else { return nil }
      let value = Int(stream.records[index].next)
      defer { index = Int(stream.records[value].next) }
      return YAMLEntry(
        key: YAMLNode(stream: stream, index: index), value: YAMLNode(stream: stream, index: value))
    }
  }
}
