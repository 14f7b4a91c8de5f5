package import MoatModel

/// A TOML document, parsed whole or refused.
///
/// A value proves that the bytes are a well-formed document in the sense of
/// [TOML 1.1](https://toml.io/en/v1.1.0): valid UTF-8, no key defined twice, every number, date
/// and escape sequence valid. It proves nothing about what the keys mean.
///
/// Like Cargo 1.95, it reads TOML 1.1 and not only 1.0: newlines, comments and a trailing comma in
/// inline tables, `\e` and `\xHH` in strings, times without seconds. A leading byte-order mark is
/// skipped. Line endings inside multi-line strings are kept as written. Three limits are
/// stricter than the standard: ``maximumSize``, ``maximumDepth`` and numbers, which must fit
/// 64 bits.
///
/// One thing that Cargo reads is refused: a last key without a value in an inline table,
/// `{ a = 1, b }` or `{ b = }`, which Cargo 1.95 drops without a word.
///
/// Values are handles into the document; strings are decoded when asked for.
package final class TOMLDocument: Sendable {
  /// The largest document in bytes, 256 MiB.
  ///
  /// Offsets are kept in 32 bits. The largest lockfile known to us is below 1 MiB; callers refuse
  /// files far below this limit, which only keeps the arithmetic honest.
  package static let maximumSize = 256 << 20

  /// How many tables and arrays may enclose a value, the root not counted.
  ///
  /// Cargo 1.95 refuses more than 80 values inside each other and more than about 80 segments of
  /// one key; this limit is above the sum. Only a document that also uses dotted keys on many
  /// levels of inline tables is refused here and not there. It is low enough that neither the
  /// parser nor a recursive reader can exhaust a thread's 512 KiB stack.
  package static let maximumDepth = 256

  /// Above how many children a table is searched by hash, so that a table of many keys costs
  /// linear time. Up to here comparing lengths and bytes in order is faster.
  static let largeTableThreshold = 32

  /// What was parsed.
  package let source: SourceText
  let nodes: [TOMLNode]
  let largeTables: [TOMLLargeTableKey: UInt32]

  /// Parses a whole document.
  ///
  /// - Throws: ``TOMLError`` for the first thing that is wrong, in document order.
  package init(parsing source: SourceText) throws(TOMLError) {
    var parser = TOMLParser(source.bytes)
    try parser.parseDocument()
    self.source = source
    nodes = parser.nodes
    largeTables = parser.largeTables
  }

  /// The table that holds the document's top-level keys.
  package var root: TOMLTable { TOMLTable(document: self, index: 0) }

  /// The child of a table under a decoded key.
  func child(of table: Int, named name: UnsafeBufferPointer<UInt8>) -> Int? {
    if Int(nodes[table].count) > Self.largeTableThreshold {
      let key = TOMLLargeTableKey(table: UInt32(truncatingIfNeeded: table), key: Array(name))
      return largeTables[key].map(Int.init)
    }
    var child = Int(nodes[table].first)
    while child != 0 {
      let key = nodes[child].key
      if key.form == .escaped {
        if TOMLText.decode(source.bytes, key.content).elementsEqual(name) { return child }
      } else if TOMLText.equal(source.bytes, key.content, name) {
        return child
      }
      child = Int(nodes[child].next)
    }
    return nil
  }

  /// The decoded key of a node.
  func keyText(of index: Int) -> String {
    let key = nodes[index].key
    return TOMLText.string(source.bytes, key.content, escaped: key.form == .escaped)
  }

  func span(of index: Int) -> SourceSpan {
    let node = nodes[index]
    var upper = Int(node.upper)
    if node.form == .arrayOfTables { upper = Int(nodes[Int(node.last)].upper) }
    return SourceSpan(Int(node.lower), upper)
  }
}
