internal import ArgumentParser
import MoatHost
struct RulesCommand: Subcommand {
  static let configuration = CommandConfiguration(commandName: "rules")
  func run(in host: Host) async throws -> ExitStatus { .fault }
}
