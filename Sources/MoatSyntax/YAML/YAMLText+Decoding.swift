extension YAMLText {
  // MARK: - Plain and quoted text

  /// Folds lines and replaces escape sequences.
  mutating func decodeFlow(_ record: YAMLRecord, _ source: [UInt8]) {
    let content = record.content
    let isDouble = record.form == .double
    let isSingle = record.form == .single
    var at = content.lowerBound
    let end = content.upperBound
    var start = at
    while at < end {
      let byte = source[at]
      if YAMLByte.isBlank(byte) {
        let blank = at
        while at < end, YAMLByte.isBlank(source[at]) { at += 1 }
        guard at < end, YAMLByte.isBreak(source[at]) else { continue }
        // Blanks at the end of a line are not part of the text.
        copy(source, start..<blank)
        at = fold(source, at, end)
        start = at
      } else if YAMLByte.isBreak(byte) {
        copy(source, start..<at)
        at = fold(source, at, end)
        start = at
      } else if byte == YAMLByte.backslash, isDouble {
        copy(source, start..<at)
        at = decodeEscape(source, at, end)
        start = at
      } else if byte == YAMLByte.apostrophe, isSingle {
        // Two of them stand for one.
        copy(source, start..<at)
        put("'", for: at..<min(at + 2, end))
        at = min(at + 2, end)
        start = at
      } else {
        at += 1
      }
    }
    copy(source, start..<end)
  }

  /// A line ending reads as a space, or as nothing if blank lines follow, which read as newlines.
  ///
  /// - Returns: where the text of the next line starts.
  private mutating func fold(
    _ source: [UInt8], _ lower: Int, _ end: Int, isEscaped: Bool = false
  ) -> Int {
    var at = lower
    var lines = 0
    while at < end, YAMLByte.isBreak(source[at]) {
      let lineEnd = at + Self.breakLength(source, at, end)
      if lines > 0 { put("\n", for: at..<lineEnd) }
      lines += 1
      at = lineEnd
      while at < end, YAMLByte.isBlank(source[at]) { at += 1 }
    }
    if lines == 1, !isEscaped {
      put(" ", for: lower..<lower + Self.breakLength(source, lower, end))
    }
    return at
  }

  private mutating func decodeEscape(_ source: [UInt8], _ lower: Int, _ end: Int) -> Int {
    var at = lower + 1
    guard at < end else { return end }
    let byte = source[at]
    if YAMLByte.isBreak(byte) { return fold(source, at, end, isEscaped: true) }
    at += 1
    if let scalar = Self.escaped(byte) {
      put(scalar, for: lower..<at)
      return at
    }
    let digits = byte == UInt8(ascii: "x") ? 2 : byte == UInt8(ascii: "u") ? 4 : 8
    let stop = min(at + digits, end)
    let value = source[at..<stop].reduce(UInt32(0)) { $0 << 4 | UInt32(TOMLText.hexValue($1) ?? 0) }
    put(Unicode.Scalar(value) ?? "\u{FFFD}", for: lower..<stop)
    return stop
  }

  private static func breakLength(_ source: [UInt8], _ at: Int, _ end: Int) -> Int {
    let isPair =
      source[at] == YAMLByte.carriageReturn && at + 1 < end
      && source[at + 1] == YAMLByte.lineFeed
    return isPair ? 2 : 1
  }

  // MARK: - Blocks of text

  /// What to do with the line endings behind the last line.
  private enum Chomping { case strip, clip, keep }

  mutating func decodeBlock(_ record: YAMLRecord, _ source: [UInt8]) {
    let end = Int(record.linesUpper)
    var at = Int(record.lower) + 1
    var chomping = Chomping.clip
    while at < end, !YAMLByte.isBreak(source[at]), !YAMLByte.isBlank(source[at]) {
      if source[at] == YAMLByte.plus { chomping = .keep }
      if source[at] == YAMLByte.dash { chomping = .strip }
      at += 1
    }
    while at < end, !YAMLByte.isBreak(source[at]) { at += 1 }
    guard at < end else { return }
    at += Self.breakLength(source, at, end)

    let isFolded = record.form == .folded
    // Line endings whose meaning depends on the next line with text.
    var pending: [Range<Int>] = []
    var hasText = false
    var wasMoreIndented = false
    while at < end {
      var place = at
      let limit = min(end, at + Int(record.indent))
      while place < limit, source[place] == YAMLByte.space { place += 1 }
      var lineEnd = place
      while lineEnd < end, !YAMLByte.isBreak(source[lineEnd]) { lineEnd += 1 }
      if lineEnd > place {
        let isMoreIndented = YAMLByte.isBlank(source[place])
        if isFolded, hasText, !isMoreIndented, !wasMoreIndented {
          fold(pending)
        } else {
          for lineEnding in pending { put("\n", for: lineEnding) }
        }
        pending.removeAll(keepingCapacity: true)
        copy(source, place..<lineEnd)
        hasText = true
        wasMoreIndented = isMoreIndented
      }
      at = lineEnd < end ? lineEnd + Self.breakLength(source, lineEnd, end) : end
      pending.append(lineEnd..<at)
    }
    switch chomping {
    case .strip: break
    case .clip: if hasText, let first = pending.first { put("\n", for: first) }
    case .keep: for lineEnding in pending { put("\n", for: lineEnding) }
    }
  }

  /// One line ending reads as a space; of several, the first as nothing.
  private mutating func fold(_ pending: [Range<Int>]) {
    guard let first = pending.first else { return }
    if pending.count == 1 { put(" ", for: first) }
    for lineEnding in pending.dropFirst() { put("\n", for: lineEnding) }
  }
}
