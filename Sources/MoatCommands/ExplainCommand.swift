internal import ArgumentParser
import MoatHost
struct ExplainCommand: Subcommand {
  static let configuration = CommandConfiguration(commandName: "explain")
  func run(in host: Host) async throws -> ExitStatus { .fault }
}
