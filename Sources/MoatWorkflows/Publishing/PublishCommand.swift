import MoatModel
import MoatShell

/// A place that publishes crates on crates.io.
struct PublishCommand: Sendable {
  let step: Step
  /// Where it is written.
  let span: SourceSpan
  /// What publishes: `cargo publish`.
  let name: String
  /// Whether it surely publishes, and is no rehearsal by an option that only a run knows.
  let isCertain: Bool
  /// `--token`.
  let token: ShellText?
}

extension PublishCommand {
  /// Actions that publish crates, with the input that makes a rehearsal of it.
  private static let actions: [String: (input: String, values: Set<String>)] = [
    "katyo/publish-crates": ("dry-run", ["true"]),
    "release-plz/action": ("command", ["release-pr"]),
    "marcoieni/release-plz-action": ("command", ["release-pr"]),
    "secana/k-releaser": ("command", ["release-pr", "update"]),
  ]

  /// Whether an action is one that publishes crates.
  static func isPublisher(_ uses: UsesReference) -> Bool {
    uses.action.map { actions[$0] != nil } ?? false
  }

  /// What a step publishes, in order.
  static func all(in step: Step, _ scope: StepScope) -> [PublishCommand] {
    if let uses = step.uses {
      if let found = action(uses, step, scope) { return [found] }
      return ScriptInputs.commands(of: step).filter { mayPublish($0.text) }.flatMap { text in
        all(in: ScriptInputs.script(text, scope).commands, of: text, step)
      }
    }
    guard let script = step.script, mayPublish(script.text.text) else { return [] }
    return all(in: scope.shellScripts.flatMap(\.commands), of: script.text, step)
  }

  private static func all(
    in commands: [ShellCommand], of text: WorkflowText, _ step: Step
  ) -> [PublishCommand] {
    var seen: Set<SourceSpan> = []
    return commands.compactMap { command in
      guard let (name, isCertain, token) = publication(command) else { return nil }
      let span = text.span(ofDecoded: command.range)
      guard seen.insert(span).inserted else { return nil }
      return PublishCommand(
        step: step, span: span, name: name, isCertain: isCertain, token: token)
    }
  }

  private static func action(
    _ uses: UsesReference, _ step: Step, _ scope: StepScope
  ) -> PublishCommand? {
    guard let name = uses.action else { return nil }
    var isCertain = true
    if let rehearsal = actions[name] {
      if let value = step.with?[rehearsal.input].map({ scope.values(of: $0) }) {
        if let single = value.single, rehearsal.values.contains(single.lowercased()) { return nil }
        isCertain = value.single != nil
      }
    } else if name == "actions-rs/cargo" {
      guard step.with?["command"]?.text == "publish" else { return nil }
      let arguments = step.with?["args"]
      if let text = arguments?.text, text.mentions("--dry-run") { return nil }
      isCertain = arguments?.template == nil
    } else {
      return nil
    }
    return PublishCommand(
      step: step, span: uses.span, name: uses.action ?? name, isCertain: isCertain, token: nil)
  }

  /// Whether a script has to be read at all.
  private static func mayPublish(_ script: String) -> Bool {
    script.mentions("publish") || script.mentions("release")
  }

  private typealias Publication = (name: String, isCertain: Bool, token: ShellText?)

  private static func publication(_ command: ShellCommand) -> Publication? {
    if command.name == "release-plz" {
      let words = command.arguments.compactMap(\.known)
      guard words.first == "release", !words.contains("--dry-run") else { return nil }
      return (
        "release-plz release", true, ShellArguments(command.arguments, valued: []).value("--token")
      )
    }
    guard let cargo = CargoInvocation(command) else { return nil }
    let arguments = cargo.arguments
    if let registry = cargo.registry?.known, !["crates-io", "crates.io"].contains(registry) {
      return nil
    }
    let isCertain = arguments.unknownWords.isEmpty
    let token = arguments.value("--token")
    switch cargo.subcommand {
    case "publish":
      if arguments.has("--dry-run", "-n") { return nil }
    case "release", "smart-release":
      // Both only show what they would do without it.
      guard arguments.has("--execute", "-x"), !arguments.has("--no-publish") else { return nil }
    case "workspaces", "ws":
      guard arguments.operands.first?.known == "publish", !arguments.has("--dry-run") else {
        return nil
      }
    default: return nil
    }
    return ("cargo \(cargo.subcommand)", isCertain, token)
  }
}
