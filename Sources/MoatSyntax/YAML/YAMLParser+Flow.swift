import MoatModel

extension YAMLParser {
  /// What stands in `[…]` or `{…}`: the place is the opening character.
  mutating func parseFlowCollection(above parent: Int) throws(YAMLRefusal) -> UInt32 {
    let lower = at
    let isMapping = bytes[at] == YAMLByte.openBrace
    let closing = isMapping ? YAMLByte.closeBrace : YAMLByte.closeBracket
    let collection = try open(isMapping ? .flowMapping : .flowSequence, lower)
    at += 1
    while true {
      try skipFlowTrivia(above: parent, from: lower)
      if bytes[at] == closing { break }
      if isMapping {
        try parseFlowEntry(of: collection, above: parent, from: lower)
      } else {
        append(try parseFlowItem(above: parent, from: lower), to: collection)
      }
      try skipFlowTrivia(above: parent, from: lower)
      if bytes[at] == closing { break }
      guard bytes[at] == YAMLByte.comma else {
        throw unexpected(isMapping ? .mappingEnd : .sequenceEnd)
      }
      at += 1
    }
    at += 1
    close(collection, upper: at)
    if isMapping { noteDuplicates(in: collection) }
    return collection
  }

  /// Skips to the next content, which must exist and be indented deeper than what holds the
  /// brackets.
  private mutating func skipFlowTrivia(above parent: Int, from lower: Int) throws(YAMLRefusal) {
    let before = lineStart
    skipTrivia()
    guard at < end else {
      let opening = Unicode.Scalar(bytes[lower])
      let span = SourceSpan(lower, lower + 1)
      throw refuse(.unterminatedFlow(opening), end, end, related: span)
    }
    guard lineStart != before else { return }
    if at == lineStart, isMarker(at: at) { throw refuse(.documentMarkerInside, at, at + 3) }
    if indent <= parent { try noteUnderIndented(lineStart, at) }
  }

  /// Reports a line that starts too far to the left, or refuses it.
  mutating func noteUnderIndented(_ lower: Int, _ upper: Int) throws(YAMLRefusal) {
    guard tolerance == .lineIndentation else { throw refuse(.underIndented, lower, upper) }
    problems.append(
      YAMLProblem(kind: .underIndented, span: SourceSpan(lower, upper), related: nil))
  }

  /// One entry of a mapping in braces.
  private mutating func parseFlowEntry(
    of mapping: UInt32, above parent: Int, from lower: Int
  ) throws(YAMLRefusal) {
    var isExplicit = false
    if isIndicator(YAMLByte.question) {
      isExplicit = true
      at += 1
      try skipFlowTrivia(above: parent, from: lower)
    }
    var key: UInt32
    if isFlowColon || isExplicit && isFlowEnd {
      key = addEmpty(at: at)
    } else {
      key = try parseFlowNode(above: parent, from: lower)
    }
    append(key, to: mapping)
    try skipFlowTrivia(above: parent, from: lower)
    let value = try parseFlowValue(after: key, above: parent, from: lower)
    append(value, to: mapping)
  }

  /// One entry of a sequence in brackets, which may be a mapping of one entry.
  private mutating func parseFlowItem(above parent: Int, from lower: Int) throws(YAMLRefusal)
    -> UInt32
  {
    let place = at
    if isIndicator(YAMLByte.question) {
      let pair = try open(.flowPair, place)
      try parseFlowEntry(of: pair, above: parent, from: lower)
      close(pair, upper: upper(records[Int(pair)].last))
      return pair
    }
    let line = lineStart
    let key = isFlowColon ? addEmpty(at: at) : try parseFlowNode(above: parent, from: lower)
    let keyEnd = at
    if lineStart != line {
      try skipFlowTrivia(above: parent, from: lower)
      if hasValue(key) { throw refuse(.multilineKey, place, keyEnd) }
      return key
    }
    skipBlanks()
    guard hasValue(key) else { return key }
    try checkKey(place, keyEnd)
    let pair = try open(.flowPair, place)
    append(key, to: pair)
    let value = try parseFlowValue(after: key, above: parent, from: lower)
    append(value, to: pair)
    close(pair, upper: upper(value))
    return pair
  }

  /// The colon and value behind a key, if there are any.
  private mutating func parseFlowValue(
    after key: UInt32, above parent: Int, from lower: Int
  ) throws(YAMLRefusal) -> UInt32 {
    guard hasValue(key) else { return addEmpty(at: upper(key)) }
    at += 1
    let place = at
    try skipFlowTrivia(above: parent, from: lower)
    if isFlowEnd { return addEmpty(at: place) }
    return try parseFlowNode(above: parent, from: lower)
  }

  /// Whether the place is the colon of a key. Behind quotes and brackets it needs no blank after
  /// it.
  private func hasValue(_ key: UInt32) -> Bool {
    switch records[Int(key)].form {
    case .single, .double, .flowSequence, .flowMapping: peek() == YAMLByte.colon
    default: isFlowColon
    }
  }

  private var isFlowColon: Bool {
    guard peek() == YAMLByte.colon else { return false }
    return isSpace(at: at + 1) || YAMLByte.isFlowIndicator(bytes[at + 1])
  }

  /// Whether an entry ends at the place.
  private var isFlowEnd: Bool {
    switch peek() {
    case YAMLByte.comma, YAMLByte.closeBracket, YAMLByte.closeBrace: true
    default: false
    }
  }

  private mutating func parseFlowNode(above parent: Int, from lower: Int) throws(YAMLRefusal)
    -> UInt32
  {
    let properties = try parseFlowProperties(above: parent, from: lower)
    let token = beginAnchor(properties)
    let node: UInt32
    switch peek() {
    case YAMLByte.quote, YAMLByte.apostrophe: node = try parseQuoted(above: parent)
    case YAMLByte.openBracket, YAMLByte.openBrace: node = try parseFlowCollection(above: parent)
    case YAMLByte.asterisk: node = try parseAlias()
    default:
      if properties != 0, isFlowEnd || isFlowColon {
        node = addEmpty(at: self.properties[Int(properties)].upper)
      } else {
        guard canStartPlain(inFlow: true) else { throw unexpected(.value) }
        node = try parsePlain(above: parent, inFlow: true)
      }
    }
    try checkAlias(node, properties)
    return endAnchor(token, properties, on: node)
  }

  /// The anchor and tag at the place with what is behind them, which may be on other lines.
  @inline(never)
  private mutating func parseFlowProperties(
    above parent: Int, from lower: Int
  ) throws(YAMLRefusal) -> UInt32 {
    guard peek() == YAMLByte.ampersand || peek() == YAMLByte.exclamation else { return 0 }
    var result = YAMLProperties()
    while try parseProperty(into: &result, inFlow: true) {
      try skipFlowTrivia(above: parent, from: lower)
    }
    return keep(result)
  }
}
