import MoatModel
import MoatShell

/// The recipes of a Makefile, a sequence for each rule; every line runs in a shell of its own:
/// https://www.gnu.org/software/make/manual/make.html#Recipes
struct MakefileReader {
  private let source: SourceText
  private let lines: ScriptLines
  /// The variables that are assigned plain text once, or always the same.
  private var values: [String: String?] = [:]
  private var options = ShellOptions()
  private var rules: [[ScriptPart]] = []

  init(_ source: SourceText) {
    self.source = source
    lines = ScriptLines(source.bytes)
  }

  mutating func read() -> [[ScriptPart]] {
    for range in lines.ranges where !lines.starts(range, with: 0x09) { readVariable(range) }
    var current: [ScriptPart] = []
    var index = 0
    while index < lines.ranges.count {
      let range = lines.ranges[index]
      index += 1
      guard lines.starts(range, with: 0x09) else {
        // Blank lines and comments do not end a rule's recipe.
        if lines.isBlank(range) || lines.starts(range, with: UInt8(ascii: "#")) { continue }
        if !current.isEmpty { rules.append(current) }
        current = []
        continue
      }
      var end = range.upperBound
      while lines.goesOn(lines.ranges[index - 1]), index < lines.ranges.count {
        end = lines.ranges[index].upperBound
        index += 1
      }
      if let part = recipe(range.lowerBound + 1..<end, current.count) { current.append(part) }
    }
    if !current.isEmpty { rules.append(current) }
    return rules
  }

  /// `NAME = value`, `NAME := value`, `NAME ?= value`, perhaps behind `export`.
  private mutating func readVariable(_ range: Range<Int>) {
    guard let equals = range.first(where: { source.bytes[$0] == UInt8(ascii: "=") }) else { return }
    var end = equals
    while end > range.lowerBound, ":?!".utf8.contains(source.bytes[end - 1]) { end -= 1 }
    let words = lines.text(range.lowerBound..<end).split { " \t".contains($0) }
    guard let name = words.last,
      words.count == 1 || words.first == "export" || words.first == "override",
      name.utf8.allSatisfy({ $0 > 0x20 && !":#$()".utf8.contains($0) })
    else { return }
    let value =
      lines.text(lines.trimmed(equals + 1..<range.upperBound))
      .split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    var text: String? = String(value)
    while text?.last == " " || text?.last == "\t" { text?.removeLast() }
    if text?.contains("$") ?? false || text?.hasSuffix("\\") ?? false { text = nil }
    if name == ".SHELLFLAGS" {
      options = ShellOptions(
        stopsOnError: value.split(separator: " ").contains {
          $0.hasPrefix("-") && $0.contains("e")
        }, hasPipefail: value.contains("pipefail"))
    }
    if let earlier = values[String(name)], earlier != text { text = nil }
    values.updateValue(text, forKey: String(name))
  }

  private func recipe(_ range: Range<Int>, _ index: Int) -> ScriptPart? {
    var start = lines.trimmed(range).lowerBound
    var ignoresFailure = false
    while start < range.upperBound, "@-+ ".utf8.contains(source.bytes[start]) {
      if source.bytes[start] == UInt8(ascii: "-") { ignoresFailure = true }
      start += 1
    }
    guard start < range.upperBound else { return nil }
    var slice = ScriptSlice(start..<range.upperBound)
    replaceVariables(&slice)
    return slice.part(
      source, index: index, dialect: .sh, options: options, ignoresFailure: ignoresFailure)
  }

  /// `$$`, `$(NAME)`, `${NAME}` and `$@` are make's, not the shell's.
  private func replaceVariables(_ slice: inout ScriptSlice) {
    var at = slice.range.lowerBound
    let end = slice.range.upperBound
    while at + 1 < end {
      guard source.bytes[at] == UInt8(ascii: "$") else {
        at += 1
        continue
      }
      let next = source.bytes[at + 1]
      switch next {
      case UInt8(ascii: "$"):
        slice.replace(at..<at + 1, with: "")
        at += 2
      case UInt8(ascii: "("), UInt8(ascii: "{"):
        let close = next == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "}")
        var depth = 0
        var stop = at + 1
        while stop < end {
          if source.bytes[stop] == next { depth += 1 }
          if source.bytes[stop] == close { depth -= 1 }
          stop += 1
          if depth == 0 { break }
        }
        let name = lines.text(at + 2..<max(at + 2, stop - 1))
        slice.replace(at..<stop, with: values[name] ?? nil)
        at = stop
      default:
        slice.replace(at..<at + 2, with: nil)
        at += 2
      }
    }
  }
}
