import MoatModel

/// Changes a document's text and leaves every comment, quote, indentation and line ending that is
/// not part of a change as it is.
///
/// Changes are noted against the document as it was parsed and made together by ``finished()``,
/// which parses the result and compares it with what the document should now say: a change that
/// cannot be made well is refused, never made badly.
package struct YAMLEditor: Sendable {
  /// Where a new entry goes.
  package enum Place: Hashable, Sendable {
    case first
    case last
    /// Behind the entry with this index.
    case after(Int)
  }

  /// A part of the source and what stands there afterwards.
  struct Change: Sendable {
    let span: SourceSpan
    let text: String
    /// Whether nothing may follow on the line.
    var endsLine = false
  }

  package let document: YAMLDocument
  var changes: [Change] = []
  var expected = YAMLExpectation()
  let writer: YAMLWriter

  package init(_ document: YAMLDocument) {
    self.document = document
    let bytes = document.stream.source.bytes
    let firstLine = bytes.prefix { $0 != YAMLByte.lineFeed }
    let isPair = firstLine.last == YAMLByte.carriageReturn && firstLine.count < bytes.count
    writer = YAMLWriter(
      lineEnding: isPair ? "\r\n" : "\n", step: Self.step(document.root) ?? 2)
  }

  /// By how many spaces the first mapping inside a mapping is indented.
  private static func step(_ root: YAMLNode) -> Int? {
    guard let mapping = root.mapping, !mapping.isFlow else { return nil }
    for entry in mapping {
      if let inner = entry.value.mapping, !inner.isFlow {
        let step = Int(inner.node.record.indent) - Int(root.record.indent)
        return step > 0 ? step : nil
      }
    }
    return nil
  }

  var source: SourceText { document.stream.source }

  // MARK: - Scalars

  /// Replaces a part of a scalar's decoded text, in whatever style it is written.
  ///
  /// A block of text and text without quotes take only one line. Several parts of one scalar can
  /// be replaced; ranges are those of the text as it was.
  package mutating func replace(
    _ range: Range<Int>, of scalar: YAMLScalar, with text: String
  ) throws(YAMLEditError) {
    try check(scalar.node)
    let decoded = scalar.mapped
    guard range.lowerBound >= 0, range.upperBound <= decoded.bytes.count, !scalar.isAbsent else {
      throw .unsuitable(scalar.span)
    }
    let written =
      switch scalar.style {
      case .plain, .literal, .folded: text
      case .singleQuoted: String(YAMLWriter.singleQuoted(text).dropFirst().dropLast())
      case .doubleQuoted: YAMLWriter.escaped(text)
      }
    expected.texts[scalar.node.index, default: []].append((range, text))
    changes.append(Change(span: decoded.sourceSpan(ofDecoded: range), text: written))
  }

  /// Puts something else in the place of a scalar, an alias, something in brackets or braces, or
  /// a value that is not written. Its anchor and tag go, a comment behind it stays.
  package mutating func replace(
    _ node: YAMLNode, with content: YAMLContent
  ) throws(YAMLEditError) {
    try check(node)
    let form = node.record.form
    guard form != .blockMapping, form != .blockSequence, form != .flowPair,
      node.index != document.root.index
    else { throw .unsuitable(node.span) }
    expected.replacements[node.index] = content
    let span = SourceSpan(node.fullSpan.lower, node.span.upper)
    if case .string(let text) = content, let kept = sameStyle(node, text) {
      changes.append(Change(span: span, text: kept))
      return
    }
    let text =
      blockColumn(of: node).map { writer.value(content, column: $0) }
      ?? " " + writer.flow(content)
    if text.utf8.first == YAMLByte.space {
      let isAbsent = form == .empty
      changes.append(Change(span: span, text: isAbsent ? text : String(text.dropFirst())))
      return
    }
    // On lines of its own: blanks go, and a comment behind what was there stays on its line.
    var lower = span.lower
    while lower > 0, YAMLByte.isBlank(source.bytes[lower - 1]) { lower -= 1 }
    let lineEnd = lineEnd(span.upper)
    changes.append(Change(span: SourceSpan(lower, span.upper), text: ""))
    changes.append(Change(span: SourceSpan(lineEnd, lineEnd), text: text))
  }

  /// New text in the quotes that the old text has, where it fits.
  private func sameStyle(_ node: YAMLNode, _ text: String) -> String? {
    switch node.record.form {
    case .single: YAMLWriter.needsEscapes(text) ? nil : YAMLWriter.singleQuoted(text)
    case .double: YAMLWriter.doubleQuoted(text)
    default: nil
    }
  }

  // MARK: - Entries

  /// Writes a new entry into a mapping, on a line of its own unless the mapping has braces.
  ///
  /// - Parameter isApart: whether a blank line goes between the entry in front of it and the new
  ///   one, where the mapping has one between those two already.
  package mutating func insert(
    _ entry: YAMLNewEntry, into mapping: YAMLMapping, at place: Place = .last,
    isApart: Bool = false
  ) throws(YAMLEditError) {
    try check(mapping.node)
    let entries = Array(mapping)
    let index: Int
    switch place {
    case .first: index = 0
    case .last: index = entries.count
    case .after(let before): index = entries.indices.contains(before) ? before + 1 : -1
    }
    guard index >= 0, index <= entries.count, !mapping.isFlow || mapping.hasBraces else {
      throw .unsuitable(mapping.span)
    }
    expected.entries[mapping.node.index, default: []].append((index, entry))
    if mapping.isFlow {
      let upper = index > 0 ? entries[index - 1].span.upper : nil
      insertFlow(writer.flow(entry), into: mapping.node, after: upper)
      return
    }
    let column = Int(mapping.node.record.indent)
    if index == 0 {
      let lower = mapping.span.lower
      let indent = writer.lineEnding + String(repeating: " ", count: column)
      let text = writer.entry(entry, column: column) + indent
      changes.append(Change(span: SourceSpan(lower, lower), text: text))
    } else {
      let line = writer.line(entry, column: column)
      let isSpaced = isApart && isLineBlank(behind: entries[index - 1].value)
      insertLine(
        isSpaced ? writer.lineEnding + line : line, after: entries[index - 1].value)
    }
  }

  /// Writes a new item at the end of a sequence.
  package mutating func append(
    _ content: YAMLContent, to sequence: YAMLSequence
  ) throws(YAMLEditError) {
    try check(sequence.node)
    expected.items[sequence.node.index, default: []].append(content)
    let last = Array(sequence).last
    if sequence.isFlow {
      insertFlow(
        writer.flow(content), into: sequence.node, after: last?.fullSpan.upper)
    } else if let last {
      let column = Int(sequence.node.record.indent)
      let indent = writer.lineEnding + String(repeating: " ", count: column)
      insertLine(indent + "-" + writer.item(content, column: column), after: last)
    }
  }

  /// Inserts text behind what ends at `upper`, or at the start of brackets or braces.
  private mutating func insertFlow(_ text: String, into node: YAMLNode, after upper: Int?) {
    let place = upper ?? node.span.lower + 1
    let isEmpty = node.record.first == 0
    // Another insertion into empty brackets goes behind the ones before it.
    let isFirst = expected.insertions(into: node.index) == 1
    let written = upper != nil || isEmpty && !isFirst ? ", " + text : text
    changes.append(
      Change(span: SourceSpan(place, place), text: isEmpty || upper != nil ? written : text + ", "))
  }

  /// Whether the line behind the one on which a node ends has nothing on it.
  private func isLineBlank(behind node: YAMLNode) -> Bool {
    let place = end(of: node)
    guard !isLineStart(place) else { return false }
    let next = afterBreak(lineEnd(place))
    return next < source.bytes.count && lineEnd(next) == next
  }

  /// Inserts text that starts with a line ending behind the line on which a node ends.
  private mutating func insertLine(_ text: String, after node: YAMLNode) {
    let place = end(of: node)
    if isLineStart(place) {
      // Behind line endings that belong to a block of text.
      let line = String(decoding: text.utf8.dropFirst(writer.lineEnding.utf8.count), as: UTF8.self)
      changes.append(Change(span: SourceSpan(place, place), text: line + writer.lineEnding))
    } else {
      let lineEnd = lineEnd(place)
      changes.append(Change(span: SourceSpan(lineEnd, lineEnd), text: text))
    }
  }
}
