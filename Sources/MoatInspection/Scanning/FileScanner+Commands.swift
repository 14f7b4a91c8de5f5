import MoatRust

extension FileScanner {
  /// A program that is started. Where literals of the same block tell it to reach another machine, that:
  /// `git clone`, `npm install`, what a shell or an interpreter is given to run, an address that any
  /// program is given in the same statement.
  func command(of program: String, after index: Int) -> String {
    var name = Downloader.name(of: program)
    guard !program.contains(" ") else { return program }
    var commands = Downloader.commands[name]
    let isShell = ShellScript.shells.contains(name) || program.isEmpty
    let startsOthers = ShellScript.starters.contains(name)
    let interprets = InlineScript.interpreters.contains(name)
    var isWrittenOut = false
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
        if isShell || interprets, Self.scriptOptions.contains(text),
          tokens.isText(next + 2) || tokens.isText(next + 5)
        {
          isWrittenOut = true
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
    return isWrittenOut ? program + InlineScript.writtenOut : program
  }

  /// Options behind which a shell or an interpreter is given what it runs.
  private static let scriptOptions: Set<String> = ["-c", "-lc", "-e"]

  /// A program whose name is not written out, where its arguments tell that it reaches another machine.
  func commandOfUnknown(after index: Int) -> String? {
    let told = command(of: "", after: index)
    return told.isEmpty ? nil : told
  }

  /// Notes names of downloaders that are written out where programs are started by names that are not:
  /// `for tool in ["curl", "wget"]`, `run("curl")`.
  mutating func noteDownloaders() {
    let isOpen = sightings.contains {
      $0.capability == .process && $0.argument == nil && !$0.isMention
        && $0.subject.hasSuffix("::new")
    }
    guard isOpen else { return }
    for index in tokens.tokens.indices where tokens.isText(index) {
      let literal = RustLiteral(tokens.tokens[index], in: tokens.bytes)
      guard literal.range.count <= Downloader.longestHidden,
        Downloader.isHidden(Array(literal.bytes[literal.range]))
      else { continue }
      let name = String(decoding: literal.bytes[literal.range], as: UTF8.self)
      note(.process, at: tokens.range(index), name, argument: name, isMention: true)
    }
  }

  /// Tokens in which a command is told what to do: some options of git's stand before.
  private static let commandLength = 64
}
