extension PowerShellReader {
  mutating func readExpressionStatement(_ context: PowerShellContext) {
    let start = at
    if let target = readAssignmentTarget() { return assign(target, context) }
    var atoms: [ShellWord] = []
    var comparison: ShellWord?
    var isSum = true
    while let byte = peek() {
      if skipBlanks(andLines: false) { continue }
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
    guard context.depth <= ShellLimit.depth else { return stop(.tooDeep) }
    readStatement(context)
  }

  /// The arguments of a method, from its bracket. What WebClient downloads is a command here.
  mutating func readCall(_ member: Range<Int>, _ context: PowerShellContext) {
    let open = at
    var context = context
    context.depth += 1
    guard context.depth <= ShellLimit.depth else { return stop(.tooDeep) }
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
