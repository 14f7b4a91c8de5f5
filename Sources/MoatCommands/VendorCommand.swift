internal import ArgumentParser

struct VendorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vendor", abstract: "Look at vendored trees.",
    subcommands: [VendorVerifyCommand.self])
}
