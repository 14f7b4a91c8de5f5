import MoatModel

extension TOMLParser {
  /// Adds a child to a table or array; a key has been found to be new.
  mutating func append(_ node: TOMLNode, to parent: Int) -> Int {
    let index = nodes.count
    let link = UInt32(truncatingIfNeeded: index)
    nodes.append(node)
    let last = Int(nodes[parent].last)
    if last == 0 {
      nodes[parent].first = link
    } else {
      nodes[last].next = link
    }
    nodes[parent].last = link
    nodes[parent].count += 1
    if node.keyForm != .none, Int(nodes[parent].count) > TOMLDocument.largeTableThreshold {
      indexLargeTable(parent, adding: index)
    }
    return index
  }

  /// The child of a table under a key.
  func find(_ key: TOMLKey, in table: Int) -> Int? {
    if Int(nodes[table].count) > TOMLDocument.largeTableThreshold {
      return largeTables[largeTableKey(table, key)].map(Int.init)
    }
    var child = Int(nodes[table].first)
    while child != 0 {
      if isSame(nodes[child].key, key) { return child }
      child = Int(nodes[child].next)
    }
    return nil
  }

  /// Where a node is defined, for "first defined here": its key, or the header of an element.
  func place(of index: Int) -> SourceSpan {
    let node = nodes[index]
    return node.keyForm == .none
      ? SourceSpan(Int(node.lower), Int(max(node.headerUpper, node.lower)))
      : SourceSpan(node.key.lower, node.key.upper)
  }

  func text(of key: TOMLKey) -> String {
    TOMLText.string(bytes, key.content, escaped: key.form == .escaped)
  }

  /// Compares decoded keys; the common case compares bytes in place.
  private func isSame(_ left: TOMLKey, _ right: TOMLKey) -> Bool {
    let leftContent = left.content
    let rightContent = right.content
    if left.form == .escaped || right.form == .escaped {
      return decoded(left) == decoded(right)
    }
    guard leftContent.count == rightContent.count else { return false }
    var offset = rightContent.lowerBound
    for index in leftContent {
      if bytes[index] != bytes[offset] { return false }
      offset &+= 1
    }
    return true
  }

  private func decoded(_ key: TOMLKey) -> [UInt8] {
    key.form == .escaped ? TOMLText.decode(bytes, key.content) : Array(bytes[key.content])
  }

  private func largeTableKey(_ table: Int, _ key: TOMLKey) -> TOMLLargeTableKey {
    TOMLLargeTableKey(table: UInt32(truncatingIfNeeded: table), key: decoded(key))
  }

  private mutating func indexLargeTable(_ table: Int, adding index: Int) {
    if Int(nodes[table].count) > TOMLDocument.largeTableThreshold + 1 {
      largeTables[largeTableKey(table, nodes[index].key)] = UInt32(truncatingIfNeeded: index)
      return
    }
    var child = nodes[table].first
    while child != 0 {
      largeTables[largeTableKey(table, nodes[Int(child)].key)] = child
      child = nodes[Int(child)].next
    }
  }
}
