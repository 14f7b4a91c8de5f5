import MoatModel

/// A node that aliases may stand for.
struct YAMLAnchor {
  /// 0 while the node is not complete, so that nothing can contain itself.
  var index: UInt32 = 0
  /// How many nodes it has, aliases followed.
  var weight = 0
  /// How deep it nests, aliases followed.
  var height = 0
}

/// The counts at the start of an anchored node; zeros for a node without anchor.
struct YAMLAnchorToken {
  var weight = 0
  var deepest = 0
}

extension YAMLParser {
  /// The anchor and tag at the place, blanks between and behind them included. All on one line.
  ///
  /// - Returns: their index, 0 if there are none.
  mutating func parseProperties() throws(YAMLRefusal) -> UInt32 {
    guard peek() == YAMLByte.ampersand || peek() == YAMLByte.exclamation else { return 0 }
    var result = YAMLProperties()
    while try parseProperty(into: &result, inFlow: false) { skipBlanks() }
    return keep(result)
  }

  mutating func keep(_ properties: YAMLProperties) -> UInt32 {
    guard !properties.isEmpty else { return 0 }
    self.properties.append(properties)
    return UInt32(truncatingIfNeeded: self.properties.count - 1)
  }

  /// One anchor or tag.
  ///
  /// - Returns: false if there is none at the place.
  mutating func parseProperty(
    into result: inout YAMLProperties, inFlow: Bool
  ) throws(YAMLRefusal) -> Bool {
    let lower = at
    switch peek() {
    case YAMLByte.ampersand:
      try skipAnchorName()
      if let first = result.anchor { throw refuse(.repeatedAnchor, lower, at, related: first) }
      result.anchor = SourceSpan(lower, at)
    case YAMLByte.exclamation:
      if let first = result.tag { throw refuse(.repeatedTag, lower, lower + 1, related: first) }
      try parseTag(into: &result)
    default: return false
    }
    let isEnd = isSpace(at: at) || inFlow && YAMLByte.isFlowIndicator(bytes[at])
    guard isEnd else { throw unexpected(.blank) }
    return true
  }

  /// The `&` or `*` at the place with its name.
  private mutating func skipAnchorName() throws(YAMLRefusal) {
    let lower = at
    at += 1
    while !isSpace(at: at), !YAMLByte.isFlowIndicator(bytes[at]) { at += 1 }
    guard at > lower + 1 else { throw refuse(.emptyAnchor, lower, at) }
  }

  /// A [tag](https://yaml.org/spec/1.2.2/#691-node-tags).
  private mutating func parseTag(into result: inout YAMLProperties) throws(YAMLRefusal) {
    let lower = at
    at += 1
    if peek() == YAMLByte.less {
      at += 1
      result.suffix = at
      while at < end, YAMLByte.isURI(bytes[at]) { at += 1 }
      guard peek() == YAMLByte.greater, at > result.suffix else {
        throw refuse(.malformedTag, lower, at)
      }
      at += 1
      result.tag = SourceSpan(lower, at)
      return
    }
    while at < end, YAMLByte.isWord(bytes[at]) { at += 1 }
    let hasHandle = peek() == YAMLByte.exclamation
    at = hasHandle ? at + 1 : lower + 1
    result.suffix = at
    while at < end, isTagCharacter(bytes[at]) {
      if bytes[at] == YAMLByte.percent {
        guard TOMLText.hexValue(peek(1)) != nil, TOMLText.hexValue(peek(2)) != nil else {
          throw refuse(.malformedTag, lower, at + 1)
        }
      }
      at += 1
    }
    guard !hasHandle || at > result.suffix else { throw refuse(.malformedTag, lower, at) }
    result.tag = SourceSpan(lower, at)
    let handle = Array(bytes[lower..<result.suffix])
    result.prefix = handles[handle]
    if result.prefix == nil, handle.count > 2 {
      let name = String(decoding: handle, as: UTF8.self)
      throw refuse(.unknownTagHandle(name), lower, result.suffix)
    }
  }

  private func isTagCharacter(_ byte: UInt8) -> Bool {
    YAMLByte.isURI(byte) && byte != YAMLByte.exclamation && !YAMLByte.isFlowIndicator(byte)
  }

  /// The properties of one node that were written in two places.
  @inline(never)
  mutating func merged(_ outer: UInt32, _ inner: UInt32) throws(YAMLRefusal) -> UInt32 {
    if outer == 0 || inner == 0 { return outer + inner }
    let outer = properties[Int(outer)]
    var result = properties[Int(inner)]
    if let first = outer.anchor, let second = result.anchor {
      throw refuse(.repeatedAnchor, second.lower, second.upper, related: first)
    }
    if let first = outer.tag, let second = result.tag {
      throw refuse(.repeatedTag, second.lower, second.upper, related: first)
    }
    if result.anchor == nil { result.anchor = outer.anchor }
    if result.tag == nil {
      result.tag = outer.tag
      result.suffix = outer.suffix
      result.prefix = outer.prefix
    }
    return keep(result)
  }

  /// An alias has no properties of its own.
  @inline(never)
  mutating func checkAlias(_ node: UInt32, _ properties: UInt32) throws(YAMLRefusal) {
    let record = records[Int(node)]
    guard properties == 0 || record.form != .alias else {
      let lower = self.properties[Int(properties)].lower
      throw refuse(.aliasWithProperties, lower, Int(record.upper))
    }
  }

  // MARK: - Anchors

  /// Starts the node that the properties belong to.
  @inline(never)
  mutating func beginAnchor(_ properties: UInt32) -> YAMLAnchorToken {
    guard let anchor = self.properties[Int(properties)].anchor else { return YAMLAnchorToken() }
    anchors[name(anchor)] = YAMLAnchor()
    defer { deepest = depth }
    return YAMLAnchorToken(weight: weight, deepest: deepest)
  }

  /// Gives a complete node its properties, and its anchor a meaning.
  @inline(never)
  mutating func endAnchor(
    _ token: YAMLAnchorToken, _ properties: UInt32, on node: UInt32
  ) -> UInt32 {
    guard properties != 0 else { return node }
    records[Int(node)].properties = properties
    guard let anchor = self.properties[Int(properties)].anchor else { return node }
    let height = max(0, deepest - depth)
    anchors[name(anchor)] = YAMLAnchor(index: node, weight: weight - token.weight, height: height)
    deepest = max(deepest, token.deepest)
    return node
  }

  mutating func parseAlias() throws(YAMLRefusal) -> UInt32 {
    let lower = at
    try skipAnchorName()
    let span = SourceSpan(lower, at)
    let text = String(decoding: bytes[lower + 1..<at], as: UTF8.self)
    guard let anchor = anchors[name(span)] else {
      throw refuse(.unknownAnchor(text), lower, at)
    }
    guard anchor.index != 0 else { throw refuse(.recursiveAlias(text), lower, at) }
    try checkDepth(depth + anchor.height, at: lower)
    deepest = max(deepest, depth + anchor.height)
    weight += anchor.weight
    aliased += anchor.weight
    guard aliased <= YAMLStream.maximumAliasedNodes else {
      throw refuse(.tooManyNodes(limit: YAMLStream.maximumAliasedNodes), lower, at)
    }
    var record = YAMLRecord(.alias, lower, at)
    record.first = anchor.index
    return add(record)
  }

  /// The name of an anchor or alias, without its first character.
  private func name(_ span: SourceSpan) -> [UInt8] { Array(bytes[span.lower + 1..<span.upper]) }
}
