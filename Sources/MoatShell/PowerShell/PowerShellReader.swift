/// Reads PowerShell: statements, pipelines, the words of commands, and of expressions as much as
/// calls commands or compares. The grammar is that of "about_Parsing" and the language
/// specification: https://learn.microsoft.com/powershell/scripting/lang-spec/chapter-08
struct PowerShellReader: ShellCursor {
  let source: ShellSource
  var at = 0
  var reading = ShellReading()
  /// Local variables by `$name` in lower case, environment variables by their name.
  var state: ShellState
  var options: ShellOptions
  var pipelines = 0
  var nesting = ShellNesting()
  /// A program whose status nobody has looked at yet.
  var lastProgram: Int?
  /// The value of the last statement, if it was an expression.
  var lastValue: ShellText?
  /// The quotes of here-strings that are not closed.
  var unclosedHereStrings: Set<UInt8> = []
  /// The last double quote of the script.
  let lastQuote: Int
  /// Whether a program that fails ends the script: `$PSNativeCommandUseErrorActionPreference`.
  var stopsAtPrograms = false

  init(_ source: ShellSource, _ state: ShellState, _ options: ShellOptions) {
    self.source = source
    self.state = state
    self.options = options
    lastQuote = source.bytes.lastIndex(of: UInt8(ascii: "\"")) ?? -1
  }

  static func read(
    _ source: ShellSource, _ variables: [String: ShellText], _ options: ShellOptions,
    _ nesting: ShellNesting = ShellNesting()
  ) -> ShellReading {
    var reader = PowerShellReader(source, ShellState(variables), options)
    reader.nesting = nesting
    while reader.at < source.bytes.count {
      reader.readStatements(PowerShellContext())
      guard reader.at < source.bytes.count else { break }
      // A bracket that closes nothing.
      reader.report(.unexpectedToken, reader.at)
      reader.at += 1
    }
    // The runner ends the script with the status of the last program.
    if let last = reader.lastProgram { reader.reading.commands[last].outcome = .stops }
    return reader.reading
  }

  var end: Int { source.bytes.count }

  mutating func report(_ kind: ShellProblem.Kind, _ offset: Int) {
    reading.report(kind, at: offset)
  }

  /// Leaves the rest of the script unread.
  mutating func stop(_ why: ShellProblem.Kind) {
    report(why, at)
    at = end
  }

  // MARK: Statements

  /// Reads up to a closing bracket, which stays, or the end.
  mutating func readStatements(_ context: PowerShellContext) {
    var context = context
    context.depth += 1
    guard context.depth <= ShellLimit.depth else { return stop(.tooDeep) }
    while at < source.bytes.count {
      skipBlanks(andLines: true)
      guard let byte = peek() else { return }
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: ")") { return }
      if byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "|")
        || byte == UInt8(ascii: "&") && peek(1) == UInt8(ascii: "&")
      {
        at += 1
        continue
      }
      let start = at
      readStatement(context)
      // Nothing that could be read: never stay in place.
      if at == start { at += 1 }
    }
  }

  mutating func readStatement(_ context: PowerShellContext) {
    switch bareWord()?.lowercased() {
    case "if", "elseif", "while", "switch":
      takeBareWord()
      skipBlanks(andLines: true)
      readGroup(context.testing)
      readBlock(context.conditional)
    case "else", "do", "until": readLoopWord(context)
    case "foreach", "for":
      takeBareWord()
      skipBlanks(andLines: true)
      if peek() == UInt8(ascii: "(") {
        readGroup(context)
        readBlock(context.conditional)
      }
    case "try": readTry(context)
    case "catch", "finally", "trap":
      takeBareWord()
      skipTypes()
      readBlock(context.conditional)
    case "function", "filter":
      takeBareWord()
      skipBlanks(andLines: false)
      let name = bareWord() ?? ""
      takeBareWord()
      skipBlanks(andLines: true)
      if peek() == UInt8(ascii: "(") { skipGroup() }
      var inner = context.conditional
      inner.function = name
      readBlock(inner)
    case "param":
      takeBareWord()
      skipBlanks(andLines: true)
      skipGroup()
    case "begin", "process", "end":
      let saved = at
      takeBareWord()
      skipBlanks(andLines: true)
      if peek() == UInt8(ascii: "{") {
        readBlock(context)
      } else {
        at = saved
        readChain(context)
      }
    case "return", "throw":
      takeBareWord()
      readChain(context)
    default: readChain(context)
    }
  }

  private mutating func readLoopWord(_ context: PowerShellContext) {
    let word = bareWord()?.lowercased()
    takeBareWord()
    skipBlanks(andLines: true)
    if word == "until" { readGroup(context.testing) } else { readBlock(context.conditional) }
  }

  private mutating func readTry(_ context: PowerShellContext) {
    takeBareWord()
    skipBlanks(andLines: true)
    let first = reading.commands.count
    readBlock(context)
    let last = reading.commands.count
    skipBlanks(andLines: true)
    guard bareWord()?.lowercased() == "catch" else { return }
    takeBareWord()
    skipTypes()
    let start = at
    readBlock(context.conditional)
    let text = source.string(start..<at).lowercased()
    guard !text.contains("throw"), !text.contains("exit"), !text.contains("write-error") else {
      return
    }
    for index in first..<last where reading.commands[index].outcome == .stops {
      reading.commands[index].outcome = .ignored(.caught)
    }
  }

  /// `[System.Exception]` behind `catch`.
  private mutating func skipTypes() {
    skipBlanks(andLines: true)
    while peek() == UInt8(ascii: "[") {
      while let byte = peek(), byte != UInt8(ascii: "]"), byte != UInt8(ascii: "\n") { at += 1 }
      if peek() == UInt8(ascii: "]") { at += 1 }
      skipBlanks(andLines: true)
    }
  }

  /// `{ … }`, whose assignments may not happen.
  mutating func readBlock(_ context: PowerShellContext) {
    skipBlanks(andLines: true)
    guard peek() == UInt8(ascii: "{") else { return }
    let open = at
    at += 1
    state.beginBranch()
    readStatements(context)
    let changes = state.endBranch()
    state.join([changes, [:]])
    if peek() == UInt8(ascii: "}") { at += 1 } else { report(.unclosedBlock, open) }
  }

  /// `( … )`
  mutating func readGroup(_ context: PowerShellContext) {
    guard peek() == UInt8(ascii: "(") else { return }
    let open = at
    at += 1
    readStatements(context)
    if peek() == UInt8(ascii: ")") { at += 1 } else { report(.unclosedBlock, open) }
  }

  private mutating func skipGroup() {
    guard peek() == UInt8(ascii: "(") else { return }
    var depth = 0
    while let byte = peek() {
      if byte == UInt8(ascii: "(") { depth += 1 }
      if byte == UInt8(ascii: ")") { depth -= 1 }
      at += 1
      if depth == 0 { return }
    }
  }
}
