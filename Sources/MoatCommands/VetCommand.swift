internal import ArgumentParser

struct VetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vet",
    abstract: "Record who read which dependency, and check that somebody did.",
    discussion: """
      Works on the store in `supply-chain/` that cargo-vet uses, in its formats, and gives the same \
      verdicts: both can be used on one project, on the same day. Without a subcommand it checks.

      Start with `init`. `suggest` says what to read next, `diff` and `inspect` show it, `certify` \
      records that you did.
      """,
    subcommands: [
      VetCheckCommand.self, VetInitCommand.self, VetSuggestCommand.self, VetNextCommand.self,
      VetExplainCommand.self,
      VetInspectCommand.self, VetDiffCommand.self, VetCertifyCommand.self, VetTrustCommand.self,
      VetImportCommand.self, VetImportsCommand.self, VetExemptionCommand.self,
      VetViolationCommand.self, VetRegenerateCommand.self, VetPruneCommand.self,
      VetRenewCommand.self, VetFmtCommand.self, VetGraphCommand.self, VetAggregateCommand.self,
      VetCrevCommand.self,
    ],
    defaultSubcommand: VetCheckCommand.self)
}
