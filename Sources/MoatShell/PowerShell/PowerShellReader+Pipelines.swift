extension PowerShellReader {
  /// Pipelines joined by `&&` and `||`.
  mutating func readChain(_ context: PowerShellContext) {
    var connector = ShellConnector.sequence
    while true {
      let first = reading.commands.count
      var inner = context
      inner.follows = connector
      if connector != .sequence { inner.isConditional = true }
      readPipeline(inner)
      skipBlanks(andLines: false)
      let isAnd = starts(with: "&&")
      guard isAnd || starts(with: "||") else { break }
      at += 2
      skipBlanks(andLines: true)
      connector = isAnd ? .and : .or
      let outcome = isAnd ? ShellOutcome.decides : outcomeOfOr()
      for index in first..<reading.commands.count { reading.commands[index].outcome = outcome }
      if lastProgram.map({ $0 >= first }) ?? false { lastProgram = nil }
    }
    if peek() == UInt8(ascii: "&") { at += 1 }
  }

  private func outcomeOfOr() -> ShellOutcome {
    switch bareWord()?.lowercased() {
    case "exit", "throw", "return": .stops
    case "echo", "write-host", "write-output", "write-warning": .ignored(.orReport)
    case "true": .ignored(.orTrue)
    default: peek() == UInt8(ascii: "$") ? .ignored(.orTrue) : .handled
    }
  }

  private mutating func readPipeline(_ context: PowerShellContext) {
    pipelines += 1
    let id = pipelines
    let first = reading.commands.count
    var places: [Range<Int>] = []
    while true {
      skipBlanks(andLines: false)
      var inner = context
      inner.place = ShellPipelinePlace(
        id: id, index: places.count, count: places.count + 1, outer: context.place?.id)
      if !places.isEmpty { inner.follows = .pipe }
      let start = reading.commands.count
      readElement(inner)
      places.append(start..<reading.commands.count)
      skipBlanks(andLines: false)
      guard peek() == UInt8(ascii: "|"), peek(1) != UInt8(ascii: "|") else { break }
      at += 1
      skipBlanks(andLines: true)
    }
    guard places.count > 1 else { return }
    for index in first..<reading.commands.count where reading.commands[index].pipeline.id == id {
      reading.commands[index].setCount(places.count)
    }
  }

  private mutating func readElement(_ context: PowerShellContext) {
    guard let byte = peek() else { return }
    guard !reading.isFull else { return stop(.tooManyCommands) }
    if byte == UInt8(ascii: "&") && peek(1) != UInt8(ascii: "&")
      || byte == UInt8(ascii: ".") && peek(1).map(Self.isBlank) ?? false
    {
      at += 1
      skipBlanks(andLines: false)
      return readCommand(context, isSourced: byte == UInt8(ascii: "."))
    }
    if isAtExpression(byte) { return readExpressionStatement(context) }
    readCommand(context, isSourced: false)
  }

  private func isAtExpression(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: "@"), UInt8(ascii: "["),
      UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"), UInt8(ascii: "!"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
