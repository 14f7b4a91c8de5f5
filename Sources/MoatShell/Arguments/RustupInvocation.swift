/// `rustup …` as far as it installs or chooses toolchains.
package struct RustupInvocation: Sendable {
  package enum Action: Hashable, Sendable {
    /// `install`, `toolchain install`, `update` with names
    case install
    /// `update` without names: whatever is there
    case updateAll
    case setDefault
    case other
  }

  package let action: Action
  package let toolchains: [ShellWord]
  package let command: ShellCommand

  package init?(_ command: ShellCommand) {
    guard command.name == "rustup" else { return nil }
    self.command = command
    let arguments = ShellArguments(
      command.arguments.drop { $0.text.knownPrefix.hasPrefix("+") },
      valued: [
        "--profile", "-c", "--component", "-t", "--target", "--toolchain", "--path",
      ])
    var operands = arguments.operands[...]
    var verb = operands.popFirst()?.known
    if verb == "toolchain" || verb == "override" {
      let second = operands.popFirst()?.known
      verb =
        verb == "override" ? (second == "set" ? "default" : nil) : second == "list" ? nil : second
    }
    toolchains = Array(operands)
    action =
      switch verb {
      case "install", "add": .install
      case "update", "upgrade": operands.isEmpty ? .updateAll : .install
      case "default": operands.isEmpty ? .other : .setDefault
      default: .other
      }
  }
}
