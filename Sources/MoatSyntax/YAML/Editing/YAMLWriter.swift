import MoatModel

/// Writes new content in the manner of the document it goes into.
struct YAMLWriter {
  /// The line ending of the document.
  let lineEnding: String
  /// By how many spaces the document indents.
  let step: Int

  // MARK: - Blocks

  /// What follows the colon of a key at `column`.
  func value(_ content: YAMLContent, column: Int) -> String {
    switch content {
    case .mapping(let entries) where !entries.isEmpty:
      return entries.map { line($0, column: column + step) }.joined()
    case .sequence(let items) where !items.isEmpty:
      let indent = lineEnding + spaces(column + step)
      return items.map { indent + "-" + item($0, column: column + step) }.joined()
    case .string(let text):
      return " " + (literal(text, column: column + step) ?? scalar(text, inFlow: false))
    default: return " " + flow(content)
    }
  }

  /// An entry on a line of its own, from the line ending in front of it.
  func line(_ entry: YAMLNewEntry, column: Int) -> String {
    lineEnding + spaces(column) + self.entry(entry, column: column)
  }

  /// An entry from its key on.
  func entry(_ entry: YAMLNewEntry, column: Int) -> String {
    scalar(entry.key, inFlow: false) + ":" + value(entry.value, column: column)
  }

  /// What follows a dash at `column`.
  func item(_ content: YAMLContent, column: Int) -> String {
    switch content {
    case .mapping(let entries) where !entries.isEmpty:
      let lines = entries.dropFirst().map { line($0, column: column + 2) }
      return " " + entry(entries[0], column: column + 2) + lines.joined()
    case .sequence(let items) where !items.isEmpty:
      let indent = lineEnding + spaces(column + 2)
      let lines = items.map { "-" + item($0, column: column + 2) }
      return " " + lines.joined(separator: indent)
    default: return value(content, column: column)
    }
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  // MARK: - Brackets and braces

  func flow(_ content: YAMLContent) -> String {
    switch content {
    case .string(let text): scalar(text, inFlow: true)
    case .plain(let text): text
    case .mapping(let entries): "{" + entries.map(flow).joined(separator: ", ") + "}"
    case .sequence(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
    }
  }

  func flow(_ entry: YAMLNewEntry) -> String {
    scalar(entry.key, inFlow: true) + ": " + flow(entry.value)
  }

  // MARK: - Scalars

  /// Text that reads as a string, in the simplest style that holds it.
  func scalar(_ text: String, inFlow: Bool) -> String {
    if Self.readsAsItself(text, inFlow: inFlow) { return text }
    return Self.needsEscapes(text) ? Self.doubleQuoted(text) : Self.singleQuoted(text)
  }

  /// Whether text without quotes reads as this string wherever it may stand. The reader decides,
  /// so that the two cannot disagree.
  static func readsAsItself(_ text: String, inFlow: Bool, asString: Bool = true) -> Bool {
    let isOneLine = text.utf8.allSatisfy {
      $0 != YAMLByte.lineFeed && $0 != YAMLByte.carriageReturn
    }
    guard isOneLine, text.utf8.count <= YAMLStream.maximumKeyLength else { return false }
    let (before, after) = inFlow ? ("[{", ": [") : ("", ": ")
    let source = before + text + after + text + (inFlow ? "]}]" : "")
    let stream = YAMLStream(parsing: SourceText(path: "", text: source))
    guard stream.failure == nil, stream.comments.isEmpty, let root = stream.documents.first?.root,
      let mapping = inFlow ? root.sequence?.first(where: { _ in true })?.mapping : root.mapping,
      mapping.count == 1, let entry = mapping.first(where: { _ in true })
    else { return false }
    let value = inFlow ? entry.value.sequence?.first { _ in true } : entry.value
    return [entry.key, value].allSatisfy { node in
      guard let scalar = node?.scalar, scalar.style == .plain, scalar.equals(text) else {
        return false
      }
      return !asString || scalar.value == .string(text)
    }
  }

  static func needsEscapes(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      scalar.value < 0x20 || scalar.value == 0xFEFF || 0x7F...0x9F ~= scalar.value
        || scalar.value == 0x2028 || scalar.value == 0x2029
    }
  }

  static func singleQuoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  static func doubleQuoted(_ text: String) -> String { "\"" + escaped(text) + "\"" }

  /// Text as it stands between double quotes.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        result.append("\\")
        result.append(scalar)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      default:
        if needsEscapes(String(scalar)) {
          let hex = String(scalar.value, radix: 16)
          let zeros = String(repeating: "0", count: 4 - hex.count)
          result.append(contentsOf: "\\u\(zeros)\(hex)".unicodeScalars)
        } else {
          result.append(scalar)
        }
      }
    }
    return String(result)
  }

  /// Several lines as a block of text; nil where one would not hold them.
  func literal(_ text: String, column: Int) -> String? {
    var lines = text.utf8.split(separator: YAMLByte.lineFeed, omittingEmptySubsequences: false)
    guard lines.count > 1, let first = lines.first?.first, !YAMLByte.isBlank(first) else {
      return nil
    }
    guard !text.utf8.contains(YAMLByte.carriageReturn) else { return nil }
    let breaks = text.utf8.reversed().prefix { $0 == YAMLByte.lineFeed }.count
    if breaks > 0 { lines.removeLast() }
    let body = lines.map { line in
      line.isEmpty ? "" : spaces(column) + String(decoding: Array(line), as: UTF8.self)
    }
    // A block that keeps its last line endings would take those behind it as well.
    guard breaks <= 1 else { return nil }
    return (breaks == 0 ? "|-" : "|") + lineEnding + body.joined(separator: lineEnding)
  }
}
