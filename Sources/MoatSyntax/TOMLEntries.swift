/// The entries of one table in document order.
///
/// Iterating allocates nothing; it can be repeated.
package struct TOMLEntries: Sequence, Sendable {
  let document: TOMLDocument
  let first: Int
  package let count: Int

  package var underestimatedCount: Int { count }

  package func makeIterator() -> Iterator { Iterator(document: document, index: first) }

  package struct Iterator: IteratorProtocol {
    let document: TOMLDocument
    var index: Int

    package mutating func next() -> TOMLEntry? {
      guard index != 0 else { return nil }
      defer { index = Int(document.nodes[index].next) }
      return TOMLEntry(document: document, index: index)
    }
  }
}
