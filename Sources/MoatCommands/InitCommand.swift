internal import ArgumentParser
import MoatHost
struct InitCommand: Subcommand {
  static let configuration = CommandConfiguration(commandName: "init")
  func run(in host: Host) async throws -> ExitStatus { .fault }
}
