import MoatExpressions
import MoatModel
package import MoatShell

extension StepShell {
  /// How to read its scripts; nil for a program that is no shell.
  package var dialect: ShellDialect? {
    switch self {
    case .bash: .bash
    case .sh: .sh
    case .powershell: .powershell
    case .cmd: .cmd
    case .other: nil
    }
  }
}

extension StepScope {
  /// The script as each shell reads it.
  func read(_ script: ScriptText) -> [ShellScript] {
    let masks = masks(of: script.text)
    var variables: [String: ShellText] = [:]
    for (name, value) in self.variables where value.isComplete && !value.known.isEmpty {
      variables[name] = ShellText(parts: [.choice(value.known)])
    }
    return shells.shells.compactMap { shell in
      shell.dialect.map {
        ShellScript(
          script.text.text, dialect: $0, masks: masks, variables: variables,
          options: options(of: shell))
      }
    }
  }

  /// The masks of a script. Expressions with the same text have the same id, that of the first.
  func masks(of script: WorkflowText) -> [ShellMask] {
    let expressions = script.expressions
    guard !expressions.isEmpty else { return [] }
    let bytes = Array(script.text.utf8)
    var ids: [ArraySlice<UInt8>: Int] = [:]
    return expressions.enumerated().map { index, expression in
      let text = bytes[expression.content.clamped(to: 0..<bytes.count)]
      let id = ids[text] ?? index
      ids[text] = id
      let values = expression.node.map { self.values(of: $0) }
      return ShellMask(
        range: expression.span, id: id,
        values: values.flatMap { $0.isComplete && !$0.known.isEmpty ? $0.known : nil })
    }
  }

  /// What GitHub starts the shell with: bash and sh with `-e`, a `shell: bash` that is written with
  /// `-o pipefail` too, PowerShell so that a failing cmdlet stops it; a template as it says.
  private func options(of shell: StepShell) -> ShellOptions {
    let written = writtenShell ?? ""
    if written.mentions("{0}") {
      let words = written.split(separator: " ")
      let letters = words.filter { $0.hasPrefix("-") && !$0.hasPrefix("--") }.joined()
      return ShellOptions(
        stopsOnError: letters.contains("e"), hasPipefail: words.contains("pipefail"))
    }
    switch shell {
    case .bash: return ShellOptions(stopsOnError: true, hasPipefail: !written.isEmpty)
    case .sh, .powershell: return ShellOptions(stopsOnError: true)
    case .cmd, .other: return ShellOptions()
    }
  }
}
