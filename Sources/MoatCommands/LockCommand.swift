internal import ArgumentParser
import MoatHost
struct LockCommand: Subcommand {
  static let configuration = CommandConfiguration(commandName: "lock")
  func run(in host: Host) async throws -> ExitStatus { .fault }
}
