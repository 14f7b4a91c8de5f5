import MoatModel
import MoatShell

/// The recipes of a justfile, a sequence each; every line runs in a shell of its own, unless the
/// recipe begins with `#!`: https://just.systems/man/en/
struct JustfileReader {
  private let source: SourceText
  private let lines: ScriptLines
  private var values: [String: String] = [:]
  private var dialect = ShellDialect.sh
  private var options = ShellOptions()

  init(_ source: SourceText) {
    self.source = source
    lines = ScriptLines(source.bytes)
  }

  mutating func read() -> [[ScriptPart]] {
    for range in lines.ranges where !isIndented(range) { readSetting(range) }
    var recipes: [[ScriptPart]] = []
    var index = 0
    while index < lines.ranges.count {
      let first = index
      while index < lines.ranges.count,
        isIndented(lines.ranges[index]) || index > first && lines.isBlank(lines.ranges[index])
      {
        index += 1
      }
      if index > first { recipes.append(recipe(first..<index)) } else { index += 1 }
    }
    return recipes
  }

  private func isIndented(_ range: Range<Int>) -> Bool {
    lines.trimmed(range).lowerBound > range.lowerBound && !lines.isBlank(range)
  }

  /// `name := "value"` and `set shell := ["bash", "-uc"]`
  private mutating func readSetting(_ range: Range<Int>) {
    let text = lines.text(range)
    guard let sign = text.firstIndex(of: ":"), text[sign...].hasPrefix(":=") else { return }
    var name = text[..<sign].filter { $0 != " " }
    let value = text[sign...].dropFirst(2).drop { $0 == " " }
    if name == "setshell" {
      let words = value.split { "[]\"', ".contains($0) }
      let program = words.first.map(String.init) ?? ""
      dialect = program.hasPrefix("p") ? .powershell : program.hasPrefix("cmd") ? .cmd : .bash
      options = ShellOptions(
        stopsOnError: words.dropFirst().contains { $0.hasPrefix("-") && $0.contains("e") },
        hasPipefail: words.contains("pipefail"))
      return
    }
    if name.hasPrefix("export") { name = String(name.dropFirst("export".count)) }
    guard let quote = value.first, quote == "\"" || quote == "'" else { return }
    let inner = value.dropFirst().prefix { $0 != quote }
    // A sum or an escape is not followed.
    let rest = value.dropFirst(inner.count + 2).drop { $0 == " " }
    if rest.isEmpty || rest.first == "#", !inner.contains("\\") {
      values[String(name)] = String(inner)
    }
  }

  private func recipe(_ indices: Range<Int>) -> [ScriptPart] {
    let ranges = indices.map { lines.ranges[$0] }
    guard let first = ranges.first, let last = ranges.last else { return [] }
    let start = lines.trimmed(first)
    if source.bytes[start].starts(with: [UInt8(ascii: "#"), UInt8(ascii: "!")]) {
      let line = lines.text(start)
      let dialect: ShellDialect? =
        line.contains("sh") && !line.contains("pwsh")
        ? .bash : line.contains("pwsh") || line.contains("powershell") ? .powershell : nil
      guard let dialect else { return [] }
      var slice = ScriptSlice(start.lowerBound..<last.upperBound)
      replaceExpressions(&slice)
      return [slice.part(source, index: 0, dialect: dialect)]
    }
    var parts: [ScriptPart] = []
    var index = 0
    while index < ranges.count {
      let range = ranges[index]
      var end = range.upperBound
      while lines.goesOn(ranges[index]), index + 1 < ranges.count {
        index += 1
        end = ranges[index].upperBound
      }
      index += 1
      var lower = lines.trimmed(range).lowerBound
      var ignoresFailure = false
      while lower < end, "@-".utf8.contains(source.bytes[lower]) {
        if source.bytes[lower] == UInt8(ascii: "-") { ignoresFailure = true }
        lower += 1
      }
      guard lower < end else { continue }
      var slice = ScriptSlice(lower..<end)
      replaceExpressions(&slice)
      parts.append(
        slice.part(
          source, index: parts.count, dialect: dialect, options: options,
          ignoresFailure: ignoresFailure))
    }
    return parts
  }

  /// `{{name}}`
  private func replaceExpressions(_ slice: inout ScriptSlice) {
    var at = slice.range.lowerBound
    let end = slice.range.upperBound
    while at + 3 < end {
      guard source.bytes[at] == UInt8(ascii: "{"), source.bytes[at + 1] == UInt8(ascii: "{") else {
        at += 1
        continue
      }
      var stop = at + 2
      while stop + 1 < end, source.bytes[stop] != 0x0A,
        source.bytes[stop] != UInt8(ascii: "}") || source.bytes[stop + 1] != UInt8(ascii: "}")
      {
        stop += 1
      }
      let name = lines.text(at + 2..<stop).filter { $0 != " " }
      slice.replace(at..<min(stop + 2, end), with: values[name])
      at = min(stop + 2, end)
    }
  }
}
