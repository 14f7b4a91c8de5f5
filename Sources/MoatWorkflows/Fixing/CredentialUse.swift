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
    for step in list.steps where step.index > checkout.index {
      switch step.content {
      case .run(let script):
        if let why = reason(in: script, context, isReadOnly: isReadOnly) { return why }
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

  private static func reason(
    in script: ScriptText, _ context: FixContext, isReadOnly: Bool
  ) -> String? {
    if let command = GitTraffic.command(in: script.text.text) {
      return "`\(command)` behind it may need the token"
    }
    guard !isReadOnly else { return nil }
    for other in context.facts.scripts where script.text.text.contains(other.fileName) {
      if let command = GitTraffic.command(in: String(decoding: other.source.bytes, as: UTF8.self)) {
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
    case .shell, .powershell: String(source.path.split(separator: "/").last ?? "")
    }
  }
}

/// Commands that talk to a git server, found without reading the shell: a command that is quoted or
/// commented out counts as well, which here costs no more than a fix that asks to be looked at.
enum GitTraffic {
  private static let verbs: Set<Substring> = [
    "push", "fetch", "pull", "clone", "submodule", "ls-remote", "lfs", "subtree", "remote",
    "send-pack",
  ]

  /// Programs that push on their own.
  private static let programs = [
    "gh-deploy", "release-plz", "semantic-release", "cargo release", "cargo ws", "cargo workspaces",
    "cargo smart-release", "lerna", "changeset", "ghp-import", "gh-pages", "goreleaser",
    "mike deploy",
    "cog bump", "standard-version", "release-it", "jj git",
  ]

  /// The first of them in a text; nil if there is none.
  static func command(in text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) {
      if let program = programs.first(where: { line.contains($0) }) { return program }
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
      guard let git = words.firstIndex(where: { $0 == "git" || $0 == "git-lfs" }) else { continue }
      if words[git] == "git-lfs" { return "git-lfs" }
      if let verb = words[git...].first(where: verbs.contains) { return "git \(verb)" }
    }
    return nil
  }
}
