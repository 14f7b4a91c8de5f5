import MoatModel

extension TOMLParser {
  /// `A-Za-z0-9_-`, the bytes of a [bare key](https://toml.io/en/v1.1.0#keys).
  @inline(__always)
  static func isBareKeyByte(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  /// One segment of a key and the blanks after it.
  mutating func parseKey() throws(TOMLError) -> TOMLKey {
    let start = at
    var form = TOMLNode.KeyForm.bare
    switch peek() {
    case UInt8(ascii: "\""):
      at += 1
      form = try scanBasic(from: start) ? .escaped : .quoted
    case UInt8(ascii: "'"):
      at += 1
      try scanLiteral(from: start)
      form = .quoted
    default:
      while at < end, Self.isBareKeyByte(bytes[at]) { at += 1 }
      guard at > start else { throw unexpected(.key) }
    }
    let key = TOMLKey(lower: start, upper: at, form: form)
    skipBlanks()
    return key
  }

  /// `key = value`, the key dotted or not, in a table that `depth` tables and arrays enclose.
  ///
  /// Between the braces of an inline table Cargo 1.95 allows newlines and comments around the `=`
  /// too, which even TOML 1.1 does not.
  mutating func parseKeyValue(
    in table: Int, depth: Int, isInline: Bool = false
  ) throws(TOMLError) {
    var table = table
    var depth = depth + 1
    var parent: TOMLKey?
    var key = try parseKey()
    while peek() == UInt8(ascii: ".") {
      at += 1
      skipBlanks()
      try checkDepth(depth, at: key.lower)
      table = try descend(fromDotted: table, to: key, depth: &depth)
      parent = key
      key = try parseKey()
    }
    if isInline { try skipTrivia() }
    guard peek() == UInt8(ascii: "=") else { throw unexpected(.equalsSign) }
    at += 1
    // A dotted key may pass through a table that headers imply, but not add to it: Cargo 1.95
    // draws the line there, and the standard leaves it open.
    if let parent, nodes[table].form != .dottedTable {
      throw TOMLError(
        .dottedKeyIntoTable(text(of: parent)), key.lower, key.upper,
        related: place(of: table))
    }
    if let first = find(key, in: table) {
      throw TOMLError(.duplicateKey(text(of: key)), key.lower, key.upper, related: place(of: first))
    }
    if isInline { try skipTrivia() } else { skipBlanks() }
    let index = append(TOMLNode(.boolean, .plain, at, at, key: key), to: table)
    try parseValue(into: index, depth: depth)
  }

  /// `[a.b]` or `[[a.b]]`; makes its table the current one.
  mutating func parseHeader() throws(TOMLError) {
    let start = at
    at += 1
    let isArray = peek() == UInt8(ascii: "[")
    if isArray { at += 1 }
    skipBlanks()
    var table = 0
    var depth = 1
    var key = try parseKey()
    while peek() == UInt8(ascii: ".") {
      at += 1
      skipBlanks()
      try checkDepth(depth, at: key.lower)
      table = try descend(fromHeader: table, to: key, depth: &depth)
      key = try parseKey()
    }
    guard peek() == UInt8(ascii: "]") else { throw unexpected(.headerEnd) }
    at += 1
    if isArray {
      guard peek() == UInt8(ascii: "]") else { throw unexpected(.arrayHeaderEnd) }
      at += 1
    }
    try checkDepth(depth + (isArray ? 1 : 0), at: key.lower)
    if isArray {
      current = try openElement(key, in: table, from: start)
      currentDepth = depth + 1
    } else {
      current = try openTable(key, in: table, from: start)
      currentDepth = depth
    }
    nodes[current].headerUpper = UInt32(truncatingIfNeeded: at)
  }

  private mutating func openTable(
    _ key: TOMLKey, in table: Int, from start: Int
  ) throws(TOMLError) -> Int {
    guard let found = find(key, in: table) else {
      return append(TOMLNode(.table, .headerTable, start, at, key: key), to: table)
    }
    guard nodes[found].form == .implicitTable else {
      let name = text(of: key)
      let reason: TOMLError.Reason =
        nodes[found].kind == .table ? .duplicateTable(name) : .duplicateKey(name)
      throw TOMLError(reason, key.lower, key.upper, related: place(of: found))
    }
    nodes[found].form = .headerTable
    nodes[found].lower = UInt32(truncatingIfNeeded: start)
    nodes[found].upper = UInt32(truncatingIfNeeded: at)
    nodes[found].key = key
    return found
  }

  private mutating func openElement(
    _ key: TOMLKey, in table: Int, from start: Int
  ) throws(TOMLError) -> Int {
    let array: Int
    if let found = find(key, in: table) {
      guard nodes[found].form == .arrayOfTables else {
        let kind = nodes[found].kind
        let reason: TOMLError.Reason =
          kind == .array
          ? .closed(text(of: key), kind: kind) : .notAnArrayOfTables(text(of: key), found: kind)
        throw TOMLError(reason, key.lower, key.upper, related: place(of: found))
      }
      array = found
    } else {
      array = append(TOMLNode(.array, .arrayOfTables, start, at, key: key), to: table)
    }
    return append(TOMLNode(.table, .elementTable, start, at), to: array)
  }

  // MARK: - Descending

  /// The table that a segment of a header names, made if need be.
  private mutating func descend(
    fromHeader table: Int, to key: TOMLKey, depth: inout Int
  ) throws(TOMLError) -> Int {
    depth += 1
    guard let found = find(key, in: table) else {
      return append(
        TOMLNode(.table, .implicitTable, key.lower, key.upper, key: key), to: table)
    }
    return try enter(found, key, depth: &depth)
  }

  /// The table that a segment of a dotted key names, made if need be.
  private mutating func descend(
    fromDotted table: Int, to key: TOMLKey, depth: inout Int
  ) throws(TOMLError) -> Int {
    depth += 1
    guard let found = find(key, in: table) else {
      return append(TOMLNode(.table, .dottedTable, key.lower, key.upper, key: key), to: table)
    }
    if nodes[found].form == .headerTable {
      throw TOMLError(
        .dottedKeyIntoTable(text(of: key)), key.lower, key.upper,
        related: place(of: found))
    }
    return try enter(found, key, depth: &depth)
  }

  /// A table as it is, or the last element of an array of tables.
  private func enter(_ found: Int, _ key: TOMLKey, depth: inout Int) throws(TOMLError) -> Int {
    let node = nodes[found]
    switch node.form {
    case .rootTable, .implicitTable, .headerTable, .elementTable, .dottedTable: return found
    case .arrayOfTables:
      depth += 1
      return Int(node.last)
    case .inlineTable, .plain, .escaped:
      let isClosed = node.kind == .table || node.kind == .array
      let reason: TOMLError.Reason =
        isClosed
        ? .closed(text(of: key), kind: node.kind) : .notATable(text(of: key), found: node.kind)
      throw TOMLError(reason, key.lower, key.upper, related: place(of: found))
    }
  }
}
