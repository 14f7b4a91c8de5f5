internal import ArgumentParser
import MoatFindings
import MoatPipeline
import MoatPolicy

/// Which rules run and what they do.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run only these rules or groups, with commas between.", valueName: "rule|group"))
  var only: [String] = []

  @Option(help: ArgumentHelp("Leave out these rules or groups.", valueName: "rule|group"))
  var skip: [String] = []

  @Option(
    help: ArgumentHelp(
      "Let findings of this rule or group fail the run; `@shipped`, `@build` or `@test` limits it.",
      valueName: "rule|group"))
  var deny: [String] = []

  @Option(help: ArgumentHelp("Show its findings without failing.", valueName: "rule|group"))
  var warn: [String] = []

  @Option(help: ArgumentHelp("Count its findings without showing them.", valueName: "rule|group"))
  var allow: [String] = []

  func selection() throws -> RuleSelection {
    RuleSelection(only: try selectors(only), skip: try selectors(skip))
  }

  func levels() throws -> [Policy.FlagLevel] {
    // The stricter is last: of flags that say equally much it counts.
    try [(allow, Level.allow), (warn, .warn), (deny, .deny)].flatMap { names, level in
      try selectors(names).map { Policy.FlagLevel(selector: $0, level: level) }
    }
  }

  /// Several names may stand in one value, with commas between.
  private func selectors(_ values: [String]) throws -> [RuleSelector] {
    try values.flatMap { $0.split(separator: ",") }.map { try selector(String($0)) }
  }

  private func selector(_ text: String) throws -> RuleSelector {
    switch RuleSelector.parse(text, rules: RuleCatalog.all) {
    case .success(let selector): return selector
    case .failure(let unknown):
      throw CommandFailure.usage(
        "`\(unknown.text)` is neither a rule nor a group of rules",
        hint: unknown.suggestion.map { "did you mean `\($0)`?" }
          ?? "`cargo moat rules` lists them")
    }
  }
}
