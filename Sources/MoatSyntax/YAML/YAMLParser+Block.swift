import MoatModel

extension YAMLParser {
  /// The node behind an indicator, or at the start of a document.
  ///
  /// - Parameters:
  ///   - parent: the column that every further line of the node must be indented deeper than.
  ///   - allowsSameColumn: whether a sequence may start at `parent` itself, as it may under a key.
  ///   - isCompact: whether a collection may start on the line of the indicator: `- a: b`.
  mutating func parseBlockNode(
    above parent: Int, allowsSameColumn: Bool, isCompact: Bool
  ) throws(YAMLRefusal) -> UInt32 {
    let start = at
    skipTrivia()
    guard continues(above: parent, allowsSameColumn) else { return addEmpty(at: start) }
    // Properties on lines of their own, which belong to whatever node follows.
    var outer: UInt32 = 0
    while true {
      let mayOpen = !isTabbed && (isFresh || isCompact)
      if isIndicator(YAMLByte.dash) || isIndicator(YAMLByte.question) {
        guard mayOpen else { throw nested() }
        return try parseCollection(outer)
      }
      let token = beginAnchor(outer)
      let place = at
      let line = lineStart
      let inner = try parseProperties()
      if inner != 0 {
        if isIndicator(YAMLByte.dash) || isIndicator(YAMLByte.question) { throw nested() }
        if at >= end || bytes[at] == YAMLByte.hash || YAMLByte.isBreak(bytes[at]) {
          outer = try merged(outer, inner)
          skipTrivia()
          if continues(above: parent, allowsSameColumn) { continue }
          return addEmpty(outer)
        }
      }
      let innerToken = beginAnchor(inner)
      let node = try parseAtom(above: parent)
      if try isKey(node, place, line, mayOpen) {
        try checkAlias(node, inner)
        let key = endAnchor(innerToken, inner, on: node)
        let mapping = try parseBlockMapping(column: place - line, lower: place, firstKey: key)
        return endAnchor(token, outer, on: mapping)
      }
      let all = try merged(outer, inner)
      try checkAlias(node, all)
      return endAnchor(properties[Int(inner)].anchor == nil ? token : innerToken, all, on: node)
    }
  }

  /// A null that has properties.
  private mutating func addEmpty(_ properties: UInt32) -> UInt32 {
    let node = addEmpty(at: self.properties[Int(properties)].upper)
    return endAnchor(YAMLAnchorToken(weight: weight - 1, deepest: deepest), properties, on: node)
  }

  /// Whether a colon makes the node in front of the place a key; if it does not, the line must end.
  private mutating func isKey(
    _ node: UInt32, _ lower: Int, _ line: Int, _ mayOpen: Bool
  ) throws(YAMLRefusal) -> Bool {
    let form = records[Int(node)].form
    if form == .literal || form == .folded { return false }
    let upper = at
    skipBlanks()
    guard isIndicator(YAMLByte.colon) else {
      try endLine()
      return false
    }
    guard lineStart == line else {
      throw refuse(form == .plain ? .colonInText : .multilineKey, at, at + 1)
    }
    guard mayOpen else { throw isTabbed ? tabbed() : refuse(.nestedKey, at, at + 1) }
    try checkKey(lower, upper)
    return true
  }

  /// Whether what comes next belongs to a node whose parent stands at a column.
  private func continues(above parent: Int, _ allowsSameColumn: Bool) -> Bool {
    guard at < end else { return false }
    guard isFresh else { return true }
    if at == lineStart, isMarker(at: at) { return false }
    if indent > parent { return true }
    return allowsSameColumn && indent == parent && !isTabbed && isIndicator(YAMLByte.dash)
  }

  private mutating func parseCollection(_ properties: UInt32) throws(YAMLRefusal) -> UInt32 {
    let token = beginAnchor(properties)
    let node =
      if isIndicator(YAMLByte.dash) {
        try parseBlockSequence(column: column)
      } else {
        try parseBlockMapping(column: column, lower: at, firstKey: nil)
      }
    return endAnchor(token, properties, on: node)
  }

  /// A scalar, an alias or something in brackets: what may be a key or a value. Empty in front of
  /// a colon.
  private mutating func parseAtom(above parent: Int) throws(YAMLRefusal) -> UInt32 {
    switch peek() {
    case YAMLByte.quote, YAMLByte.apostrophe: return try parseQuoted(above: parent)
    case YAMLByte.openBracket, YAMLByte.openBrace: return try parseFlowCollection(above: parent)
    case YAMLByte.asterisk: return try parseAlias()
    case YAMLByte.bar, YAMLByte.greater: return try parseBlockScalar(above: parent)
    case YAMLByte.colon where isIndicator(YAMLByte.colon): return addEmpty(at: at)
    default:
      guard canStartPlain(inFlow: false) else { throw unexpected(.value) }
      return try parsePlain(above: parent, inFlow: false)
    }
  }

  // MARK: - Sequences

  private mutating func parseBlockSequence(column: Int) throws(YAMLRefusal) -> UInt32 {
    let sequence = try open(.blockSequence, at)
    records[Int(sequence)].indent = UInt32(truncatingIfNeeded: column)
    var last: UInt32
    repeat {
      at += 1
      last = try parseBlockNode(above: column, allowsSameColumn: false, isCompact: true)
      append(last, to: sequence)
    } while try isNextEntry(column) && isIndicator(YAMLByte.dash)
    close(sequence, upper: upper(last))
    return sequence
  }

  /// Whether another entry of the collection at `column` follows, or something else that starts
  /// at the same column.
  private mutating func isNextEntry(_ column: Int) throws(YAMLRefusal) -> Bool {
    skipTrivia()
    guard at < end else { return false }
    guard isFresh else { throw unexpected(.lineEnd) }
    if indent < column { return false }
    if at == lineStart, isMarker(at: at) { return false }
    if isTabbed { throw tabbed() }
    guard indent == column else { throw refuse(.indentation, lineStart, at) }
    return true
  }

  // MARK: - Mappings

  /// A block mapping from its first key on, which may have been read already: then the place is
  /// its colon.
  private mutating func parseBlockMapping(
    column: Int, lower: Int, firstKey: UInt32?
  ) throws(YAMLRefusal) -> UInt32 {
    let mapping = try open(.blockMapping, lower)
    records[Int(mapping)].indent = UInt32(truncatingIfNeeded: column)
    var key = firstKey
    var value: UInt32
    repeat {
      if key == nil, isIndicator(YAMLByte.question) {
        at += 1
        let node = try parseBlockNode(above: column, allowsSameColumn: true, isCompact: true)
        append(node, to: mapping)
        if try isNextEntry(column), isIndicator(YAMLByte.colon) {
          at += 1
          value = try parseBlockNode(above: column, allowsSameColumn: true, isCompact: true)
        } else {
          value = addEmpty(at: upper(node))
        }
      } else {
        let node =
          if let key { key } else { try parseImplicitKey(column) }
        append(node, to: mapping)
        at += 1
        value = try parseBlockNode(above: column, allowsSameColumn: true, isCompact: false)
      }
      append(value, to: mapping)
      key = nil
    } while try isNextKey(column)
    close(mapping, upper: upper(value))
    noteDuplicates(in: mapping)
    return mapping
  }

  private mutating func isNextKey(_ column: Int) throws(YAMLRefusal) -> Bool {
    guard try isNextEntry(column) else { return false }
    if isIndicator(YAMLByte.dash) { throw unexpected(.key) }
    return true
  }

  /// A key up to its colon, on one line.
  private mutating func parseImplicitKey(_ column: Int) throws(YAMLRefusal) -> UInt32 {
    let lower = at
    let line = lineStart
    let properties = try parseProperties()
    let token = beginAnchor(properties)
    let node: UInt32
    switch peek() {
    case YAMLByte.bar, YAMLByte.greater: throw unexpected(.key)
    case YAMLByte.colon where isIndicator(YAMLByte.colon): node = addEmpty(at: at)
    case YAMLByte.quote, YAMLByte.apostrophe, YAMLByte.openBracket, YAMLByte.openBrace,
      YAMLByte.asterisk:
      node = try parseAtom(above: column)
    default:
      guard canStartPlain(inFlow: false) else { throw unexpected(.key) }
      node = try parsePlain(above: column, inFlow: false, onOneLine: true)
    }
    let upper = at
    skipBlanks()
    guard lineStart == line else { throw refuse(.multilineKey, lower, upper) }
    guard isIndicator(YAMLByte.colon) else {
      throw refuse(.expected(.colon, found: found()), lower, max(upper, lower))
    }
    try checkKey(lower, upper)
    try checkAlias(node, properties)
    return endAnchor(token, properties, on: node)
  }

  private func found() -> YAMLError.Found {
    guard at < end else { return .endOfText }
    return YAMLByte.isBreak(bytes[at]) ? .endOfLine : .character(scalar(at: at))
  }

  /// [Implicit keys](https://yaml.org/spec/1.2.2/#742-flow-mappings) have at most 1024 characters.
  mutating func checkKey(_ lower: Int, _ upper: Int) throws(YAMLRefusal) {
    let limit = YAMLStream.maximumKeyLength
    guard upper - lower > limit else { return }
    guard bytes[lower..<upper].count(where: { $0 & 0xC0 != 0x80 }) <= limit else {
      throw refuse(.longKey(limit: limit), lower, upper)
    }
  }

  // MARK: - Errors

  private mutating func tabbed() -> YAMLRefusal {
    var lower = at
    while lower > lineStart, YAMLByte.isBlank(bytes[lower - 1]) { lower -= 1 }
    return refuse(.tabInIndentation, lower, at)
  }

  /// The error for a collection where none may start.
  private mutating func nested() -> YAMLRefusal {
    if isTabbed, at == settled { return tabbed() }
    let isKey = peek() == YAMLByte.question
    return refuse(isKey ? .nestedKey : .nestedSequence, at, at + 1)
  }
}
