internal import ArgumentParser
import MoatHost
struct CompletionsCommand: Subcommand {
  static let configuration = CommandConfiguration(commandName: "completions")
  func run(in host: Host) async throws -> ExitStatus { .fault }
}
