internal import ArgumentParser
import MoatHost
struct AdvisoriesCommand: Subcommand {
  static let configuration = CommandConfiguration(commandName: "advisories")
  func run(in host: Host) async throws -> ExitStatus { .fault }
}
