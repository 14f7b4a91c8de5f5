internal import ArgumentParser
import MoatHost

struct CompletionsCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print a completion script for a shell.",
    discussion:
      "For example: cargo moat completions bash > ~/.local/share/bash-completion/completions/cargo-moat"
  )

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Argument(help: "bash, zsh or fish.") var shell: Shell

  func run(in host: Host) async throws -> ExitStatus {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    try host.say(InstalledCommand.completionScript(for: kind) + "\n")
    return .clean
  }
}

/// The same commands under the executable's own name, which is what a shell completes.
private struct InstalledCommand: ParsableCommand {
  static let configuration: CommandConfiguration = {
    var configuration = MoatCommand.configuration
    configuration.commandName = "cargo-moat"
    return configuration
  }()
}
