import MoatModel

extension YAMLParser {
  /// Whether text without quotes may start at the place.
  func canStartPlain(inFlow: Bool) -> Bool {
    guard at < end, !YAMLByte.isIndicator(bytes[at]), !isSpace(at: at) else { return false }
    switch bytes[at] {
    case YAMLByte.dash, YAMLByte.question, YAMLByte.colon:
      return !isSpace(at: at + 1) && !(inFlow && YAMLByte.isFlowIndicator(bytes[at + 1]))
    default: return true
    }
  }

  /// [Text without quotes](https://yaml.org/spec/1.2.2/#733-plain-style), over as many lines as
  /// are indented deeper than `parent`. Leaves the place behind its last character.
  mutating func parsePlain(
    above parent: Int, inFlow: Bool, onOneLine: Bool = false
  ) throws(YAMLRefusal) -> UInt32 {
    var record = YAMLRecord(.plain, at, at)
    var upper = try skipPlainLine(inFlow)
    while !onOneLine, at < end, YAMLByte.isBreak(bytes[at]) {
      guard let next = continuation(above: parent, inFlow) else { break }
      at = next.place
      lineStart = next.lineStart
      if next.indent <= parent { try noteUnderIndented(lineStart, at) }
      record.isFolded = true
      upper = try skipPlainLine(inFlow)
    }
    at = upper
    record.upper = UInt32(truncatingIfNeeded: upper)
    return add(record)
  }

  /// Skips to what ends plain text on this line.
  ///
  /// - Returns: the end of the text, blanks behind it not included.
  private mutating func skipPlainLine(_ inFlow: Bool) throws(YAMLRefusal) -> Int {
    var upper = at
    while at < end {
      let byte = bytes[at]
      switch byte {
      case YAMLByte.space, YAMLByte.tab:
        at += 1
        continue
      case YAMLByte.lineFeed, YAMLByte.carriageReturn: return upper
      case YAMLByte.hash where upper < at: return upper
      case YAMLByte.colon:
        if isSpace(at: at + 1) { return upper }
        if inFlow, YAMLByte.isFlowIndicator(bytes[at + 1]) { return upper }
      case YAMLByte.comma, YAMLByte.openBracket, YAMLByte.closeBracket, YAMLByte.openBrace,
        YAMLByte.closeBrace:
        if inFlow { return upper }
      case 0xEF where isByteOrderMark(at: at):
        throw refuse(.byteOrderMark, at, at + 3)
      default: break
      }
      at += 1
      upper = at
    }
    return upper
  }

  /// Where the text goes on after the line ending at the place, if it does.
  private func continuation(
    above parent: Int, _ inFlow: Bool
  ) -> (place: Int, lineStart: Int, indent: Int)? {
    var place = at
    var start = at
    var indent = 0
    while place < end, YAMLByte.isBreak(bytes[place]) {
      place += breakLength(at: place)
      start = place
      while place < end, bytes[place] == YAMLByte.space { place += 1 }
      guard place < end else { return nil }
      if YAMLByte.isBreak(bytes[place]) { continue }
      indent = place - start
      while place < end, YAMLByte.isBlank(bytes[place]) { place += 1 }
      guard place < end else { return nil }
      if YAMLByte.isBreak(bytes[place]) { continue }
      let isTolerated = inFlow && tolerance == .lineIndentation
      guard indent > parent || isTolerated, bytes[place] != YAMLByte.hash else { return nil }
    }
    if place == start, isMarker(at: place) { return nil }
    if inFlow, YAMLByte.isFlowIndicator(bytes[place]) { return nil }
    if bytes[place] == YAMLByte.colon {
      if isSpace(at: place + 1) { return nil }
      if inFlow, YAMLByte.isFlowIndicator(bytes[place + 1]) { return nil }
    }
    return (place, start, indent)
  }
}
