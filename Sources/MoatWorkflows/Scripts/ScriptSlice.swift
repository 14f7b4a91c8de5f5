import MoatModel
import MoatShell

/// A piece of a file that is a script, with the pieces in it that are not the shell's.
struct ScriptSlice {
  let range: Range<Int>
  /// What is replaced before the shell sees it, by places in the file; with the value, if known.
  private(set) var replaced: [(range: Range<Int>, value: String?)] = []

  init(_ range: Range<Int>) { self.range = range }

  mutating func replace(_ range: Range<Int>, with value: String?) {
    replaced.append((range, value))
  }

  func part(
    _ source: SourceText, index: Int, dialect: ShellDialect, variables: [String: ShellText] = [:],
    options: ShellOptions = ShellOptions(), ignoresFailure: Bool = false
  ) -> ScriptPart {
    var masks: [ShellMask] = []
    var texts: [Int: String] = [:]
    var ids: [String: Int] = [:]
    for (range, value) in replaced
    where range.lowerBound >= self.range.lowerBound && range.upperBound <= self.range.upperBound {
      let text = source.text(at: SourceSpan(range.lowerBound, range.upperBound))
      let id = ids[text] ?? ids.count
      ids[text] = id
      texts[id] = text
      let place =
        range.lowerBound - self.range.lowerBound..<range.upperBound - self.range.lowerBound
      masks.append(ShellMask(range: place, id: id, values: value.map { [$0] }))
    }
    // Bytes that are no UTF-8 are replaced by as many others, so that places stay.
    let bytes = source.bytes[range.clamped(to: 0..<source.bytes.count)]
    let decoded = String(decoding: bytes, as: UTF8.self)
    let text =
      decoded.utf8.count == bytes.count
      ? decoded : String(decoding: bytes.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    let script = ShellScript(
      text, dialect: dialect, masks: masks, variables: variables, options: options)
    return ScriptPart(
      script, index: index, at: range.lowerBound, of: source, masked: texts,
      ignoresFailure: ignoresFailure)
  }
}

/// The lines of a file as byte ranges, without their ends.
struct ScriptLines {
  let bytes: [UInt8]
  private(set) var ranges: [Range<Int>] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var start = 0
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      ranges.append(start..<(offset > start && bytes[offset - 1] == 0x0D ? offset - 1 : offset))
      start = offset + 1
    }
    if start < bytes.count { ranges.append(start..<bytes.count) }
  }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The range without blanks at its start.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    return start..<range.upperBound
  }

  func isBlank(_ range: Range<Int>) -> Bool { trimmed(range).isEmpty }

  /// Whether a line goes on in the next one: a backslash at its end.
  func goesOn(_ range: Range<Int>) -> Bool {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return end > range.lowerBound && bytes[end - 1] == UInt8(ascii: "\\")
  }

  func starts(_ range: Range<Int>, with byte: UInt8) -> Bool {
    range.first.map { bytes[$0] == byte } ?? false
  }
}
