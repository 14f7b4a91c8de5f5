internal import ArgumentParser

struct VendorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vendor",
    abstract: "Write dependencies into the project, and look at what changed.",
    discussion: """
      Without a subcommand it writes: `cargo moat vendor [DIR]`. A folder named like a subcommand is \
      written as `./diff`.
      """,
    subcommands: [VendorWriteCommand.self, VendorVerifyCommand.self, VendorDiffCommand.self],
    defaultSubcommand: VendorWriteCommand.self)
}
