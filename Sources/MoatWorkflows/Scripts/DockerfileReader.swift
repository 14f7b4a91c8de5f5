import MoatModel
import MoatShell

/// The commands of a Dockerfile: `RUN` in both forms and with here-documents, and `ADD`, a sequence
/// for each stage: https://docs.docker.com/reference/dockerfile/
struct DockerfileReader {
  private let source: SourceText
  private let lines: ScriptLines
  private var stages: [[ScriptPart]] = [[]]
  private var count = 0
  private var variables: [String: ShellText] = [:]
  private var dialect = ShellDialect.sh
  private var options = ShellOptions()

  init(_ source: SourceText) {
    self.source = source
    lines = ScriptLines(source.bytes)
  }

  mutating func read() -> [[ScriptPart]] {
    var index = 0
    while index < lines.ranges.count {
      let first = lines.trimmed(lines.ranges[index])
      if first.isEmpty || lines.starts(first, with: UInt8(ascii: "#")) {
        index += 1
        continue
      }
      // Comments between the lines of an instruction are left out.
      var comments: [Range<Int>] = []
      var last = index
      while last + 1 < lines.ranges.count,
        lines.goesOn(lines.ranges[last]) || isComment(last, comments)
      {
        last += 1
        if isCommentLine(last) { comments.append(lines.ranges[last].lowerBound..<lineEnd(last)) }
      }
      let end = lines.ranges[last].upperBound
      index = last + 1
      readInstruction(first.lowerBound..<end, comments, next: &index)
    }
    return stages
  }

  private func isCommentLine(_ index: Int) -> Bool {
    lines.starts(lines.trimmed(lines.ranges[index]), with: UInt8(ascii: "#"))
  }

  /// Whether a line is a comment within an instruction, which goes on behind it.
  private func isComment(_ index: Int, _ comments: [Range<Int>]) -> Bool {
    comments.last?.lowerBound == lines.ranges[index].lowerBound
  }

  private func lineEnd(_ index: Int) -> Int {
    index + 1 < lines.ranges.count ? lines.ranges[index + 1].lowerBound : source.bytes.count
  }

  private mutating func readInstruction(
    _ range: Range<Int>, _ comments: [Range<Int>], next: inout Int
  ) {
    var end = range.lowerBound
    while end < range.upperBound, source.bytes[end] > 0x20 { end += 1 }
    let name = lines.text(range.lowerBound..<end).uppercased()
    let rest = lines.trimmed(end..<range.upperBound)
    switch name {
    case "FROM":
      if stages.last?.isEmpty == false { stages.append([]) }
      variables = [:]
      dialect = .sh
      options = ShellOptions()
    case "ENV", "ARG": readVariables(rest)
    case "SHELL":
      let words = lines.text(rest).split { "[]\", ".contains($0) }.map(String.init)
      dialect =
        words.first.map { $0.lowercased().contains("p") && $0.lowercased().contains("w") }
          ?? false ? .powershell : words.first.map { $0.hasSuffix("cmd") } ?? false ? .cmd : .bash
      options = ShellOptions(
        stopsOnError: words.contains { $0.hasPrefix("-") && $0.contains("e") },
        hasPipefail: words.contains("pipefail"))
    case "RUN": readRun(rest, comments, next: &next)
    case "ADD":
      var slice = ScriptSlice(range)
      for comment in comments { slice.replace(comment, with: "") }
      append(slice, .bash, ShellOptions())
    default: break
    }
  }

  private mutating func append(
    _ slice: ScriptSlice, _ dialect: ShellDialect, _ options: ShellOptions
  ) {
    let part = slice.part(
      source, index: count, dialect: dialect, variables: variables, options: options)
    count += 1
    stages[stages.count - 1].append(part)
  }

  /// `ENV A=1 B="2"`, `ENV A 1`, `ARG A=1`: the default of an argument counts as its value.
  private mutating func readVariables(_ range: Range<Int>) {
    let text = lines.text(range)
    let words = text.split(separator: " ", maxSplits: 1)
    if let name = words.first, !name.contains("="), words.count == 2 {
      variables[String(name)] = ShellText(String(words[1]))
      return
    }
    let script = ShellScript(text, dialect: .bash, variables: variables)
    for assignment in script.commands.flatMap(\.assignments) {
      variables[assignment.name] = assignment.value
    }
  }

  private mutating func readRun(
    _ range: Range<Int>, _ comments: [Range<Int>], next: inout Int
  ) {
    var range = range
    // `--mount=…`, `--network=…`
    while lines.starts(range, with: UInt8(ascii: "-")) {
      var end = range.lowerBound
      while end < range.upperBound, source.bytes[end] > 0x20 { end += 1 }
      range = lines.trimmed(end..<range.upperBound)
      if lines.starts(range, with: UInt8(ascii: "\\")) {
        // The options may take lines of their own.
        var start = range.lowerBound + 1
        while start < range.upperBound, source.bytes[start] <= 0x20 { start += 1 }
        range = start..<range.upperBound
      }
    }
    let document = hereDocument(range, next: &next)
    if let document, lines.starts(range, with: UInt8(ascii: "<")) {
      return append(ScriptSlice(document), dialect, options)
    }
    var slice = ScriptSlice(range.lowerBound..<max(range.upperBound, document?.upperBound ?? 0))
    if lines.starts(range, with: UInt8(ascii: "[")) {
      replaceBrackets(range, &slice)
      return append(slice, .bash, ShellOptions(stopsOnError: true))
    }
    for comment in comments { slice.replace(comment, with: "") }
    append(slice, dialect, options)
  }

  /// The body of a here-document that a `RUN` begins, with the line that ends it behind it.
  private func hereDocument(_ range: Range<Int>, next: inout Int) -> Range<Int>? {
    var at = range.lowerBound
    while at + 2 < range.upperBound {
      guard source.bytes[at] == UInt8(ascii: "<"), source.bytes[at + 1] == UInt8(ascii: "<"),
        source.bytes[at + 2] != UInt8(ascii: "<")
      else {
        at += source.bytes[at] == UInt8(ascii: "<") ? 2 : 1
        continue
      }
      var name: [UInt8] = []
      var end = at + 2
      while end < range.upperBound, source.bytes[end] > 0x20 {
        let byte = source.bytes[end]
        if byte >= 0x30 { name.append(byte) }
        end += 1
      }
      guard !name.isEmpty else { return nil }
      let start = next
      while next < lines.ranges.count {
        let line = lines.trimmed(lines.ranges[next])
        next += 1
        if source.bytes[line].elementsEqual(name) { break }
      }
      guard start < next else { return nil }
      let isBare = at == range.lowerBound
      let last = next - 1
      let lower = lines.ranges[start].lowerBound
      return
        lower..<max(
          lower, isBare ? lines.ranges[last].lowerBound : lines.ranges[last].upperBound)
    }
    return nil
  }

  /// `["sh", "-c", "…"]`: brackets and commas are blanks to the shell.
  private func replaceBrackets(_ range: Range<Int>, _ slice: inout ScriptSlice) {
    var isQuoted = false
    var at = range.lowerBound
    while at < range.upperBound {
      switch source.bytes[at] {
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","):
        if !isQuoted { slice.replace(at..<at + 1, with: " ") }
      default: break
      }
      at += 1
    }
  }
}
