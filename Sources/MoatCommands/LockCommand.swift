internal import ArgumentParser
import MoatHost

struct LockCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lock",
    abstract: "Look at lockfiles alone: what a change does, whether they hold.",
    subcommands: [LockDiffCommand.self, LockVerifyCommand.self])
}
