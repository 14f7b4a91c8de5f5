import MoatShell

/// Commands that talk to a git server, and so may need the credentials that a checkout leaves.
enum GitTraffic {
  private static let verbs: Set<String> = [
    "clone", "fetch", "lfs", "ls-remote", "pull", "push", "remote", "send-pack", "submodule",
    "subtree",
  ]

  /// Programs that push, or fetch what may be private, on their own, with the words behind them.
  private static let programs: [(name: String, words: Set<String>)] = [
    ("cargo", ["release", "ws", "workspaces", "smart-release"]), ("changeset", []),
    ("cog", ["bump"]),
    ("gh-pages", []), ("ghp-import", []), ("git-lfs", []), ("goreleaser", []), ("jj", ["git"]),
    ("lerna", []), ("mike", ["deploy"]), ("mkdocs", ["gh-deploy"]), ("release-it", []),
    ("release-plz", []), ("semantic-release", []), ("standard-version", []),
  ]

  /// The first of them among commands, in words; nil if there is none.
  static func command(in commands: [ShellCommand]) -> String? {
    for command in commands {
      // `npx lerna` and the like: the program is a word further on.
      let words = [command.name].compactMap { $0 } + command.arguments.compactMap(\.known)
      guard let name = words.first else { continue }
      if name == "git" {
        if let verb = words.first(where: verbs.contains) { return "git \(verb)" }
        if command.arguments.contains(where: { $0.known == nil }) { return "git …" }
      }
      for program in programs where words.prefix(3).contains(program.name) {
        if program.words.isEmpty { return program.name }
        if let word = words.first(where: program.words.contains) {
          return "\(program.name) \(word)"
        }
      }
    }
    return nil
  }

  /// The first line of a text that names one of them, read as words and not as a shell: for
  /// Makefiles and other languages, where a word in a comment counts as well.
  static func command(inText text: String) -> String? {
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        .map(String.init)
      if let git = words.firstIndex(of: "git"),
        let verb = words[git...].first(where: verbs.contains)
      {
        return "git \(verb)"
      }
      for program in programs where words.contains(program.name) {
        if program.words.isEmpty { return program.name }
        if let word = words.first(where: program.words.contains) {
          return "\(program.name) \(word)"
        }
      }
    }
    return nil
  }
}

extension StepScope {
  /// ``GitTraffic`` in the step's script, whatever it is written in.
  func gitTraffic(in script: ScriptText) -> String? {
    let scripts = shellScripts
    let isRead = !scripts.isEmpty && scripts.allSatisfy(\.problems.isEmpty)
    return isRead
      ? GitTraffic.command(in: scripts.flatMap(\.commands))
      : GitTraffic.command(inText: script.text.text)
  }
}
