internal import ArgumentParser
import MoatHost
struct ManCommand: Subcommand {
  static let configuration = CommandConfiguration(commandName: "man")
  func run(in host: Host) async throws -> ExitStatus { .fault }
}
