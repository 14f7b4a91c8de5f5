internal import ArgumentParser
import MoatHost
struct TreeCommand: Subcommand {
  static let configuration = CommandConfiguration(commandName: "tree")
  func run(in host: Host) async throws -> ExitStatus { .fault }
}
