/// Cuts a file into what the compiler's parser sees, comments and lines, in one pass.
///
/// The commonest pieces, which are blanks, names and punctuation, are cut here; all others by ``Lexer``.
/// What comes out are ``Lexer``'s tokens.
struct TokenReader {
  private(set) var comments: ContiguousArray<Token> = []
  private(set) var lines = LineTable()
  private(set) var hasShebang = false
  /// The names and `>` that `::` follows, as indices into the tokens.
  private(set) var leads: ContiguousArray<UInt32> = []

  private let edition: RustEdition
  private let keywords = Keyword.table
  private var offset = 0
  /// What the line at hand has so far.
  private var content = LineTable.Content.nothing
  /// Whether the token before is a name or `>`.
  private var canLead = false

  init(_ edition: RustEdition) { self.edition = edition }

  mutating func read(_ bytes: [UInt8]) -> ContiguousArray<Token> {
    let span = bytes.span
    let end = min(span.count, Lexer.byteLimit)
    // Real files have a token for each five or six bytes, and lines of some forty.
    var room = end / 5 + 64
    lines.reserve(end / 36 + 16)
    var tokens = ContiguousArray<Token>()
    while offset < end {
      let first = tokens.count
      tokens.append(addingCapacity: room) { output in cut(span, end, first, into: &output) }
      room = max(64, tokens.count)
    }
    lines.finish(at: end, content)
    return tokens
  }

  /// Cuts as many tokens as there is room for.
  ///
  /// - Parameter first: how many there are before.
  @inline(__always)
  private mutating func cut(
    _ bytes: Span<UInt8>, _ end: Int, _ first: Int, into output: inout OutputSpan<Token>
  ) {
    var offset = offset
    var content = content
    var canLead = canLead
    // Two colons are cut at once.
    while offset < end, output.freeCapacity > 1 {
      let byte = bytes[offset]
      if byte == UInt8(ascii: " ") || byte &- 0x09 < 5 && byte != UInt8(ascii: "\n") {
        offset += 1
      } else if byte == UInt8(ascii: "\n"), offset > 3 {
        offset += 1
        lines.end(at: offset, content)
        content = .nothing
        offset = Self.endOfIndentation(in: bytes, from: offset)
      } else if Self.beginsName(byte), let token = name(in: bytes, from: offset) {
        content = .code
        output.append(token)
        offset = token.upper
        canLead = true
      } else if Self.isPunctuation(byte), offset > 3 {
        content = .code
        output.append(Token(punctuation: byte, at: offset))
        offset += 1
        if byte == UInt8(ascii: ":"), offset < end, bytes[offset] == byte {
          output.append(Token(punctuation: byte, at: offset))
          offset += 1
          if canLead { leads.append(UInt32(truncatingIfNeeded: first + output.count - 3)) }
        }
        canLead = byte == UInt8(ascii: ">")
      } else {
        let token = other(in: bytes, from: offset)
        offset = token.upper
        content = pass(token, content, bytes)
        if token.kind.isSignificant {
          output.append(token)
          canLead = token.kind == .identifier || token.kind == .rawIdentifier
        }
      }
    }
    self.offset = offset
    self.content = content
    self.canLead = canLead
  }

  /// Any token, as ``Lexer`` cuts it.
  @inline(never)
  private func other(in bytes: Span<UInt8>, from start: Int) -> Token {
    let (kind, end) =
      start <= 3
      ? Lexer.opening(of: bytes, from: start, edition)
      : Lexer.piece(of: bytes, from: start, edition)
    switch kind {
    case .punctuation: return Token(punctuation: bytes[start], at: start)
    case .identifier, .rawIdentifier:
      return Token.named(Token(kind: kind, lower: start, upper: end), in: bytes)
    default: return Token(kind: kind, lower: start, upper: end)
    }
  }

  /// Notes a token that is not a plain name, and the lines that end in it.
  ///
  /// - Returns: what the line has that the token ends in.
  private mutating func pass(
    _ token: Token, _ content: LineTable.Content, _ bytes: Span<UInt8>
  ) -> LineTable.Content {
    let own: LineTable.Content
    switch token.kind {
    case .whitespace, .byteOrderMark: own = .nothing
    case .lineComment, .blockComment:
      own = .comment
      comments.append(token)
    case .shebang:
      own = .code
      hasShebang = true
    default: own = .code
    }
    var content = max(content, own)
    if case .lineComment = token.kind { return content }
    var next = token.lower
    while true {
      next = Lexer.offset(of: UInt8(ascii: "\n"), in: bytes, from: next, to: token.upper) + 1
      guard next <= token.upper else { return content }
      lines.end(at: next, content)
      content = next < token.upper ? own : .nothing
    }
  }

  // MARK: names

  @inline(__always)
  private static func beginsName(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_")
  }

  /// A name in ASCII; nil for what may be anything else.
  @inline(__always)
  private func name(in bytes: Span<UInt8>, from start: Int) -> Token? {
    guard start > 3, start + 8 <= bytes.count else { return nil }
    let head = Bytes8(bytes, at: start)
    let others = head.notInIdentifiers
    guard others != 0 else { return longName(in: bytes, from: start, head.word) }
    let length = others.trailingZeroBitCount >> 3
    let next = UInt8(truncatingIfNeeded: head.word >> UInt64(length &* 8))
    // `r"…"`, `b'x'`, `r#type` and letters beyond ASCII.
    if next >= 0x80 || length <= 2 && Self.followsPrefix(next) { return nil }
    let word = head.word & (UInt64.max >> UInt64(64 &- length &* 8))
    return name(start, start + length, word, Token.hash(word, 0, length))
  }

  /// A name of at least eight bytes.
  private func longName(in bytes: Span<UInt8>, from start: Int, _ head: UInt64) -> Token {
    let end = Lexer.endOfIdentifier(in: bytes, from: start + 8)
    if end == start + 8 { return name(start, end, head, Token.hash(head, 0, 8)) }
    let tail = Token.load(bytes, from: end - 8, length: 8)
    return name(start, end, 0, Token.hash(head, tail, end - start))
  }

  @inline(__always)
  private func name(_ start: Int, _ end: Int, _ word: UInt64, _ hash: UInt16) -> Token {
    Token(name: start, end, keyword: keywords.number(of: word, hash: hash), hash: hash)
  }

  @inline(__always)
  private static func followsPrefix(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "#")
  }

  // MARK: bytes

  /// Whether a byte is a token for itself wherever it stands outside of others.
  @inline(__always)
  private static func isPunctuation(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte < 64 ? lowMarks >> UInt64(byte) : highMarks >> UInt64(byte & 63)) & 1 != 0
  }

  /// A bit for each of `!#$%&()*+,-.:;<=>?`.
  private static var lowMarks: UInt64 { 0xFC00_7F7A_0000_0000 }
  /// A bit for each of `@[]^{|}~`, 64 less.
  private static var highMarks: UInt64 { 0x7800_0000_6800_0001 }

  /// The first offset at or after `start` that has no blank.
  @inline(__always)
  private static func endOfIndentation(in bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end + 8 <= bytes.count {
      let others = Bytes8(bytes, at: end).word ^ Bytes8.repeating(UInt8(ascii: " "))
      guard others == 0 else { return end + others.trailingZeroBitCount >> 3 }
      end += 8
    }
    return end
  }
}
