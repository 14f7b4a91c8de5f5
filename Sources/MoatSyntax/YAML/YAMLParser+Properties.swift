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

/// The counts at the start of an anchored node.
struct YAMLAnchorToken {
  var weight: Int
  var deepest: Int
}

extension YAMLParser {
  /// The anchor and tag at the place, blanks between and behind them included. All on one line.
  mutating func parseProperties() throws(YAMLError) -> YAMLProperties {
    var result = YAMLProperties()
    while try parseProperty(into: &result, inFlow: false) { skipBlanks() }
    return result
  }

  /// One anchor or tag.
  ///
  /// - Returns: false if there is none at the place.
  mutating func parseProperty(
    into result: inout YAMLProperties, inFlow: Bool
  ) throws(YAMLError) -> Bool {
    let lower = at
    switch peek() {
    case YAMLByte.ampersand:
      try skipAnchorName()
      if let first = result.anchor { throw YAMLError(.repeatedAnchor, lower, at, related: first) }
      result.anchor = SourceSpan(lower, at)
    case YAMLByte.exclamation:
      if let first = result.tag { throw YAMLError(.repeatedTag, lower, lower + 1, related: first) }
      try parseTag(into: &result)
    default: return false
    }
    let isEnd = isSpace(at: at) || inFlow && YAMLByte.isFlowIndicator(bytes[at])
    guard isEnd else { throw unexpected(.blank) }
    return true
  }

  /// The `&` or `*` at the place with its name.
  private mutating func skipAnchorName() throws(YAMLError) {
    let lower = at
    at += 1
    while !isSpace(at: at), !YAMLByte.isFlowIndicator(bytes[at]) { at += 1 }
    guard at > lower + 1 else { throw YAMLError(.emptyAnchor, lower, at) }
  }

  /// A [tag](https://yaml.org/spec/1.2.2/#691-node-tags).
  private mutating func parseTag(into result: inout YAMLProperties) throws(YAMLError) {
    let lower = at
    at += 1
    if peek() == YAMLByte.less {
      at += 1
      result.suffix = at
      while at < end, YAMLByte.isURI(bytes[at]) { at += 1 }
      guard peek() == YAMLByte.greater, at > result.suffix else {
        throw YAMLError(.malformedTag, lower, at)
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
          throw YAMLError(.malformedTag, lower, at + 1)
        }
      }
      at += 1
    }
    guard !hasHandle || at > result.suffix else { throw YAMLError(.malformedTag, lower, at) }
    result.tag = SourceSpan(lower, at)
    let handle = Array(bytes[lower..<result.suffix])
    result.prefix = handles[handle]
    if result.prefix == nil, handle.count > 2 {
      let name = String(decoding: handle, as: UTF8.self)
      throw YAMLError(.unknownTagHandle(name), lower, result.suffix)
    }
  }

  private func isTagCharacter(_ byte: UInt8) -> Bool {
    YAMLByte.isURI(byte) && byte != YAMLByte.exclamation && !YAMLByte.isFlowIndicator(byte)
  }

  /// The properties of one node that were written in two places.
  func merged(
    _ outer: YAMLProperties, _ inner: YAMLProperties
  ) throws(YAMLError) -> YAMLProperties {
    if let first = outer.anchor, let second = inner.anchor {
      throw YAMLError(.repeatedAnchor, second.lower, second.upper, related: first)
    }
    if let first = outer.tag, let second = inner.tag {
      throw YAMLError(.repeatedTag, second.lower, second.upper, related: first)
    }
    var result = inner
    result.anchor = inner.anchor ?? outer.anchor
    if inner.tag == nil {
      result.tag = outer.tag
      result.suffix = outer.suffix
      result.prefix = outer.prefix
    }
    return result
  }

  /// An alias has no properties of its own.
  func checked(
    _ properties: YAMLProperties, on node: UInt32
  ) throws(YAMLError) -> YAMLProperties {
    let record = records[Int(node)]
    if record.form == .alias, !properties.isEmpty {
      throw YAMLError(.aliasWithProperties, properties.lower, Int(record.upper))
    }
    return properties
  }

  // MARK: - Anchors

  /// Starts the node that the properties belong to.
  mutating func beginAnchor(_ properties: YAMLProperties) -> YAMLAnchorToken? {
    guard let anchor = properties.anchor else { return nil }
    anchors[name(anchor)] = YAMLAnchor()
    defer { deepest = depth }
    return YAMLAnchorToken(weight: weight, deepest: deepest)
  }

  /// Gives a complete node its properties, and its anchor a meaning.
  mutating func endAnchor(
    _ token: YAMLAnchorToken?, _ properties: YAMLProperties, on node: UInt32
  ) -> UInt32 {
    guard !properties.isEmpty else { return node }
    self.properties.append(properties)
    records[Int(node)].properties = UInt32(truncatingIfNeeded: self.properties.count - 1)
    guard let anchor = properties.anchor else { return node }
    let before = token ?? YAMLAnchorToken(weight: weight - 1, deepest: deepest)
    let height = max(0, deepest - depth)
    anchors[name(anchor)] = YAMLAnchor(index: node, weight: weight - before.weight, height: height)
    deepest = max(deepest, before.deepest)
    return node
  }

  mutating func parseAlias() throws(YAMLError) -> UInt32 {
    let lower = at
    try skipAnchorName()
    let span = SourceSpan(lower, at)
    let text = String(decoding: bytes[lower + 1..<at], as: UTF8.self)
    guard let anchor = anchors[name(span)] else {
      throw YAMLError(.unknownAnchor(text), lower, at)
    }
    guard anchor.index != 0 else { throw YAMLError(.recursiveAlias(text), lower, at) }
    try checkDepth(depth + anchor.height, at: lower)
    deepest = max(deepest, depth + anchor.height)
    weight += anchor.weight
    aliased += anchor.weight
    guard aliased <= YAMLStream.maximumAliasedNodes else {
      throw YAMLError(.tooManyNodes(limit: YAMLStream.maximumAliasedNodes), lower, at)
    }
    var record = YAMLRecord(.alias, lower, at)
    record.first = anchor.index
    return add(record)
  }

  /// The name of an anchor or alias, without its first character.
  private func name(_ span: SourceSpan) -> [UInt8] { Array(bytes[span.lower + 1..<span.upper]) }
}
