extension PowerShellReader {
  // MARK: Commands

  mutating func readCommand(_ context: PowerShellContext, isSourced: Bool) {
    let start = at
    var words: [ShellWord] = isSourced ? [ShellWord(ShellText("."), range: at..<at)] : []
    var redirects: [ShellRedirect] = []
    var end = at
    while let byte = peek() {
      if Self.isBlank(byte) || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "#") {
        let before = at
        skipBlanks(andLines: false)
        if at > before { continue }
      }
      if let redirect = readRedirect(context) {
        redirects.append(redirect)
        end = at
        continue
      }
      if Self.endsCommand(byte) { break }
      if byte == UInt8(ascii: "&"), words.isEmpty { break }
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

  private static func endsCommand(_ byte: UInt8) -> Bool {
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
  private mutating func readRedirect(_ context: PowerShellContext) -> ShellRedirect? {
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
    guard peek() == UInt8(ascii: ">") || peek() == UInt8(ascii: "<") else { return nil }
    at += 1
    let isAppend = peek() == UInt8(ascii: ">")
    if isAppend { at += 1 }
    if peek() == UInt8(ascii: "&") {
      at = min(at + 2, source.bytes.count)
      return ShellRedirect(
        kind: .duplicate, descriptor: descriptor, target: ShellText(), range: start..<at)
    }
    skipBlanks(andLines: false)
    let word = readWord(context)
    return ShellRedirect(
      kind: isAppend ? .append : .output, descriptor: descriptor,
      target: word?.text ?? .anything, range: start..<at)
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

  private mutating func append(
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
    let commands = nested.read(as: outer, state: state, firstID: &pipelines, nesting: &nesting)
    reading.commands += commands
  }

  // MARK: Expressions

  mutating func readExpressionStatement(_ context: PowerShellContext) {
    let start = at
    if let target = readAssignmentTarget() { return assign(target, context) }
    var atoms: [ShellWord] = []
    var comparison: ShellWord?
    var isSum = true
    while let byte = peek() {
      if Self.isBlank(byte) || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "#") {
        let before = at
        skipBlanks(andLines: false)
        if at > before { continue }
      }
      if Self.endsCommand(byte) || byte == UInt8(ascii: "&") { break }
      if byte == UInt8(ascii: "-"), let word = bareWord(), word.utf8.count > 2 {
        let from = at
        takeBareWord()
        if PowerShellNames.comparisons.contains(word.lowercased()) {
          comparison = ShellWord(ShellText(word.lowercased()), range: from..<at)
        }
        isSum = false
        continue
      }
      if readRedirect(context) != nil { continue }
      if byte == UInt8(ascii: "!") || byte == UInt8(ascii: ",") {
        at += 1
        isSum = false
        continue
      }
      if byte == UInt8(ascii: "+") {
        at += 1
        continue
      }
      guard let word = readWord(context) else {
        at += 1
        continue
      }
      atoms.append(word)
    }
    if let comparison {
      lastValue = nil
      append(
        UnwrappedCommand(words: [comparison] + atoms), [], start..<at,
        context.isTest ? .decides : .ignored(.noErrexit), context)
      return
    }
    lastValue = nil
    guard isSum, !atoms.isEmpty else { return }
    var sum = ShellText()
    for atom in atoms { sum.append(atom.text) }
    lastValue = sum
  }

  private struct Target {
    let key: String
    let isEnvironment: Bool
    let isAppend: Bool
  }

  /// `$name =`, `[type]$name =`, `$env:NAME +=`; otherwise stays where it is.
  private mutating func readAssignmentTarget() -> Target? {
    let saved = at
    while peek() == UInt8(ascii: "[") {
      while let byte = peek(), byte != UInt8(ascii: "]"), byte != 0x0A { at += 1 }
      if peek() == UInt8(ascii: "]") { at += 1 }
    }
    guard peek() == UInt8(ascii: "$"), peek(1).map(Self.isNameByte) ?? false else {
      at = saved
      return nil
    }
    at += 1
    let from = at
    while let byte = peek(), Self.isNameByte(byte) || byte == UInt8(ascii: ":") { at += 1 }
    let name = source.string(from..<at)
    skipBlanks(andLines: false)
    let isAppend = starts(with: "+=")
    guard isAppend || peek() == UInt8(ascii: "=") else {
      at = saved
      return nil
    }
    at += isAppend ? 2 : 1
    var lower = name.lowercased()
    if lower.hasPrefix("env:") {
      return Target(key: String(name.dropFirst(4)), isEnvironment: true, isAppend: isAppend)
    }
    for scope in ["script:", "global:", "local:"] where lower.hasPrefix(scope) {
      lower = String(lower.dropFirst(scope.count))
    }
    return Target(key: "$\(lower)", isEnvironment: false, isAppend: isAppend)
  }

  private mutating func assign(_ target: Target, _ context: PowerShellContext) {
    skipBlanks(andLines: true)
    let before = reading.commands.count
    pipelines += 1
    let id = pipelines
    var inner = context
    inner.place = ShellPipelinePlace(id: id, index: 0, count: 1, outer: context.place?.id)
    lastValue = nil
    readAssigned(inner)
    var text = ShellText(parts: [.output(id)])
    if let value = lastValue {
      text = value
    } else if reading.commands.count == before {
      text = ShellText(parts: [.variable(target.key)])
    }
    lastValue = nil
    if target.isAppend {
      var whole = state.text(target.key)
      whole.append(text)
      text = whole
    }
    state.set(target.key, .text(text))
    if target.isEnvironment { state.export(target.key) }
    let known = text.known?.lowercased()
    if target.key == "$erroractionpreference" { options.stopsOnError = known == "stop" }
    if target.key == "$psnativecommanduseerroractionpreference" {
      stopsAtPrograms = known == "true"
    }
  }

  /// What stands behind `=`: an expression, a statement or a pipeline.
  private mutating func readAssigned(_ context: PowerShellContext) {
    var context = context
    context.depth += 1
    guard context.depth <= ShellLimit.depth else {
      report(.tooDeep, at)
      at = source.bytes.count
      return
    }
    readStatement(context)
  }

  /// The arguments of a method, from its bracket. What WebClient downloads is a command here.
  mutating func readCall(_ member: Range<Int>, _ context: PowerShellContext) {
    let open = at
    var context = context
    context.depth += 1
    guard context.depth <= ShellLimit.depth else {
      report(.tooDeep, at)
      at = source.bytes.count
      return
    }
    at += 1
    var words = [ShellWord(ShellText(source.string(member)), range: member)]
    while let byte = peek(), byte != UInt8(ascii: ")") {
      skipBlanks(andLines: true)
      if peek() == UInt8(ascii: ")") { break }
      if let word = readWord(context) {
        words.append(word)
      } else if peek() != nil {
        at += 1
      }
    }
    if peek() == UInt8(ascii: ")") { at += 1 } else { report(.unclosedBlock, open) }
    let name = words[0].known?.lowercased() ?? ""
    guard ["downloadfile", "downloadstring", "downloaddata"].contains(name) else { return }
    append(
      UnwrappedCommand(words: words), [], member.lowerBound..<at,
      options.stopsOnError ? .stops : .ignored(.noErrexit), context)
  }
}

enum PowerShellNames {
  static let comparisons: Set<String> = [
    "-eq", "-ne", "-ceq", "-cne", "-ieq", "-ine", "-like", "-notlike", "-match", "-notmatch",
    "-contains", "-notcontains", "-in", "-notin", "-cmatch", "-imatch",
  ]

  /// Whether a name is PowerShell's own, whose errors are not a program's status.
  static func isCmdlet(_ name: String) -> Bool {
    let lower = name.lowercased()
    if own.contains(lower) { return true }
    guard let dash = lower.firstIndex(of: "-") else { return false }
    return verbs.contains(String(lower[..<dash]))
  }

  private static let own: Set<String> = [
    "iwr", "irm", "iex", "echo", "cd", "cp", "mv", "rm", "ls", "cat", "mkdir", "exit", "return",
    "copy", "move", "del", "dir", "ni", "gci", "sls", "where", "foreach", "select", "sort", "type",
    "downloadfile", "downloadstring", "downloaddata", "throw", "break", "continue",
  ]

  private static let verbs: Set<String> = [
    "add", "clear", "compare", "compress", "convertfrom", "convertto", "copy", "enter", "exit",
    "expand", "export", "find", "foreach", "format", "get", "import", "install", "invoke", "join",
    "measure", "move", "new", "out", "pop", "push", "read", "register", "remove", "rename",
    "resolve", "restart", "save", "select", "set", "sort", "split", "start", "stop", "tee", "test",
    "unblock", "update", "wait", "where", "write",
  ]
}
