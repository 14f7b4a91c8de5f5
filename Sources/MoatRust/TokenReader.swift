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

  /// The first token that is none of Rust's.
  private(set) var problem: Token?
  /// Whether a name that was asked for may be there.
  private(set) var hasWanted: Bool

  private let edition: RustEdition
  private let wanted: NameSet
  private let keywords = Keyword.table
  private var offset = 0
  /// What the line at hand has so far.
  private var content = LineTable.Content.nothing
  /// Whether the token before is a name or `>`.
  private var canLead = false

  /// - Parameter wanted: nil where all names are.
  init(_ edition: RustEdition, _ wanted: NameSet?) {
    self.edition = edition
    self.wanted = wanted ?? NameSet()
    hasWanted = wanted == nil
  }

  /// Reads a whole file, once.
  ///
  /// - Returns: the significant tokens.
  mutating func read(_ bytes: [UInt8]) -> ContiguousArray<Token> {
    let span = bytes.span
    let end = min(span.count, Lexer.byteLimit)
    // Real files have a token for each five or six bytes, and lines of some forty.
    var room = end / 5 + 64
    lines.reserve(end / 36 + 16)
    var tokens = ContiguousArray<Token>()
    tokens.append(addingCapacity: room) { output in
      // What begins a file can be something else than it is anywhere else.
      while offset < min(end, 4) {
        take(span, into: &output)
        // One that no `::` follows leads nowhere, and does no harm here.
        if canLead, output.count > 0 { leads.append(UInt32(output.count - 1)) }
      }
    }
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
    // Two colons are cut at once. No sum overflows: offsets are below 2^32.
    while offset < end, output.freeCapacity > 1 {
      let byte = bytes[offset]
      if Self.beginsName(byte), let token = name(in: bytes, from: offset) {
        content = .code
        output.append(token)
        offset = Self.pastBlank(in: bytes, from: token.upper, end)
        canLead = true
      } else if Self.isPunctuation(byte) {
        content = .code
        output.append(Token(punctuation: byte, at: offset))
        offset &+= 1
        if byte == UInt8(ascii: ":"), offset < end, bytes[offset] == byte {
          output.append(Token(punctuation: byte, at: offset))
          offset &+= 1
          if canLead { leads.append(UInt32(truncatingIfNeeded: first &+ output.count &- 3)) }
        }
        offset = Self.pastBlank(in: bytes, from: offset, end)
        canLead = byte == UInt8(ascii: ">")
      } else if byte == UInt8(ascii: "\n") {
        offset &+= 1
        lines.end(at: offset, content)
        content = .nothing
        offset = Self.endOfIndentation(in: bytes, from: offset)
      } else if byte == UInt8(ascii: " ") || byte &- 0x09 < 5 {
        offset &+= 1
      } else {
        self.offset = offset
        self.content = content
        self.canLead = canLead
        take(bytes, into: &output)
        offset = self.offset
        content = self.content
        canLead = self.canLead
      }
    }
    self.offset = offset
    self.content = content
    self.canLead = canLead
  }

  /// Takes whatever is next, as ``Lexer`` cuts it.
  @inline(never)
  private mutating func take(_ bytes: Span<UInt8>, into output: inout OutputSpan<Token>) {
    let token = other(in: bytes, from: offset)
    offset = token.upper
    content = pass(token, content, bytes)
    guard token.kind.isSignificant else { return }
    output.append(token)
    canLead =
      token.kind == .identifier || token.kind == .rawIdentifier
      || token.punctuation == UInt8(ascii: ">")
  }

  private mutating func other(in bytes: Span<UInt8>, from start: Int) -> Token {
    let (kind, end) =
      start <= 3
      ? Lexer.opening(of: bytes, from: start, edition)
      : Lexer.piece(of: bytes, from: start, edition)
    switch kind {
    case .punctuation: return Token(punctuation: bytes[start], at: start)
    case .identifier, .rawIdentifier:
      let isRaw = kind == .rawIdentifier
      let (word, hash) = Token.name(in: bytes, from: isRaw ? start + 2 : start, to: end)
      if wanted.mayHave(hash) { hasWanted = true }
      return Token(
        kind: kind, lower: start, upper: end,
        detail: isRaw ? 0 : keywords.number(of: word, hash: hash), tag: TokenTag(hash: hash))
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
    default:
      own = .code
      if token.kind == .problem, problem == nil { problem = token }
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
  private mutating func name(in bytes: Span<UInt8>, from start: Int) -> Token? {
    guard start &+ 8 <= bytes.count else { return nil }
    let head = Bytes8(bytes, at: start)
    let others = head.notInIdentifiers
    guard others != 0 else { return longName(in: bytes, from: start, head.word) }
    let length = others.trailingZeroBitCount >> 3
    let next = UInt8(truncatingIfNeeded: head.word >> UInt64(length &* 8))
    // `r"…"`, `b'x'`, `r#type` and letters beyond ASCII.
    if next >= 0x80 || length <= 2 && Self.followsPrefix(next) { return nil }
    let word = head.word & (UInt64.max >> UInt64(64 &- length &* 8))
    return name(start, start &+ length, word, Token.mixed(word, 0, length))
  }

  /// A name of at least eight bytes.
  private mutating func longName(in bytes: Span<UInt8>, from start: Int, _ head: UInt64) -> Token {
    let end = Lexer.endOfIdentifier(in: bytes, from: start + 8)
    if end == start + 8 { return name(start, end, head, Token.mixed(head, 0, 8)) }
    let tail = Token.load(bytes, from: end - 8, length: 8)
    return name(start, end, 0, Token.mixed(head, tail, end - start))
  }

  @inline(__always)
  private mutating func name(_ start: Int, _ end: Int, _ word: UInt64, _ mixed: UInt64) -> Token {
    let hash = NameHash(mixed: mixed)
    if !hasWanted, wanted.mayHave(hash) { hasWanted = true }
    return Token(name: start, end, keyword: keywords.number(of: word, hash: hash), hash: hash)
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

  /// The offset after one blank, if there is one: most tokens have one after them.
  @inline(__always)
  private static func pastBlank(in bytes: Span<UInt8>, from start: Int, _ end: Int) -> Int {
    start < end ? start &+ (bytes[start] == UInt8(ascii: " ") ? 1 : 0) : start
  }

  /// The first offset at or after `start` that has no blank.
  @inline(__always)
  private static func endOfIndentation(in bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end &+ 8 <= bytes.count {
      let others = Bytes8(bytes, at: end).word ^ Bytes8.repeating(UInt8(ascii: " "))
      guard others == 0 else { return end &+ others.trailingZeroBitCount >> 3 }
      end &+= 8
    }
    return end
  }
}
