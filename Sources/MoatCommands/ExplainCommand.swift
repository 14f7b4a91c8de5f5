internal import ArgumentParser
import MoatFindings
import MoatHost
import MoatPipeline
import MoatPolicy
import MoatRendering

struct ExplainCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say what a rule does, why it matters and what to do.")

  @Argument(help: "The rule's id, as reports show it between brackets.") var rule: String

  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    guard let info = RuleCatalog.info(rule) else {
      let near = Suggestion.nearest(to: rule, among: RuleCatalog.all.map(\.id))
      throw CommandFailure.usage(
        "there is no rule `\(rule)`",
        hint: near.map { "did you mean `\($0)`?" } ?? "`cargo moat rules` lists them")
    }
    try host.say(
      RuleText(width: host.terminal.columns, style: display.style(in: host)).render(info))
    return .clean
  }
}
