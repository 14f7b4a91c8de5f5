internal import ArgumentParser
import MoatHost
struct ConfigCommand: Subcommand {
  static let configuration = CommandConfiguration(commandName: "config")
  func run(in host: Host) async throws -> ExitStatus { .fault }
}
