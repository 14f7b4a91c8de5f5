import MoatModel
import MoatSyntax

/// Whether something may need the token that a checkout leaves on the disk.
enum CredentialUse {
  /// Why the token may be needed behind a checkout; nil where nothing is seen that needs it.
  static func reason(after checkout: Step, in list: StepList, _ context: FixContext) -> String? {
    if checkout.node.kind == .alias || checkout.node.anchor != nil {
      return "an anchor puts the step into other places too"
    }
    guard let (workflow, job) = list.owner else {
      return "whoever uses the action may need the token later"
    }
    // With a token that cannot write, all that is lost is reading private repositories.
    let permissions = job.permissions ?? workflow.permissions
    let isReadOnly = permissions.map { ($0.access(to: "contents") ?? .write) < .write } ?? false
    for (step, scope) in list.scope.steps where step.index > checkout.index {
      switch step.content {
      case .run(let script):
        if let command = scope.gitTraffic(in: script) {
          return "`\(command)` behind it may need the token"
        }
        if !isReadOnly, let why = reason(in: script, context) { return why }
      case .uses(let uses, _):
        if !isReadOnly, let why = reason(in: uses) { return why }
      case .unknown:
        return "a step behind it cannot be read"
      }
    }
    return nil
  }

  private static func reason(in uses: UsesReference) -> String? {
    let name = LegibleText.short(uses.text.text)
    if case .docker = uses.target { return "`\(name)` may use the token" }
    guard let action = uses.action, let known = KnownActions.action(action) else {
      return "`\(name)` may use the token"
    }
    return known.pushes ? "`\(name)` pushes with the token" : nil
  }

  /// What the script runs of the repository's own.
  private static func reason(in script: ScriptText, _ context: FixContext) -> String? {
    for other in context.facts.scripts where script.text.text.mentions(other.fileName) {
      let text = String(decoding: other.source.bytes, as: UTF8.self)
      if let command = GitTraffic.command(inText: text) {
        return "`\(command)` in `\(LegibleText.short(other.source.path))` may need the token"
      }
    }
    return nil
  }
}

extension ScriptFile {
  /// The last part of its path; for a Makefile and the like, the name of the program that reads it.
  fileprivate var fileName: String {
    switch kind {
    case .makefile: "make"
    case .justfile: "just"
    case .dockerfile: "docker"
    case .cargoConfiguration: "cargo"
    case .shell, .powershell, .batch: String(source.path.split(separator: "/").last ?? "")
    }
  }
}
