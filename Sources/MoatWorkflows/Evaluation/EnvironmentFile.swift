import MoatModel
import MoatShell

/// The files through which a step changes the environment of later ones.
enum EnvironmentFile: Hashable, Sendable {
  case variables
  case path

  /// Whether a script names one of them.
  static func isMentioned(in script: String) -> Bool {
    let upper = script.uppercased()
    return upper.mentions("GITHUB_ENV") || upper.mentions("GITHUB_PATH")
  }

  /// The file that a command writes: through `>`, `>>`, `tee`, or a cmdlet of PowerShell.
  init?(writtenBy command: ShellCommand) {
    for redirect in command.redirects where [.output, .append].contains(redirect.kind) {
      if let file = Self(redirect.target) {
        self = file
        return
      }
    }
    switch command.name?.lowercased() {
    case "tee", "out-file", "add-content", "set-content", "tee-object":
      for word in command.arguments {
        if let file = Self(word.text) {
          self = file
          return
        }
      }
    default: break
    }
    return nil
  }

  private init?(_ text: ShellText) {
    for case .variable(let name) in text.parts {
      let upper = name.uppercased()
      if upper.hasSuffix("GITHUB_ENV") {
        self = .variables
        return
      }
      if upper.hasSuffix("GITHUB_PATH") {
        self = .path
        return
      }
    }
    return nil
  }
}
