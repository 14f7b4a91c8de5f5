import MoatRust

extension FileScanner {
  /// A program that is started. Where literals of the same block tell it to reach another machine, that:
  /// `git clone`, `npm install`, what a shell or an interpreter is given to run, an address that any
  /// program is given in the same statement.
  func command(of program: String, after index: Int) -> String {
    var name = Downloader.name(of: program)
    guard !program.contains(" ") else { return program }
    var commands = Downloader.commands[name]
    let isShell = ShellScript.shells.contains(name)
    let startsOthers = ShellScript.starters.contains(name)
    let interprets = InlineScript.interpreters.contains(name)
    var takesAddresses = !InlineScript.openers.contains(name)
    guard commands != nil || isShell || startsOthers || interprets || takesAddresses else {
      return program
    }
    var next = index + 1
    while next < index + Self.commandLength, !tokens.isMark(next, "}"), next < tokens.count {
      // An address in another statement may be for somebody else.
      if tokens.isMark(next, ";") { takesAddresses = false }
      if let contents = contents(at: next) {
        let length = min(contents.range.count, ShellScript.limit)
        let text = String(
          decoding: contents.bytes[contents.range.prefix(length)], as: UTF8.self)
        if let commands, commands.contains(text) { return "\(name) \(text)" }
        if startsOthers || (isShell && text.contains(where: \.isWhitespace)),
          let command = ShellScript.downloader(in: text)
        {
          return command
        }
        if interprets, let word = InlineScript.word(in: text) { return "\(name) \(word)" }
        if takesAddresses, let scheme = InlineScript.scheme(of: text) { return "\(name) \(scheme)" }
        // `env git …`, `python -m pip …`: words of another program follow.
        if startsOthers || interprets, let others = Downloader.commands[text] {
          commands = others
          name = text
        }
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
