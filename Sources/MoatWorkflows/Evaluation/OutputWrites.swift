import MoatExpressions
import MoatModel

/// The lines of a script that give a step's outputs: `echo "name=value" >> "$GITHUB_OUTPUT"`.
struct OutputWrites {
  private let script: ScriptText
  /// The lines that write the output, in UTF-8 bytes of the script.
  private let lines: [Range<Int>]
  private let bytes: [UInt8]

  /// - Parameter name: the output; nil for any.
  init(_ script: ScriptText, name: String?) {
    self.script = script
    bytes = Array(script.text.text.utf8)
    var lines: [Range<Int>] = []
    var start = 0
    for index in 0...bytes.count
    where index == bytes.count || bytes[index] == UInt8(ascii: "\n") {
      let line = String(decoding: bytes[start..<index], as: UTF8.self)
      if Self.writes(line, name) { lines.append(start..<index) }
      start = index + 1
    }
    self.lines = lines
  }

  private static func writes(_ line: String, _ name: String?) -> Bool {
    let upper = line.uppercased()
    guard upper.mentions("GITHUB_OUTPUT") || upper.mentions("::SET-OUTPUT") else { return false }
    guard let name else { return true }
    return line.lowercased().mentions(name.lowercased())
  }

  /// Who chooses what is written: the expressions in the lines, and the step's variables that
  /// they name.
  func taint(
    _ step: Step, expression: (ExpressionNode) -> Taint?, text: (WorkflowText) -> Taint?
  ) -> Taint? {
    guard !lines.isEmpty else { return nil }
    var taints = script.text.expressions.compactMap { found -> Taint? in
      guard lines.contains(where: { $0.overlaps(found.span) }) else { return nil }
      return found.node.flatMap(expression)
    }
    for entry in step.env?.entries ?? [] {
      let isNamed = lines.contains { range in
        Self.names(entry.name, in: String(decoding: bytes[range], as: UTF8.self))
      }
      if isNamed, let taint = text(entry.value) { taints.append(taint) }
    }
    for value in payload { if let taint = expression(value) { taints.append(taint) } }
    return TaintSearch.strongest(taints)?.derived()
  }

  /// The values of the event's payload that the lines take from its file, themselves or through a
  /// variable: `TITLE=$(jq -r .issue.title "$GITHUB_EVENT_PATH")`.
  private var payload: [ExpressionNode] {
    guard EventFile.isMentioned(in: script.text.text) else { return [] }
    let written = lines.map { String(decoding: bytes[$0], as: UTF8.self) }
    return script.text.text.split(whereSeparator: \.isNewline).flatMap { line -> [ExpressionNode] in
      guard EventFile.isMentioned(in: line) else { return [] }
      let variable = line.split(separator: "=", maxSplits: 1).first?.split(separator: " ").last
      let isUsed =
        written.contains(String(line))
        || variable.map { name in written.contains { Self.names(String(name), in: $0) } } ?? false
      return isUsed ? EventFile.values(namedIn: line) : []
    }
  }

  /// Whether a line uses a variable: `$NAME`, `${NAME`, `$env:NAME`, `%NAME%`.
  private static func names(_ name: String, in line: String) -> Bool {
    ["$\(name)", "${\(name)", "$env:\(name)", "%\(name)%"].contains { line.mentions($0) }
  }
}
