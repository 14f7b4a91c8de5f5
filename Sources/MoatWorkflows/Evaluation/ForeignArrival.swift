import MoatExpressions
import MoatModel
import MoatShell

/// A place in a job where something of a stranger comes onto the disk.
struct ForeignArrival: Sendable {
  enum Kind: Hashable, Sendable {
    /// Code that the step names itself.
    case code
    /// Code that a script of the job found out about, and may have checked.
    case lookedUp
    /// Files that another run made.
    case artifact
  }

  let kind: Kind
  let step: Step
  let span: SourceSpan
  /// Where the step's script goes on behind it, in UTF-8 bytes.
  let offset: Int
}

extension ForeignCode {
  /// What arrives in a job, in order.
  func arrivals(in list: StepList) -> [ForeignArrival] {
    list.scope.steps.compactMap { step, scope in arrival(in: step, scope, list) }
  }

  private func arrival(
    in step: Step, _ scope: StepScope, _ list: StepList
  ) -> ForeignArrival? {
    if step.uses != nil { return arrival(through: step, .init(list: list, step: step)) }
    guard let script = step.script, Self.mayFetch(script.text.text) else { return nil }
    for shell in scope.shellScripts {
      for command in shell.commands {
        // Each command has its own count of values that are followed.
        guard let kind = kind(of: command, script, .init(list: list, step: step)) else { continue }
        return ForeignArrival(
          kind: kind, step: step, span: script.span(ofDecoded: command.range),
          offset: command.range.upperBound)
      }
    }
    return nil
  }

  /// Whether a script is worth reading: most name neither program.
  private static func mayFetch(_ script: String) -> Bool {
    script.mentions("git") || script.mentions("gh")
  }

  // MARK: - Actions

  private func arrival(through step: Step, _ place: TaintSearch.Place) -> ForeignArrival? {
    guard let uses = step.uses else { return nil }
    switch uses.action {
    case "actions/checkout":
      for text in ["ref", "repository"].compactMap({ step.with?[$0] }) {
        if let kind = kind(of: text, place) {
          return ForeignArrival(kind: kind, step: step, span: text.span, offset: 0)
        }
      }
    case "actions/download-artifact":
      guard step.with?["run-id"] != nil else { return nil }
      return ForeignArrival(kind: .artifact, step: step, span: uses.span, offset: 0)
    case "dawidd6/action-download-artifact", "aochmann/actions-download-artifact",
      "bettermarks/action-artifact-download":
      return ForeignArrival(kind: .artifact, step: step, span: uses.span, offset: 0)
    case "actions/github-script":
      guard let script = step.with?["script"], script.text.mentions("downloadArtifact") else {
        return nil
      }
      return ForeignArrival(kind: .artifact, step: step, span: uses.span, offset: 0)
    default: break
    }
    return nil
  }

  private func kind(of text: WorkflowText, _ place: TaintSearch.Place) -> ForeignArrival.Kind? {
    if isNamed(in: text, place) { return .code }
    return text.expressions.contains { $0.node.map { isLookedUp(in: $0, place) } ?? false }
      ? .lookedUp : nil
  }

  /// Whether an expression is an output that a script of the job gets from the head of a pull
  /// request.
  private func isLookedUp(in expression: ExpressionNode, _ place: TaintSearch.Place) -> Bool {
    expression.sources.contains { reference in
      guard reference.context.lowercased() == "steps", let id = reference.name(0)?.lowercased(),
        let output = reference.name(2)?.lowercased(),
        let step = place.list.steps.first(where: { $0.id?.text.lowercased() == id })
      else { return false }
      let isScript = step.uses?.action == "actions/github-script"
      guard let script = step.script?.text ?? (isScript ? step.with?["script"] : nil) else {
        return false
      }
      return script.text.split(whereSeparator: \.isNewline).contains { line in
        let line = line.lowercased()
        let sets =
          line.mentions("setoutput") || line.mentions("github_output")
          || line.mentions("set-output")
        return sets && line.mentions(output)
          && ["head.sha", "head.ref", "headref", "head_ref", "head_sha"].contains {
            line.mentions($0)
          }
      }
    }
  }

  // MARK: - Commands

  private static let gitArrivals: Set<String> = [
    "checkout", "switch", "reset", "merge", "pull", "clone", "fetch", "worktree", "cherry-pick",
    "rebase",
  ]

  private func kind(
    of command: ShellCommand, _ script: ScriptText, _ place: TaintSearch.Place
  ) -> ForeignArrival.Kind? {
    let words = command.arguments.compactMap(\.known)
    switch command.name {
    case "gh":
      if words.starts(with: ["pr", "checkout"]) { return .code }
      return words.starts(with: ["run", "download"]) ? .artifact : nil
    case "git":
      guard words.contains(where: Self.gitArrivals.contains) else { return nil }
      let isForeign = command.arguments.contains { word in
        Self.namesPullRequest(word.text.shown)
          || word.text.parts.contains { isNamed(in: $0, script, place) }
      }
      return isForeign ? .code : nil
    default: return nil
    }
  }

  /// Whether a part of a word is an expression or a variable that names a stranger's code.
  private func isNamed(
    in part: ShellText.Part, _ script: ScriptText, _ place: TaintSearch.Place
  ) -> Bool {
    switch part {
    case .mask(let id):
      let expressions = script.text.expressions
      guard id < expressions.count, let node = expressions[id].node else { return false }
      return isNamed(in: node, place)
    case .variable(let name):
      if name == "GITHUB_HEAD_REF" { return true }
      return place.variable(name).map { isNamed(in: $0, place.deeper(nil)) } ?? false
    default: return false
    }
  }
}
