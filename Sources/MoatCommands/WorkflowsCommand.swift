internal import ArgumentParser

struct WorkflowsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workflows",
    abstract:
      "Check GitHub workflows, actions and Dependabot's configuration; write hardened ones.",
    subcommands: [WorkflowsCheckCommand.self, WorkflowsFixCommand.self],
    defaultSubcommand: WorkflowsCheckCommand.self)
}
