package import MoatModel

/// One key of a table with its value.
package struct TOMLEntry: Sendable {
  let document: TOMLDocument
  let index: Int

  /// The decoded key: one segment, never a dotted path.
  package var key: String { document.keyText(of: index) }

  /// The key as written, quotes included. For a table that headers mention more than once, the
  /// segment in its own header, else in the first header below it.
  package var keySpan: SourceSpan {
    let key = document.nodes[index].key
    return SourceSpan(key.lower, key.upper)
  }

  package var value: TOMLValue { TOMLValue(document: document, index: index) }
}
