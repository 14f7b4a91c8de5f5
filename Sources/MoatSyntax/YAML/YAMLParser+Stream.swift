import MoatModel

extension YAMLParser {
  /// The documents up to the end of the text. What was complete before an error is kept.
  mutating func parseStream() throws(YAMLRefusal) {
    guard end <= YAMLStream.maximumSize else {
      throw refuse(.tooLarge(limit: YAMLStream.maximumSize), 0, end)
    }
    try checkCharacters()
    // Workflows have a node about every 14 bytes.
    records.reserveCapacity(end / 12 + 8)
    while try parseDocument() {}
  }

  /// Refuses what is not UTF-8 and, of the characters that YAML calls not printable, those below
  /// U+0020. The others are left alone: inside double quotes they are allowed, and elsewhere they
  /// do no harm before they are shown.
  private mutating func checkCharacters() throws(YAMLRefusal) {
    var offset = 0
    while offset < end {
      let byte = bytes[offset]
      if byte &- 0x20 < 0x60 {
        offset += 1
      } else if byte >= 0x80 {
        guard let length = TOMLText.sequenceLength(bytes, at: offset) else {
          throw refuse(.invalidUTF8, offset, offset + 1)
        }
        offset += length
      } else if YAMLByte.isBreak(byte) || byte == YAMLByte.tab {
        offset += 1
      } else {
        throw refuse(.controlCharacter(byte), offset, offset + 1)
      }
    }
  }

  /// One document with its directives.
  ///
  /// - Returns: false at the end of the stream.
  private mutating func parseDocument() throws(YAMLRefusal) -> Bool {
    skipDocumentPrefix()
    guard at < end else { return false }
    var record = YAMLDocumentRecord()
    let lower = at
    let problemsBefore = problems.count
    reset()
    if at == lineStart, bytes[at] == YAMLByte.percent {
      try parseDirectives()
      guard at == lineStart, isMarker(at: at), bytes[at] == YAMLByte.dash else {
        throw refuse(.directive(.withoutDocument), lower, lower + 1)
      }
    }
    if at == lineStart, isMarker(at: at) {
      let isStart = bytes[at] == YAMLByte.dash
      at += 3
      guard isStart else {
        // A `...` that ends nothing.
        try endLine()
        return true
      }
      record.startsExplicitly = true
    }
    record.root = try parseBlockNode(
      above: -1, allowsSameColumn: false, isCompact: !record.startsExplicitly)
    let upper = max(upper(record.root), record.startsExplicitly ? lower + 3 : lower)
    skipTrivia()
    record.span = SourceSpan(lower, upper)
    record.problems = problemsBefore..<problems.count
    if at < end {
      guard at == lineStart, isMarker(at: at) else { throw misplaced() }
      if bytes[at] == YAMLByte.dot {
        at += 3
        record.span = SourceSpan(lower, at)
        record.endsExplicitly = true
        try endLine()
      }
    }
    documents.append(record)
    return true
  }

  /// The error for content that belongs to nothing around it.
  mutating func misplaced() -> YAMLRefusal {
    if isFresh, isTabbed { return refuse(.tabInIndentation, lineStart + indent, at) }
    if isFresh, indent > 0 { return refuse(.indentation, lineStart, at) }
    return unexpected(isFresh ? .documentEnd : .lineEnd)
  }

  /// Comments, blank lines and byte-order marks between documents.
  private mutating func skipDocumentPrefix() {
    while true {
      skipTrivia()
      guard at == lineStart, isByteOrderMark(at: at) else { return }
      at += 3
      lineStart = at
    }
  }

  func isByteOrderMark(at offset: Int) -> Bool {
    offset + 2 < end && bytes[offset] == 0xEF && bytes[offset + 1] == 0xBB
      && bytes[offset + 2] == 0xBF
  }

  /// Forgets what holds for one document only.
  private mutating func reset() {
    if !anchors.isEmpty { anchors = [:] }
    if !handles.isEmpty { handles = [:] }
    depth = 0
    deepest = 0
    weight = 0
    aliased = 0
  }

  // MARK: - Directives

  /// [Directives](https://yaml.org/spec/1.2.2/#68-directives): `%YAML`, `%TAG`, and others, which
  /// the specification says to ignore.
  private mutating func parseDirectives() throws(YAMLRefusal) {
    var hasVersion = false
    while at == lineStart, peek() == YAMLByte.percent {
      let lower = at
      at += 1
      let name = word()
      if name.elementsEqual("YAML".utf8) {
        guard !hasVersion else {
          throw refuse(.directive(.repeated), lower, at)
        }
        hasVersion = true
        try parseVersion(lower)
      } else if name.elementsEqual("TAG".utf8) {
        try parseTagDirective(lower)
      } else {
        while at < end, !YAMLByte.isBreak(bytes[at]) {
          if bytes[at] == YAMLByte.hash, mayStartComment { break }
          at += 1
        }
      }
      try endLine()
      skipTrivia()
    }
  }

  private mutating func parseVersion(_ lower: Int) throws(YAMLRefusal) {
    skipBlanks()
    let version = word()
    let parts = version.split(separator: YAMLByte.dot, omittingEmptySubsequences: false)
    let areDigits = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { $0 &- 0x30 < 10 }
    }
    guard parts.count == 2, areDigits else { throw refuse(.directive(.shape), lower, at) }
    guard parts[0].elementsEqual("1".utf8) else {
      throw refuse(.directive(.version), lower, at)
    }
  }

  private mutating func parseTagDirective(_ lower: Int) throws(YAMLRefusal) {
    skipBlanks()
    let handle = Array(word())
    skipBlanks()
    let prefixLower = at
    _ = word()
    let isHandle =
      handle.first == YAMLByte.exclamation && handle.last == YAMLByte.exclamation
      && handle.dropFirst().dropLast().allSatisfy(YAMLByte.isWord)
    guard isHandle, at > prefixLower else { throw refuse(.directive(.shape), lower, at) }
    guard handles[handle] == nil else { throw refuse(.directive(.repeated), lower, at) }
    handles[handle] = SourceSpan(prefixLower, at)
  }

  /// What is left of the line up to a blank.
  private mutating func word() -> ArraySlice<UInt8> {
    let lower = at
    while !isSpace(at: at) { at += 1 }
    return bytes[lower..<at]
  }
}
