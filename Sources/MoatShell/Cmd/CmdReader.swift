/// Reads cmd's batch language: lines, `&`, `&&`, `||`, `|`, brackets, `if`, `for`, `set` and
/// `%variables%`: https://learn.microsoft.com/windows-server/administration/windows-commands/cmd
struct CmdReader: ShellCursor {
  let source: ShellSource
  var at = 0
  var reading = ShellReading()
  /// Variables by their names in upper case.
  var state: ShellState
  var nesting: ShellNesting
  var pipelines = 0

  static func read(
    _ source: ShellSource, _ variables: [String: ShellText],
    _ nesting: ShellNesting = ShellNesting()
  ) -> ShellReading {
    var upper: [String: ShellText] = [:]
    for (name, text) in variables { upper[name.uppercased()] = text }
    var reader = CmdReader(source: source, state: ShellState(upper), nesting: nesting)
    reader.readLines(CmdContext())
    // The script's result is that of its last command.
    if let last = reader.reading.commands.indices.last,
      case .ignored(.noErrexit) = reader.reading.commands[last].outcome
    {
      reader.reading.commands[last].outcome = .stops
    }
    return reader.reading
  }

  struct CmdContext {
    var isConditional = false
    var follows: ShellConnector = .sequence
    var depth = 0
  }

  var end: Int { source.bytes.count }

  /// - Returns: whether there were any.
  @discardableResult mutating func skipBlanks(andLines: Bool = false) -> Bool {
    let start = at
    while let byte = peek() {
      if byte == 0x20 || byte == 0x09 || byte == 0x0D || andLines && byte == 0x0A {
        at += 1
      } else if byte == UInt8(ascii: "^"), peek(1) == 0x0A {
        at += 2
      } else if byte == UInt8(ascii: "^"), peek(1) == 0x0D, peek(2) == 0x0A {
        at += 3
      } else {
        break
      }
    }
    return at > start
  }

  /// Leaves the rest of the script unread.
  mutating func stop(_ why: ShellProblem.Kind) {
    reading.report(why, at: at)
    at = end
  }

  /// Reads up to a closing bracket of a block, which stays, or the end.
  mutating func readLines(_ context: CmdContext) {
    var context = context
    context.depth += 1
    guard context.depth <= ShellLimit.depth else { return stop(.tooDeep) }
    while true {
      skipBlanks(andLines: true)
      guard let byte = peek() else { return }
      if byte == UInt8(ascii: ")") {
        if context.depth > 1 { return }
        at += 1
        continue
      }
      if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|") {
        at += 1
        continue
      }
      let start = at
      readChain(context)
      if at == start { at += 1 }
    }
  }

  /// Commands joined by `&&`, `||` and `&`.
  private mutating func readChain(_ context: CmdContext) {
    var inner = context
    while true {
      let first = reading.commands.count
      readPipeline(inner)
      skipBlanks()
      guard let byte = peek(), byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|") else {
        return
      }
      if byte == UInt8(ascii: "&"), peek(1) != byte {
        at += 1
        inner = context
        continue
      }
      guard peek(1) == byte else { return }
      let isAnd = byte == UInt8(ascii: "&")
      at += 2
      skipBlanks()
      let outcome = isAnd ? ShellOutcome.decides : outcomeOfOr
      for index in first..<reading.commands.count { reading.commands[index].outcome = outcome }
      inner.follows = isAnd ? .and : .or
      inner.isConditional = true
    }
  }

  private var outcomeOfOr: ShellOutcome {
    switch firstWord(at) {
    case "exit", "goto", "(": .stops
    case "echo", "echo.": .ignored(.orReport)
    case "rem", "ver", "cd", "type": .ignored(.orTrue)
    default: .handled
    }
  }

  func firstWord(_ start: Int) -> String {
    var end = start
    while end < source.bytes.count, source.bytes[end] > 0x20, end - start < 16 { end += 1 }
    return source.string(start..<end).lowercased()
  }

  private mutating func readPipeline(_ context: CmdContext) {
    pipelines += 1
    let id = pipelines
    var context = context
    var index = 0
    let first = reading.commands.count
    while true {
      readCommand(context, id, index)
      skipBlanks()
      guard peek() == UInt8(ascii: "|"), peek(1) != UInt8(ascii: "|") else { break }
      at += 1
      skipBlanks()
      index += 1
      context.follows = .pipe
    }
    guard index > 0 else { return }
    for place in first..<reading.commands.count where reading.commands[place].pipeline.id == id {
      reading.commands[place].setCount(index + 1)
    }
  }
}
