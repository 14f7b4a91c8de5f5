extension BashInterpreter {
  mutating func readQuoted(
    _ command: UnwrappedCommand, _ redirects: [ShellRedirect], _ source: BashSimple,
    _ context: BashContext
  ) {
    guard context.depth < ShellLimit.depth, let name = programName(command.words) else { return }
    var arguments: [ShellWord] { Array(command.words.dropFirst()) }
    if name == "eval" {
      let arguments = arguments
      var text = ShellText()
      for (index, word) in arguments.enumerated() {
        if index > 0 { text.append(.literal(" ")) }
        text.append(word.text)
      }
      let range = arguments.count == 1 ? arguments.first?.range : nil
      readScript(text, at: range ?? context.frame.range(source.range), context)
    } else if ShellWrapper.shells.contains(name) {
      readShell(arguments, redirects, context)
    } else if ShellWrapper.hosts.contains(name) {
      readHosted(arguments, context)
    } else if name == "find" {
      readFind(arguments, source, context)
    } else if let quoted = QuotedScript(command.words), let outer = reading.commands.last {
      // Another shell's language.
      let commands = quoted.read(as: outer, state: state, firstID: &pipelines, nesting: &nesting)
      reading.commands += commands
    } else if name == "trap", let text = command.words.dropFirst().first {
      var inner = context
      inner.isConditional = true
      readScript(text.text, at: text.range, inner)
    }
  }

  private func programName(_ words: [ShellWord]) -> String? {
    words.first?.text.known.flatMap(ShellCommand.programName)
  }

  /// `bash -euxc 'script' name arguments`, or a script on standard input.
  private mutating func readShell(
    _ arguments: [ShellWord], _ redirects: [ShellRedirect], _ context: BashContext
  ) {
    var rest = arguments[...]
    var options = ShellOptions()
    var hasScript = false
    while let text = rest.first?.text.known, text.hasPrefix("-") || text.hasPrefix("+"), text != "-"
    {
      rest.removeFirst()
      if text == "--" { break }
      if text.hasPrefix("--") {
        if text == "--rcfile" || text == "--init-file" { _ = rest.popFirst() }
        continue
      }
      let letters = text.dropFirst()
      if letters.contains("e") { options.stopsOnError = true }
      if letters.contains("c") { hasScript = true }
      if letters.hasSuffix("o") || letters.hasSuffix("O") {
        let name = rest.popFirst()?.known
        if name == "pipefail" { options.hasPipefail = true }
        if name == "errexit" { options.stopsOnError = true }
      }
    }
    if hasScript {
      guard let script = rest.popFirst() else { return }
      // The first word after the script is its name.
      readChild(script.text, at: script.range, Array(rest.dropFirst()), options, context)
    } else if rest.isEmpty || rest.first?.known == "-"
      || arguments.contains(where: { $0.known == "-s" })
    {
      guard let fed = fedText(redirects, context) else { return }
      readChild(fed.text, at: fed.range, [], options, context)
    }
  }

  /// What a shell without a script reads: its here-document, or what the command before it prints.
  private func fedText(
    _ redirects: [ShellRedirect], _ context: BashContext
  ) -> (text: ShellText, range: Range<Int>)? {
    if let redirect = redirects.last(where: { $0.kind == .text }) {
      return (redirect.target, redirect.range)
    }
    guard let place = context.place, place.index > 0,
      let before = reading.commands.dropLast().last(where: {
        $0.pipeline.id == place.id && $0.pipeline.index == place.index - 1
      })
    else { return nil }
    switch before.name {
    case "cat":
      guard before.words.count == 1,
        let redirect = before.redirects.last(where: { $0.kind == .text })
      else { return nil }
      return (redirect.target, redirect.range)
    case "echo", "printf":
      var text = ShellText()
      for word in before.arguments where !(word.known?.hasPrefix("-") ?? false) {
        text.append(word.text)
        text.append(.literal(" "))
      }
      return (text, before.range)
    default: return nil
    }
  }

  /// `docker run IMAGE sh -c '…'`, `ssh host '…'` is not followed.
  private mutating func readHosted(_ arguments: [ShellWord], _ context: BashContext) {
    guard
      let shell = arguments.firstIndex(where: {
        $0.known.flatMap(ShellCommand.programName).map(ShellWrapper.shells.contains) ?? false
      })
    else {
      // `su -c '…'`, `nix-shell --run '…'`
      guard let flag = arguments.firstIndex(where: { $0.known == "-c" || $0.known == "--run" }),
        flag + 1 < arguments.count
      else { return }
      let script = arguments[flag + 1]
      return readChild(script.text, at: script.range, [], ShellOptions(), context)
    }
    readShell(Array(arguments[(shell + 1)...]), [], context)
  }

  /// `find … -exec command {} \;`
  private mutating func readFind(
    _ arguments: [ShellWord], _ source: BashSimple, _ context: BashContext
  ) {
    var rest = arguments[...]
    while let start = rest.firstIndex(where: {
      $0.known == "-exec" || $0.known == "-execdir" || $0.known == "-ok"
    }) {
      rest = rest[(start + 1)...]
      let end = rest.firstIndex { $0.known == ";" || $0.known == "+" } ?? rest.endIndex
      let words = Array(rest[..<end])
      rest = rest[end...]
      guard !words.isEmpty else { continue }
      var inner = context
      inner.isConditional = true
      inner.depth += 1
      emit(UnwrappedCommand(words), [], source, inner)
      readQuoted(UnwrappedCommand(words), [], source, inner)
    }
  }

  /// A script for a shell of its own.
  private mutating func readChild(
    _ text: ShellText, at range: Range<Int>, _ arguments: [ShellWord], _ options: ShellOptions,
    _ context: BashContext
  ) {
    let outside = (state, self.options)
    state = state.child(arguments: arguments)
    self.options = options
    readScript(text, at: range, context)
    (state, self.options) = outside
  }

  private mutating func readScript(
    _ text: ShellText, at range: Range<Int>, _ context: BashContext
  ) {
    guard text.parts.contains(where: { if case .literal = $0 { true } else { false } }),
      expanded < ShellLimit.expandedCommands
    else { return }
    // A script can quote itself through a variable.
    expanded += 1 + text.shown.utf8.count / 64
    let (list, frame) = parse(
      ShellSource(text), range: exactBase(of: text, in: range, context) == nil ? range : nil,
      base: exactBase(of: text, in: range, context) ?? 0)
    var inner = BashContext(frame: frame)
    inner.function = context.function
    inner.isConditional = context.isConditional
    inner.status = context.status
    inner.follows = context.follows
    inner.place = context.place
    inner.depth = context.depth + 1
    walk(list, inner)
  }

  /// Where the text of a quoted script begins, if it stands in the source letter by letter.
  private func exactBase(
    of text: ShellText, in range: Range<Int>, _ context: BashContext
  ) -> Int? {
    guard let known = text.known, context.frame.isOutermost,
      range.upperBound <= context.frame.source.bytes.count
    else { return nil }
    let source = context.frame.source.bytes[range]
    let wanted = Array(known.utf8)
    guard source.count >= wanted.count else { return nil }
    // A quote before it, or nothing.
    for skip in 0...1 where range.count >= wanted.count + skip {
      if source.dropFirst(skip).prefix(wanted.count).elementsEqual(wanted) {
        return range.lowerBound + skip
      }
    }
    return nil
  }
}
