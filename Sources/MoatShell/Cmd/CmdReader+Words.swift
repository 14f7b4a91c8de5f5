extension CmdReader {
  mutating func readRedirect() -> ShellRedirect? {
    let start = at
    var descriptor: Int?
    if let byte = peek(), (0x30...0x39).contains(byte), peek(1) == UInt8(ascii: ">") {
      descriptor = Int(byte - 0x30)
      at += 1
    }
    return takeRedirect(from: start, descriptor: descriptor) { reader in
      reader.skipBlanks()
      return reader.readWord()
    }
  }

  mutating func readWord() -> ShellWord? {
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
    if isQuoted { reading.report(.unclosedQuote, at: start) }
    return at > start ? ShellWord(text, range: start..<at) : nil
  }

  static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: ")"):
      true
    default: false
    }
  }

  /// A character, an escape, a variable or a mask.
  mutating func readPiece(_ byte: UInt8, isQuoted: Bool) -> ShellText {
    switch byte {
    case ShellSource.maskStart: return takeMask()
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
