extension PowerShellReader {
  /// `$name`, `${name}`, `$env:NAME`, `$( … )`
  mutating func readVariable(_ context: PowerShellContext, isQuoted: Bool = false) -> ShellText {
    at += 1
    guard let byte = peek() else { return ShellText("$") }
    if byte == UInt8(ascii: "(") { return readOutput(context) }
    var name: String
    if byte == UInt8(ascii: "{") {
      let from = at + 1
      while let byte = peek(), byte != UInt8(ascii: "}"), byte != 0x0A { at += 1 }
      name = source.string(from..<at)
      at = min(at + 1, source.bytes.count)
    } else {
      let from = at
      while let byte = peek(), Self.isNameByte(byte) || byte == UInt8(ascii: ":") {
        // `$x:` ends a name in text.
        if byte == UInt8(ascii: ":"), !(peek(1).map(Self.isNameByte) ?? false) { break }
        at += 1
      }
      name = source.string(from..<at)
      if name.isEmpty {
        if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "$") {
          at += 1
          name = source.string(at - 1..<at)
        } else {
          return ShellText("$")
        }
      }
    }
    let lower = name.lowercased()
    if lower == "lastexitcode" || name == "?" { noteStatus() }
    let text = value(lower, name)
    // A property of something: of a command's output it is still that command's.
    if !isQuoted, skipMembers(context) {
      return text.outputs.isEmpty ? ShellText(parts: [.variable("$\(lower).")]) : text
    }
    return text
  }

  private func value(_ lower: String, _ name: String) -> ShellText {
    switch lower {
    case "true", "false", "null": return ShellText(lower)
    default: break
    }
    if lower.hasPrefix("env:") { return state.text(String(name.dropFirst(4))) }
    return state.text("$\(lower)")
  }

  static func isNameByte(_ byte: UInt8) -> Bool { BashParser.isNameByte(byte, isFirst: false) }

  /// `.Member`, `.Method( … )`, `[index]`; whether there was one.
  mutating func skipMembers(_ context: PowerShellContext) -> Bool {
    var found = false
    while let byte = peek() {
      if byte == UInt8(ascii: "."), peek(1).map(Self.isNameByte) ?? false {
        at += 1
        let from = at
        while let byte = peek(), Self.isNameByte(byte) { at += 1 }
        let member = from..<at
        if peek() == UInt8(ascii: "(") { readCall(member, context) }
        found = true
      } else if byte == UInt8(ascii: "[") {
        while let byte = peek(), byte != UInt8(ascii: "]"), byte != 0x0A { at += 1 }
        if peek() == UInt8(ascii: "]") { at += 1 }
        found = true
      } else if starts(with: "::") {
        at += 2
        let from = at
        while let byte = peek(), Self.isNameByte(byte) { at += 1 }
        if peek() == UInt8(ascii: "(") { readCall(from..<at, context) }
        found = true
      } else {
        break
      }
    }
    return found
  }

  /// `( … )` as a value: what the commands in it print.
  mutating func readOutput(_ context: PowerShellContext) -> ShellText {
    pipelines += 1
    let id = pipelines
    var inner = context
    inner.place = ShellPipelinePlace(id: id, index: 0, count: 1, outer: context.place?.id)
    inner.follows = .sequence
    let start = at
    let before = reading.commands.count
    lastValue = nil
    readGroup(inner)
    if at == start { at += 1 }
    var text = ShellText(parts: [.output(id)])
    // A value in brackets is that value.
    if reading.commands.count == before, let value = lastValue { text = value }
    lastValue = nil
    if skipMembers(context), text.outputs.isEmpty { return .anything }
    return text
  }

  /// `@( … )`, `@{ … }`, `@'…'@`; nil for a splatted variable, which is unknown.
  mutating func readAt(_ context: PowerShellContext) -> ShellText? {
    switch peek(1) {
    case UInt8(ascii: "("):
      at += 1
      return readOutput(context)
    case UInt8(ascii: "{"):
      at += 1
      readBlock(context.conditional)
      return .anything
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return readHereString(context)
    case let byte? where Self.isNameByte(byte):
      at += 1
      let from = at
      while let byte = peek(), Self.isNameByte(byte) { at += 1 }
      return ShellText(parts: [.variable("@" + source.string(from..<at).lowercased())])
    default: return nil
    }
  }
}
