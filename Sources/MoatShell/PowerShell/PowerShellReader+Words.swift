extension PowerShellReader {
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  /// Blanks, comments and lines continued with a backtick.
  ///
  /// - Returns: whether there were any.
  @discardableResult mutating func skipBlanks(andLines: Bool) -> Bool {
    let start = at
    while let byte = peek() {
      if Self.isBlank(byte) || andLines && byte == 0x0A {
        at += 1
      } else if byte == UInt8(ascii: "`"), peek(1) == 0x0A {
        at += 2
      } else if byte == UInt8(ascii: "`"), peek(1) == 0x0D, peek(2) == 0x0A {
        at += 3
      } else if byte == UInt8(ascii: "#"), at == 0 || Self.endsWord(source.bytes[at - 1]) {
        while let byte = peek(), byte != 0x0A { at += 1 }
      } else if starts(with: "<#") {
        let open = at
        at += 2
        while at < source.bytes.count, !starts(with: "#>") { at += 1 }
        if at >= source.bytes.count { report(.unclosedQuote, open) }
        at = min(at + 2, source.bytes.count)
      } else {
        break
      }
    }
    return at > start
  }

  static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "<"), UInt8(ascii: ">"):
      true
    default: false
    }
  }

  /// The word here if it is letters only, or letters and dashes: a keyword, a cmdlet.
  func bareWord() -> String? {
    var end = at
    while end < source.bytes.count, Self.isWordByte(source.bytes[end]) { end += 1 }
    return end > at ? source.string(at..<end) : nil
  }

  mutating func takeBareWord() {
    while let byte = peek(), Self.isWordByte(byte) { at += 1 }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  /// One argument; a comma joins several to a list, of which each is a word.
  mutating func readWord(_ context: PowerShellContext) -> ShellWord? {
    let start = at
    var text = ShellText()
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "'"): text.append(readLiteral())
      case UInt8(ascii: "\""): text.append(readExpandable(context))
      case UInt8(ascii: "$"): text.append(readVariable(context))
      case UInt8(ascii: "@"):
        guard let part = readAt(context) else {
          text.append(.literal("@"))
          at += 1
          continue
        }
        text.append(part)
      case UInt8(ascii: "("): text.append(readOutput(context))
      case UInt8(ascii: "{"):
        readBlock(context.conditional)
        text.append(.unknown)
      case UInt8(ascii: "`"):
        at += 1
        if let next = peek() {
          if next == 0x0A || next == 0x0D { return finish(text, start) }
          text.append(.literal(source.string(at..<at + 1)))
          at += 1
        }
      case UInt8(ascii: ","):
        at += 1
        skipBlanks(andLines: true)
        return finish(text, start)
      case ShellSource.maskStart: text.append(takeMask())
      default:
        if Self.endsWord(byte) { return finish(text, start) }
        let from = at
        while let byte = peek(), Self.isPlain(byte) { at += 1 }
        text.append(.literal(source.string(from..<at)))
      }
    }
    return finish(text, start)
  }

  private func finish(_ text: ShellText, _ start: Int) -> ShellWord? {
    guard at > start else { return nil }
    let isSplat = source.bytes[start] == UInt8(ascii: "@")
    return ShellWord(text, range: start..<at, mayBeSeveral: isSplat)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "$"), UInt8(ascii: "`"),
      UInt8(ascii: ","), UInt8(ascii: "@"), ShellSource.maskStart:
      false
    default: !endsWord(byte)
    }
  }

  /// `'…'`, in which `''` is one quote.
  mutating func readLiteral() -> ShellText {
    let open = at
    at += 1
    var text = ShellText()
    var from = at
    while let byte = peek() {
      if byte == ShellSource.maskStart {
        text.append(.literal(source.string(from..<at)))
        text.append(takeMask())
        from = at
        continue
      }
      if byte == UInt8(ascii: "'") {
        if peek(1) == UInt8(ascii: "'") {
          text.append(.literal(source.string(from..<at + 1)))
          at += 2
          from = at
          continue
        }
        text.append(.literal(source.string(from..<at)))
        at += 1
        return text
      }
      at += 1
    }
    recover(open)
    return .anything
  }

  /// A quote that is never closed: what follows is read from the next line on.
  private mutating func recover(_ open: Int) {
    report(.unclosedQuote, open)
    at = open + 1
    while let byte = peek(), byte != 0x0A { at += 1 }
  }

  /// `"…"`
  mutating func readExpandable(_ context: PowerShellContext) -> ShellText {
    let open = at
    // Looking for the end first keeps a missing quote from costing the commands behind it.
    guard hasClosingQuote else {
      recover(open)
      return .anything
    }
    at += 1
    var text = ShellText()
    while let byte = peek() {
      switch byte {
      case UInt8(ascii: "\""):
        if peek(1) == UInt8(ascii: "\"") {
          text.append(.literal("\""))
          at += 2
          continue
        }
        at += 1
        return text
      case UInt8(ascii: "`"):
        at += 1
        if let next = peek() {
          switch next {
          case UInt8(ascii: "n"): text.append(.literal("\n"))
          case UInt8(ascii: "t"): text.append(.literal("\t"))
          default: text.append(.literal(source.string(at..<at + 1)))
          }
          at += 1
        }
      case UInt8(ascii: "$"): text.append(readVariable(context, isQuoted: true))
      case ShellSource.maskStart: text.append(takeMask())
      default:
        let from = at
        while let byte = peek(), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "`"),
          byte != UInt8(ascii: "$"), byte != ShellSource.maskStart
        {
          at += 1
        }
        text.append(.literal(source.string(from..<at)))
      }
    }
    report(.unclosedQuote, open)
    return text
  }

  /// Whether there is a quote at all behind the one here.
  private var hasClosingQuote: Bool { lastQuote > at }

  /// `@"` to `"@` at the start of a line.
  mutating func readHereString(_ context: PowerShellContext) -> ShellText? {
    let open = at
    let quote = source.bytes[at + 1]
    guard !unclosedHereStrings.contains(quote) else { return nil }
    var end = at + 2
    while end + 1 < source.bytes.count {
      if source.bytes[end] == 0x0A, source.bytes[end + 1] == quote,
        end + 2 < source.bytes.count, source.bytes[end + 2] == UInt8(ascii: "@")
      {
        let start = min(open + 3, end)
        at = end + 3
        return ShellText(source.string(start..<end))
      }
      end += 1
    }
    // None that begins later is closed either.
    unclosedHereStrings.insert(quote)
    report(.unclosedHereDocument, open)
    return nil
  }
}
