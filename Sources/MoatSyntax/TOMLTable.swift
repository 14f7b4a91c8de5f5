package import MoatModel

/// A table of a ``TOMLDocument``: the root, one with a header, an inline one, or one that exists
/// because a key or header named something below it.
///
/// A light handle; copying it costs a reference count.
package struct TOMLTable: Sendable {
  package let document: TOMLDocument
  let index: Int

  /// The value under a key, compared byte for byte after decoding. Never nil for a key that
  /// ``entries`` shows.
  package subscript(key: String) -> TOMLValue? {
    var key = key
    let child = key.withUTF8 { document.child(of: index, named: $0) }
    return child.map { TOMLValue(document: document, index: $0) }
  }

  /// The entry under a key: ``subscript(key:)`` with the place of the key.
  package func entry(_ key: String) -> TOMLEntry? {
    self[key].map { TOMLEntry(document: document, index: $0.index) }
  }

  /// The keys and values in the order in which the document first names them.
  package var entries: TOMLEntries {
    TOMLEntries(document: document, first: Int(document.nodes[index].first), count: count)
  }

  /// How many entries there are, those below subtables not counted.
  package var count: Int { Int(document.nodes[index].count) }

  package var isEmpty: Bool { count == 0 }

  /// Where the table is written.
  ///
  /// An inline table: its braces. A table with a header: from the header's `[` to the end of its
  /// last own line, comment included, line ending excluded. The root: the whole text. A table
  /// without text of its own: the key that created it.
  package var span: SourceSpan { document.span(of: index) }

  /// The `[a.b]` or `[[a]]` that opens the table, brackets included; nil if it has none.
  package var headerSpan: SourceSpan? {
    let node = document.nodes[index]
    return node.headerUpper == 0 ? nil : SourceSpan(Int(node.lower), Int(node.headerUpper))
  }
}
