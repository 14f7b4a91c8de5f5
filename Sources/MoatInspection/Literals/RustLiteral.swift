import MoatRust

/// What stands between the quotes of a literal.
struct RustLiteral {
  /// The bytes that hold the contents: the file's own, or a copy with the escapes undone.
  let bytes: [UInt8]
  let range: Range<Int>
  /// Whether `range` counts in the file.
  let isVerbatim: Bool

  /// Reads a string, byte string or C string.
  ///
  /// Escapes that rustc refuses are kept as written.
  init(_ token: Token, in file: [UInt8]) {
    var memory: [UInt8] = []
    self.init(token, in: file, &memory)
  }

  /// Reads a string, byte string or C string, or a character or byte.
  ///
  /// - Parameter memory: for the copy, where there is one. It is made anew while another literal has it.
  init(_ token: Token, in file: [UInt8], _ memory: inout [UInt8]) {
    let isCharacter = token.kind == .character || token.kind == .byte
    let range =
      isCharacter ? Self.character(token, in: file) : Self.contents(of: token, in: file)
    let isRaw =
      token.kind == .rawString || token.kind == .rawByteString || token.kind == .rawCString
    if isRaw || !Self.hasEscape(file, range) {
      self.init(bytes: file, range: range, isVerbatim: true)
    } else {
      LiteralValue.unescape(file.span.extracting(range), into: &memory)
      self.init(bytes: memory, range: 0..<memory.count, isVerbatim: false)
    }
  }

  private init(bytes: [UInt8], range: Range<Int>, isVerbatim: Bool) {
    self.bytes = bytes
    self.range = range
    self.isVerbatim = isVerbatim
  }

  /// The offsets between the quotes; empty for what is not a whole literal.
  static func contents(of token: Token, in file: [UInt8]) -> Range<Int> {
    let end = min(token.upper, file.count)
    var lower = token.lower
    while lower < end, file[lower] != UInt8(ascii: "\"") { lower += 1 }
    var upper = end - 1
    while upper > lower, file[upper] != UInt8(ascii: "\"") { upper -= 1 }
    return lower + 1 <= upper ? lower + 1..<upper : min(lower, end)..<min(lower, end)
  }

  /// The offsets between the quotes of a character or byte; empty for what is not a whole one.
  private static func character(_ token: Token, in file: [UInt8]) -> Range<Int> {
    var lower = token.lower
    let end = min(token.upper, file.count)
    while lower < end, file[lower] != UInt8(ascii: "'") { lower += 1 }
    guard lower + 1 < end, file[end - 1] == UInt8(ascii: "'") else { return 0..<0 }
    return lower + 1..<end - 1
  }

  @inline(__always)
  private static func hasEscape(_ file: [UInt8], _ range: Range<Int>) -> Bool {
    let text = file.span.extracting(range)
    // All of it without a branch: the compiler makes that many bytes at once.
    var found: UInt8 = 0
    for offset in text.indices { found |= text[offset] == UInt8(ascii: "\\") ? 1 : 0 }
    return found != 0
  }
}
