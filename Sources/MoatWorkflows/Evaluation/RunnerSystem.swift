import MoatModel

/// The operating system of a runner, as the context `runner.os` names it.
package enum RunnerSystem: String, Hashable, Sendable, CaseIterable {
  case linux = "Linux"
  case windows = "Windows"
  case macOS = "macOS"

  /// The system that a label names: one of GitHub's own, or one with the system's name in it.
  package init?(label: String) {
    let label = label.lowercased()
    if label.mentions("windows") || label.hasPrefix("win-") {
      self = .windows
    } else if label.mentions("macos") || label.mentions("mac-") {
      self = .macOS
    } else if label.mentions("ubuntu") || label.mentions("linux") || label.mentions("debian") {
      self = .linux
    } else {
      return nil
    }
  }
}

/// What runs the script of a step.
package enum StepShell: Hashable, Sendable {
  /// `bash`; not told apart is whether a failing part of a pipe fails the step.
  case bash
  case sh
  /// PowerShell, of either edition.
  case powershell
  case cmd
  /// Any other program, by the first word of the template: `python`.
  case other(String)

  /// The shell that a value of `shell:` means: a name, or a template like `bash -el {0}`.
  package init(_ text: String) {
    let word = text.split(separator: " ").first.map(String.init) ?? ""
    var name = (word.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? word).lowercased()
    if name.hasSuffix(".exe") { name.removeLast(4) }
    switch name {
    // What Zsh and BusyBox's shells read differently does not matter for words and quotes.
    case "bash", "zsh": self = .bash
    case "sh", "dash", "ash": self = .sh
    case "pwsh", "powershell": self = .powershell
    case "cmd": self = .cmd
    // `wsl-bash` and the like, from actions that set up a shell under another name.
    default: self = name.hasSuffix("bash") ? .bash : .other(name)
    }
  }
}
