extension CmdReader {
  mutating func readCommand(_ context: CmdContext, _ id: Int, _ index: Int) {
    var context = context
    context.depth += 1
    guard context.depth <= ShellLimit.depth else { return stop(.tooDeep) }
    guard !reading.isFull else { return stop(.tooManyCommands) }
    skipBlanks()
    while peek() == UInt8(ascii: "@") {
      at += 1
      skipBlanks()
    }
    switch peek() {
    case nil: return
    case UInt8(ascii: ":"): return skipLine()
    case UInt8(ascii: "("): return readBlock(context)
    default: break
    }
    switch firstWord(at) {
    case "rem": return skipLine()
    case "if": return readIf(context, id, index)
    case "for": return readFor(context, id, index)
    case "else":
      at += 4
      var inner = context
      inner.isConditional = true
      return readCommand(inner, id, index)
    default: readSimple(context, id, index)
    }
  }

  private mutating func skipLine() {
    while let byte = peek(), byte != 0x0A { at += 1 }
  }

  private mutating func readBlock(_ context: CmdContext) {
    let open = at
    at += 1
    readLines(context)
    if peek() == UInt8(ascii: ")") {
      at += 1
    } else {
      reading.report(.unclosedBlock, at: open)
    }
    skipBlanks()
    if firstWord(at).hasPrefix("else") { readCommand(context, 0, 0) }
  }

  /// `if [not] errorlevel 1 …`, `if exist x …`, `if "a"=="b" …`
  private mutating func readIf(_ context: CmdContext, _ id: Int, _ index: Int) {
    at += 2
    var inner = context
    inner.isConditional = true
    let before = reading.commands.indices.last
    let start = at
    skipBlanks()
    while ["not", "/i"].contains(firstWord(at)) {
      _ = readWord()
      skipBlanks()
    }
    if ["errorlevel", "exist", "defined"].contains(firstWord(at)) { _ = readWord() }
    skipBlanks()
    _ = readWord()
    skipBlanks()
    // `"a" == "b"` and `a equ b`
    if peek() == UInt8(ascii: "=")
      || ["equ", "neq", "gtr", "geq", "lss", "leq"].contains(firstWord(at))
    {
      _ = readWord()
      skipBlanks()
      _ = readWord()
    }
    if let before, source.string(start..<at).lowercased().contains("errorlevel"),
      case .ignored = reading.commands[before].outcome
    {
      reading.commands[before].outcome = .decides
    }
    branch { $0.readCommand(inner, id, index) }
  }

  /// `for %%i in (…) do …`
  private mutating func readFor(_ context: CmdContext, _ id: Int, _ index: Int) {
    at += 3
    var inner = context
    inner.isConditional = true
    while let byte = peek(), byte != 0x0A, firstWord(at) != "do" {
      at += byte == UInt8(ascii: "(") ? 1 : max(1, firstWord(at).utf8.count)
      skipBlanks()
    }
    guard firstWord(at) == "do" else { return }
    at += 2
    branch { $0.readCommand(inner, id, index) }
  }

  private mutating func branch(_ walk: (inout CmdReader) -> Void) {
    state.beginBranch()
    walk(&self)
    let changes = state.endBranch()
    state.join([changes, [:]])
  }

  // MARK: Simple commands

  private mutating func readSimple(_ context: CmdContext, _ id: Int, _ index: Int) {
    let start = at
    if firstWord(at) == "set" { return readSet(context, id, index) }
    var words: [ShellWord] = []
    var redirects: [ShellRedirect] = []
    var end = at
    while let byte = peek() {
      if skipBlanks() { continue }
      if byte == 0x0A || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|")
        || byte == UInt8(ascii: ")")
      {
        break
      }
      if let redirect = readRedirect() {
        redirects.append(redirect)
        end = at
        continue
      }
      guard let word = readWord() else {
        at += 1
        continue
      }
      words.append(word)
      end = at
    }
    // `call` and `start` start something else.
    if words.count > 1, words[0].known?.lowercased() == "call" { words.removeFirst() }
    guard !words.isEmpty else { return }
    emit(UnwrappedCommand(words), redirects, start..<end, context, id, index)
  }

  private mutating func emit(
    _ command: UnwrappedCommand, _ redirects: [ShellRedirect], _ range: Range<Int>,
    _ context: CmdContext, _ id: Int, _ index: Int
  ) {
    let command = ShellCommand(
      words: command.words, assignments: command.assignments, redirects: redirects, range: range,
      dialect: .cmd, wrappers: command.wrappers,
      pipeline: ShellPipelinePlace(id: id, index: index, count: index + 1, outer: nil),
      follows: context.follows, outcome: .ignored(.noErrexit), function: nil,
      isConditional: context.isConditional, environment: state.environment)
    reading.commands.append(command)
    guard context.depth < ShellLimit.depth, let nested = QuotedScript(command.words) else { return }
    nested.read(
      as: command, state: state, into: &reading, firstID: &pipelines, nesting: &nesting)
  }

  /// `set X=value` and `set "X=value"`; to the end of the line or of the quotes.
  private mutating func readSet(_ context: CmdContext, _ id: Int, _ index: Int) {
    let start = at
    at += 3
    skipBlanks()
    let isQuoted = peek() == UInt8(ascii: "\"")
    if isQuoted { at += 1 }
    let isComputed = peek() == UInt8(ascii: "/")
    var text = ShellText()
    while let byte = peek(), byte != 0x0A, byte != 0x0D {
      if isQuoted
        ? byte == UInt8(ascii: "\"")
        : byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ")")
      {
        break
      }
      text.append(readPiece(byte, isQuoted: true))
    }
    if isQuoted, peek() == UInt8(ascii: "\"") { at += 1 }
    let prefix = text.knownPrefix
    guard let equals = prefix.utf8.firstIndex(of: UInt8(ascii: "=")), !isComputed else { return }
    let name = String(prefix[..<equals]).uppercased()
    var parts = text.parts
    parts[0] = .literal(String(prefix[prefix.utf8.index(after: equals)...]))
    let value = ShellText(parts: parts)
    state.set(name, .text(value))
    state.export(name)
    reading.commands.append(
      ShellCommand(
        words: [], assignments: [ShellAssignment(name: name, value: value, range: start..<at)],
        redirects: [], range: start..<at, dialect: .cmd, wrappers: [],
        pipeline: ShellPipelinePlace(id: id, index: index, count: index + 1, outer: nil),
        follows: context.follows, outcome: .ignored(.noErrexit), function: nil,
        isConditional: context.isConditional, environment: state.environment))
  }
}
