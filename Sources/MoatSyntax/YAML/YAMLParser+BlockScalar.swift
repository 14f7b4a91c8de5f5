import MoatModel

extension YAMLParser {
  /// A [block of text](https://yaml.org/spec/1.2.2/#81-block-scalar-styles) behind `|` or `>`.
  /// Leaves the place at the start of the first line that is not part of it.
  mutating func parseBlockScalar(above parent: Int) throws(YAMLRefusal) -> UInt32 {
    var record = YAMLRecord(bytes[at] == YAMLByte.bar ? .literal : .folded, at, at)
    record.isFolded = true
    let stated = try parseBlockHeader()
    let headerEnd = at
    skipBlanks()
    if peek() == YAMLByte.hash, mayStartComment { skipComment() }
    guard at >= end || YAMLByte.isBreak(bytes[at]) else { throw unexpected(.blockHeader) }
    if at < end { skipBreak() }
    let indent: Int
    if let stated {
      indent = max(parent, 0) + stated
    } else {
      indent = try detectIndent(above: parent)
    }
    record.indent = UInt32(truncatingIfNeeded: indent)
    let upper = try skipBlockLines(indent)
    record.upper = UInt32(truncatingIfNeeded: max(upper, headerEnd))
    record.linesUpper = UInt32(truncatingIfNeeded: at)
    return add(record)
  }

  /// The indicator with what may follow it: one digit and one of `+` and `-`, in any order.
  ///
  /// - Returns: the digit.
  private mutating func parseBlockHeader() throws(YAMLRefusal) -> Int? {
    at += 1
    var stated: Int?
    var hasChomping = false
    while at < end {
      let byte = bytes[at]
      if byte == YAMLByte.plus || byte == YAMLByte.dash, !hasChomping {
        hasChomping = true
      } else if byte &- 0x31 < 9, stated == nil {
        stated = Int(byte &- 0x30)
      } else {
        break
      }
      at += 1
    }
    guard isSpace(at: at) else { throw unexpected(.blockHeader) }
    return stated
  }

  /// How many spaces the first line with text starts with, which all lines then have. Moves
  /// nothing.
  ///
  /// - Returns: the column after `parent` at least; more if there are only blank lines.
  private mutating func detectIndent(above parent: Int) throws(YAMLRefusal) -> Int {
    var place = at
    var widest = 0
    var widestLine = at
    while place < end {
      let start = place
      while place < end, bytes[place] == YAMLByte.space { place += 1 }
      let width = place - start
      if place < end, !YAMLByte.isBreak(bytes[place]) {
        // Text, or the end of the block.
        try checkTab(place, isInside: width > parent)
        guard width > parent, !(width == 0 && isMarker(at: place)) else { break }
        guard widest <= width else {
          throw refuse(.blankLineIndentation, widestLine, widestLine + widest)
        }
        return width
      }
      if width > widest {
        widest = width
        widestLine = start
      }
      if place < end { place += breakLength(at: place) }
    }
    return max(parent + 1, widest)
  }

  /// Skips the lines of a block.
  ///
  /// - Returns: the end of the last line with text, without its line ending.
  private mutating func skipBlockLines(_ indent: Int) throws(YAMLRefusal) -> Int {
    var upper = 0
    while at < end {
      var place = at
      let limit = min(end, at + indent)
      while place < limit, bytes[place] == YAMLByte.space { place += 1 }
      if place < end, !YAMLByte.isBreak(bytes[place]) {
        try checkTab(place, isInside: place - at == indent)
        if place - at < indent || place == at && isMarker(at: at) { return upper }
        while place < end, !YAMLByte.isBreak(bytes[place]) { place += 1 }
        upper = place
      }
      at = place
      if at < end { skipBreak() }
    }
    return upper
  }

  /// A tab on a line of a block stands where only spaces count, unless the text has begun there.
  private mutating func checkTab(_ place: Int, isInside: Bool) throws(YAMLRefusal) {
    guard isInside || bytes[place] != YAMLByte.tab else {
      throw refuse(.tabInIndentation, place, place + 1)
    }
  }
}
