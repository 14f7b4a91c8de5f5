import MoatRust

extension FileScanner {
  /// A program that is started. Where git, a shell or a program that starts others is told by literals
  /// of the same block to reach another machine, that: `git clone`, `curl`.
  func command(of program: String, after index: Int) -> String {
    let name = Downloader.name(of: program)
    var isGit = name == "git"
    let isShell = ShellScript.shells.contains(name)
    let startsOthers = ShellScript.starters.contains(name)
    guard isGit || isShell || startsOthers, !program.contains(" ") else { return program }
    var next = index + 1
    while next < index + Self.commandLength, !tokens.isMark(next, "}"), next < tokens.count {
      if let contents = contents(at: next) {
        let length = min(contents.range.count, ShellScript.limit)
        let text = String(
          decoding: contents.bytes[contents.range.prefix(length)], as: UTF8.self)
        if isGit, Downloader.gitCommands.contains(text) { return "git \(text)" }
        if startsOthers || (isShell && text.contains(where: \.isWhitespace)),
          let command = ShellScript.downloader(in: text)
        {
          return command
        }
        if startsOthers, text == "git" { isGit = true }
      }
      // The next program has words of its own.
      if next > index + 3, tokens.isWord(next, "new") { break }
      next += 1
    }
    return program
  }

  /// Tokens in which a command is told what to do: some options of git's stand before.
  private static let commandLength = 64
}
