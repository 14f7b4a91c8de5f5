extension PowerShellReader {
  mutating func readCommand(_ context: PowerShellContext, isSourced: Bool) {
    let start = at
    var words: [ShellWord] = isSourced ? [ShellWord(ShellText("."), range: at..<at)] : []
    var redirects: [ShellRedirect] = []
    var end = at
    while let byte = peek() {
      if skipBlanks(andLines: false) { continue }
      if let redirect = readRedirect(context) {
        redirects.append(redirect)
        end = at
        continue
      }
      if Self.endsCommand(byte) { break }
      if byte == UInt8(ascii: "&") { break }
      guard let word = readWord(context) else { break }
      end = at
      if word.known == "--%" {
        words += readVerbatim()
        end = at
        break
      }
      words.append(word)
    }
    guard !words.isEmpty else { return }
    if words.count == 1, words[0].known == "exit" || words[0].known == "break" { lastValue = nil }
    emit(UnwrappedCommand(words), redirects, start..<end, context)
  }

  static func endsCommand(_ byte: UInt8) -> Bool {
    byte == 0x0A || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
      || byte == UInt8(ascii: ")") || byte == UInt8(ascii: "}")
  }

  /// Behind `--%` everything up to the end of the line is taken as it is.
  private mutating func readVerbatim() -> [ShellWord] {
    var words: [ShellWord] = []
    while let byte = peek(), byte != 0x0A, byte != UInt8(ascii: "|") {
      if Self.isBlank(byte) {
        at += 1
        continue
      }
      let from = at
      while let byte = peek(), byte != 0x0A, byte != UInt8(ascii: "|"), !Self.isBlank(byte) {
        at += 1
      }
      words.append(ShellWord(ShellText(source.string(from..<at)), range: from..<at))
    }
    return words
  }

  /// `>file`, `2>&1`, `*>> file`
  mutating func readRedirect(_ context: PowerShellContext) -> ShellRedirect? {
    let start = at
    var descriptor: Int?
    if let byte = peek(), (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(byte),
      peek(1) == UInt8(ascii: ">")
    {
      descriptor = Int(byte - UInt8(ascii: "0"))
      at += 1
    } else if peek() == UInt8(ascii: "*"), peek(1) == UInt8(ascii: ">") {
      at += 1
    }
    return takeRedirect(from: start, descriptor: descriptor) { reader in
      reader.skipBlanks(andLines: false)
      return reader.readWord(context)
    }
  }

  private mutating func emit(
    _ command: UnwrappedCommand, _ redirects: [ShellRedirect], _ range: Range<Int>,
    _ context: PowerShellContext
  ) {
    let name = command.words.first?.known ?? ""
    let isProgram = !PowerShellNames.isCmdlet(name)
    let outcome: ShellOutcome
    if context.isTest {
      outcome = .decides
    } else if isProgram ? stopsAtPrograms : options.stopsOnError {
      outcome = .stops
    } else {
      outcome = .ignored(.noErrexit)
    }
    append(command, redirects, range, outcome, context)
    if isProgram { lastProgram = context.isTest ? nil : reading.commands.count - 1 }
    readQuoted(command, range, context)
  }

  mutating func append(
    _ command: UnwrappedCommand, _ redirects: [ShellRedirect], _ range: Range<Int>,
    _ outcome: ShellOutcome, _ context: PowerShellContext
  ) {
    var place = context.place
    if place == nil {
      pipelines += 1
      place = ShellPipelinePlace(id: pipelines, index: 0, count: 1, outer: nil)
    }
    guard let place else { return }
    reading.commands.append(
      ShellCommand(
        words: command.words, assignments: command.assignments, redirects: redirects, range: range,
        dialect: .powershell, wrappers: command.wrappers, pipeline: place,
        follows: context.follows, outcome: outcome, function: context.function,
        isConditional: context.isConditional, environment: state.environment))
  }

  /// `$LASTEXITCODE` or `$?` was looked at.
  mutating func noteStatus() {
    guard let last = lastProgram else { return }
    reading.commands[last].outcome = .decides
    lastProgram = nil
  }

  /// `bash -c '…'`, `cmd /c …`, `iex '…'`
  private mutating func readQuoted(
    _ command: UnwrappedCommand, _ range: Range<Int>, _ context: PowerShellContext
  ) {
    guard context.depth < ShellLimit.depth, let outer = reading.commands.last,
      let nested = QuotedScript(command.words)
    else { return }
    nested.read(
      as: outer, state: state, into: &reading, firstID: &pipelines, nesting: &nesting)
  }
}
