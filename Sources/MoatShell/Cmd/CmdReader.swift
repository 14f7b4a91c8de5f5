/// Reads cmd's batch language: lines, `&`, `&&`, `||`, `|`, brackets, `if`, `for`, `set` and
/// `%variables%`: https://learn.microsoft.com/windows-server/administration/windows-commands/cmd
struct CmdReader {
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

  private func peek(_ ahead: Int = 0) -> UInt8? {
    at + ahead < source.bytes.count ? source.bytes[at + ahead] : nil
  }

  private mutating func skipBlanks(andLines: Bool = false) {
    while let byte = peek() {
      if byte == 0x20 || byte == 0x09 || byte == 0x0D || andLines && byte == 0x0A {
        at += 1
      } else if byte == UInt8(ascii: "^"), peek(1) == 0x0A {
        at += 2
      } else if byte == UInt8(ascii: "^"), peek(1) == 0x0D, peek(2) == 0x0A {
        at += 3
      } else {
        return
      }
    }
  }

  /// Reads up to a closing bracket of a block, which stays, or the end.
  private mutating func readLines(_ context: CmdContext) {
    var context = context
    context.depth += 1
    guard context.depth <= ShellLimit.depth, reading.commands.count < ShellLimit.commands else {
      reading.problems.append(ShellProblem(.tooDeep, at: at))
      at = source.bytes.count
      return
    }
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

  private func firstWord(_ start: Int) -> String {
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

  private mutating func readCommand(_ context: CmdContext, _ id: Int, _ index: Int) {
    var context = context
    context.depth += 1
    guard context.depth <= ShellLimit.depth else {
      reading.problems.append(ShellProblem(.tooDeep, at: at))
      at = source.bytes.count
      return
    }
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
      reading.problems.append(ShellProblem(.unclosedBlock, at: open))
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
      if byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == UInt8(ascii: "^") {
        let before = at
        skipBlanks()
        if at > before { continue }
      }
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
    let inner = nested.read(as: command, state: state, firstID: &pipelines, nesting: &nesting)
    reading.commands += inner
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

  private mutating func readRedirect() -> ShellRedirect? {
    let start = at
    var descriptor: Int?
    if let byte = peek(), (0x30...0x39).contains(byte), peek(1) == UInt8(ascii: ">") {
      descriptor = Int(byte - 0x30)
      at += 1
    }
    guard let sign = peek(), sign == UInt8(ascii: ">") || sign == UInt8(ascii: "<") else {
      return nil
    }
    at += 1
    let isAppend = peek() == UInt8(ascii: ">")
    if isAppend { at += 1 }
    if peek() == UInt8(ascii: "&") {
      at = min(at + 2, source.bytes.count)
      return ShellRedirect(
        kind: .duplicate, descriptor: descriptor, target: ShellText(), range: start..<at)
    }
    skipBlanks()
    let target = readWord()?.text ?? .anything
    let kind: ShellRedirect.Kind =
      sign == UInt8(ascii: "<") ? .input : isAppend ? .append : .output
    return ShellRedirect(kind: kind, descriptor: descriptor, target: target, range: start..<at)
  }

  private mutating func readWord() -> ShellWord? {
    let start = at
    var text = ShellText()
    var isQuoted = false
    while let byte = peek(), byte != 0x0A, byte != 0x0D {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
        at += 1
        continue
      }
      if !isQuoted, Self.endsWord(byte) { break }
      text.append(readPiece(byte, isQuoted: isQuoted))
    }
    if isQuoted { reading.problems.append(ShellProblem(.unclosedQuote, at: start)) }
    return at > start ? ShellWord(text, range: start..<at) : nil
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: ")"):
      true
    default: false
    }
  }

  /// A character, an escape, a variable or a mask.
  private mutating func readPiece(_ byte: UInt8, isQuoted: Bool) -> ShellText {
    switch byte {
    case ShellSource.maskStart:
      let text = source.text(ofMaskAt: at)
      at += 1
      while peek() == ShellSource.maskRest { at += 1 }
      return text
    case UInt8(ascii: "^") where !isQuoted && (peek(1) ?? 0x0A) != 0x0A:
      at += 2
      return ShellText(source.string(at - 1..<at))
    case UInt8(ascii: "%"), UInt8(ascii: "!"): return readVariable(byte)
    default:
      let from = at
      at += 1
      while let next = peek(), !Self.isSpecial(next) { at += 1 }
      return ShellText(source.string(from..<at))
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x0A, 0x0D, UInt8(ascii: "\""), UInt8(ascii: "^"), UInt8(ascii: "%"), UInt8(ascii: "!"),
      ShellSource.maskStart:
      true
    default: endsWord(byte)
    }
  }

  /// `%NAME%`, `!NAME!`, `%1`, `%%i`
  private mutating func readVariable(_ sign: UInt8) -> ShellText {
    let start = at
    at += 1
    if peek() == sign, sign == UInt8(ascii: "%") {
      at += 1
      if peek() != nil { at += 1 }
      return ShellText(parts: [.variable(source.string(start..<at))])
    }
    var end = at
    while end < source.bytes.count, source.bytes[end] > 0x20, source.bytes[end] != sign,
      source.bytes[end] != UInt8(ascii: "\""), source.bytes[end] < 0x80
    {
      end += 1
    }
    guard end < source.bytes.count, source.bytes[end] == sign, end > at else {
      if sign == UInt8(ascii: "%"), let byte = peek(),
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "~")
      {
        at += 1
        return ShellText(parts: [.variable(source.string(start..<at))])
      }
      return ShellText(source.string(start..<at))
    }
    let name = source.string(at..<end)
    at = end + 1
    // `%X:a=b%` and `%X:~1,2%` change it.
    guard !name.contains(":") else { return ShellText(parts: [.variable(name)]) }
    return state.text(name.uppercased())
  }
}
