/// The elements of one array in document order: of `[1, 2]`, or the tables of `[[headers]]`.
///
/// Iterating allocates nothing; it can be repeated.
package struct TOMLArray: Sequence, Sendable {
  let document: TOMLDocument
  let index: Int

  package var count: Int { Int(document.nodes[index].count) }

  package var isEmpty: Bool { count == 0 }

  package var underestimatedCount: Int { count }

  /// Whether the elements are written as `[[header]]` tables.
  package var isArrayOfTables: Bool { document.nodes[index].form == .arrayOfTables }

  package func makeIterator() -> Iterator {
    Iterator(document: document, index: Int(document.nodes[index].first))
  }

  package struct Iterator: IteratorProtocol {
    let document: TOMLDocument
    var index: Int

    package mutating func next() -> TOMLValue? {
      guard index != 0 else { return nil }
      defer { index = Int(document.nodes[index].next) }
      return TOMLValue(document: document, index: index)
    }
  }
}
