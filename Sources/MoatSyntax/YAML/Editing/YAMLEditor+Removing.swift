import MoatModel

extension YAMLEditor {
  /// Removes an entry of a mapping with its value, a comment behind it on its last line and
  /// whatever comments are inside the value. Comments above it stay.
  package mutating func removeEntry(
    at index: Int, from mapping: YAMLMapping
  ) throws(YAMLEditError) {
    try check(mapping.node)
    let entries = Array(mapping)
    guard entries.indices.contains(index), !mapping.isFlow || mapping.hasBraces else {
      throw .unsuitable(mapping.span)
    }
    expected.removed.insert(entries[index].key.index)
    let parts = entries.map { entry in
      let last = entry.value.record.form == .empty ? entry.key : entry.value
      return Part(lower: entry.span.lower, upper: entry.span.upper, last: last)
    }
    try remove(index, of: parts, from: mapping.node, isFlow: mapping.isFlow)
  }

  /// Removes an item of a sequence, as ``removeEntry(at:from:)`` does an entry.
  package mutating func removeItem(
    at index: Int, from sequence: YAMLSequence
  ) throws(YAMLEditError) {
    try check(sequence.node)
    let items = Array(sequence)
    guard items.indices.contains(index) else { throw .unsuitable(sequence.span) }
    expected.removed.insert(items[index].index)
    var place = sequence.span.lower
    let parts = items.map { item in
      let lower = sequence.isFlow ? item.fullSpan.lower : dash(from: place)
      place = end(of: item)
      return Part(lower: lower, upper: item.fullSpan.upper, last: item)
    }
    try remove(index, of: parts, from: sequence.node, isFlow: sequence.isFlow)
  }

  /// An entry or item with its indicator.
  private struct Part {
    let lower: Int
    let upper: Int
    /// The node at its end.
    let last: YAMLNode
  }

  private mutating func remove(
    _ index: Int, of parts: [Part], from node: YAMLNode, isFlow: Bool
  ) throws(YAMLEditError) {
    let part = parts[index]
    let next = index + 1 < parts.count ? parts[index + 1] : nil
    if isFlow {
      // With the comma behind it, or the one in front of the last.
      let lower = next == nil && index > 0 ? parts[index - 1].upper : part.lower
      remove(SourceSpan(lower, next?.lower ?? part.upper))
      return
    }
    guard parts.count > 1 else { throw .lastEntry(node.span) }
    let start = lineStart(part.lower)
    var end = end(of: part.last)
    var lineAfter = end
    // Behind the line endings that a block of text keeps, a line starts.
    if !isLineStart(end) {
      end = lineEnd(end)
      lineAfter = afterBreak(end)
    }
    if source.bytes[start..<part.lower].allSatisfy(YAMLByte.isBlank) {
      remove(SourceSpan(start, lineAfter))
    } else if let next, !hasComment(between: end, next.lower) {
      // The first one behind a dash, where the next one takes its place.
      remove(SourceSpan(part.lower, next.lower))
    } else {
      remove(SourceSpan(part.lower, end))
    }
  }

  private func hasComment(between lower: Int, _ upper: Int) -> Bool {
    document.stream.comments.contains { lower < $0.lower && $0.upper < upper }
  }

  private mutating func remove(_ span: SourceSpan) {
    changes.append(Change(span: span, text: ""))
    expected.removedSpans.append(span)
  }

  /// The dash of an item at or behind an offset, comments and blank lines skipped.
  private func dash(from offset: Int) -> Int {
    let bytes = source.bytes
    var at = offset
    while at < bytes.count, bytes[at] != YAMLByte.dash {
      if bytes[at] == YAMLByte.hash { at = lineEnd(at) } else { at += 1 }
    }
    return at
  }

  // MARK: - Lines

  /// Where the text of a node ends; behind the blank lines that a block of text keeps.
  func end(of node: YAMLNode) -> Int {
    var node = node
    while node.record.last != 0 {
      let last = YAMLNode(stream: node.stream, index: Int(node.record.last))
      guard node.record.form == .blockMapping || node.record.form == .blockSequence else { break }
      node = last
    }
    let record = node.record
    let header = source.bytes[Int(record.lower)...].prefix { !YAMLByte.isBreak($0) }.prefix(3)
    let isBlock = record.form == .literal || record.form == .folded
    return isBlock && header.contains(YAMLByte.plus) ? Int(record.linesUpper) : node.fullSpan.upper
  }

  func isLineStart(_ offset: Int) -> Bool {
    offset > 0 && YAMLByte.isBreak(source.bytes[offset - 1])
  }

  func lineStart(_ offset: Int) -> Int {
    var at = offset
    while at > 0, !YAMLByte.isBreak(source.bytes[at - 1]) { at -= 1 }
    return at
  }

  /// The line ending of the line at an offset, or the end of the text.
  func lineEnd(_ offset: Int) -> Int {
    var at = offset
    while at < source.bytes.count, !YAMLByte.isBreak(source.bytes[at]) { at += 1 }
    return at
  }

  func afterBreak(_ offset: Int) -> Int {
    let bytes = source.bytes
    guard offset < bytes.count else { return offset }
    let isPair =
      bytes[offset] == YAMLByte.carriageReturn && offset + 1 < bytes.count
      && bytes[offset + 1] == YAMLByte.lineFeed
    return offset + (isPair ? 2 : 1)
  }

  /// The column of the key or dash that a node without brackets around it is the value of.
  func blockColumn(of node: YAMLNode) -> Int? { column(of: node.index, in: document.root) }

  private func column(of index: Int, in parent: YAMLNode) -> Int? {
    let isBlock = parent.record.form == .blockMapping || parent.record.form == .blockSequence
    guard isBlock else { return nil }
    var child = Int(parent.record.first)
    while child != 0 {
      if child == index { return Int(parent.record.indent) }
      let node = YAMLNode(stream: document.stream, index: child)
      if node.span.lower <= document.stream.records[index].span.lower,
        let column = column(of: index, in: node)
      {
        return column
      }
      child = Int(document.stream.records[child].next)
    }
    return nil
  }
}
