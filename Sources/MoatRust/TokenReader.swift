/// Cuts a file into what the compiler's parser sees, comments and lines, in one pass.
///
/// The commonest pieces are cut here; all others by ``Lexer``. What comes out are ``Lexer``'s tokens.
struct TokenReader {
  var comments: ContiguousArray<Token> = []
  private(set) var lines = LineTable()
  private(set) var hasShebang = false
  /// The names and `>` that `::` follows, as indices into the tokens.
  var leads: ContiguousArray<UInt32> = []
  /// The tokens at which ``SourceReader`` stops, as indices.
  private(set) var bones: ContiguousArray<UInt32> = []
  /// Those at which the caller does.
  private(set) var stops: ContiguousArray<UInt32> = []

  /// The first token that is none of Rust's.
  private(set) var problem: Token?
  /// Whether a name that was asked for may be there.
  var hasWanted: Bool

  let edition: RustEdition
  let interest: TokenInterest
  var offset = 0
  /// The token before the first one of the room at hand.
  private var before: Token?
  /// For how many line breaks there must be room before the next token is taken.
  private var neededLines = 0
  /// What the line at hand has so far.
  var content = LineTable.Content.nothing

  init(_ edition: RustEdition, _ interest: TokenInterest) {
    self.edition = edition
    self.interest = interest
    hasWanted = interest.wanted == nil
  }

  /// Reads a whole file, once.
  ///
  /// - Returns: the significant tokens.
  mutating func read(_ bytes: [UInt8]) -> ContiguousArray<Token> {
    let span = bytes.span.extracting(first: Lexer.byteLimit)
    // Real files have a token for each five or six bytes, and lines of some forty. What is too much here
    // is never touched.
    var room = span.count / 3 + 64
    var lineRoom = span.count / 24 + 64
    comments.reserveCapacity(span.count / 256)
    leads.reserveCapacity(span.count / 64)
    var tokens = ContiguousArray<Token>()
    var bones = ContiguousArray<UInt32>()
    var stops = ContiguousArray<UInt32>()
    var lines = ContiguousArray<LineTable.Line>()
    while offset < span.count {
      let first = tokens.count
      before = tokens.last
      tokens.append(addingCapacity: room) { output in
        bones.append(addingCapacity: room) { bones in
          stops.append(addingCapacity: room) { stops in
            lines.append(addingCapacity: lineRoom) { lines in
              read(span, first, into: &output, &bones, &stops, &lines)
            }
          }
        }
      }
      // What is used up is doubled; what is not still has its room.
      room = tokens.capacity - tokens.count
      if room < 64 { room = max(64, tokens.count) }
      lineRoom = lines.capacity - lines.count
      if lineRoom < max(64, neededLines) { lineRoom = max(64, neededLines, lines.count) }
    }
    self.bones = bones
    self.stops = stops
    self.lines = LineTable(lines, rest: content, size: span.count)
    return tokens
  }

  /// Cuts as much as there is room for.
  ///
  /// - Parameters:
  ///   - first: how many tokens there are before those in `output`.
  ///   - bones, stops: have as much room as `output`.
  private mutating func read(
    _ bytes: Span<UInt8>, _ first: Int, into output: inout OutputSpan<Token>,
    _ bones: inout OutputSpan<UInt32>, _ stops: inout OutputSpan<UInt32>,
    _ lines: inout OutputSpan<LineTable.Line>
  ) {
    // What begins a file can be something else than it is anywhere else.
    while offset < min(bytes.count, 4), output.freeCapacity > 0 {
      guard take(bytes, first, into: &output, &bones, &stops, &lines) else { return }
    }
    guard cut(bytes, first, into: &output, &bones, &stops, &lines) else { return }
    // The last bytes have not enough behind them to be cut so.
    while offset &+ Self.window > bytes.count, offset < bytes.count, output.freeCapacity > 0 {
      guard take(bytes, first, into: &output, &bones, &stops, &lines) else { return }
    }
  }

  /// Takes whatever is next, as ``Lexer`` cuts it.
  ///
  /// - Returns: whether there was room for its line breaks; else nothing was taken.
  @inline(never)
  mutating func take(
    _ bytes: Span<UInt8>, _ first: Int, into output: inout OutputSpan<Token>,
    _ bones: inout OutputSpan<UInt32>, _ stops: inout OutputSpan<UInt32>,
    _ lines: inout OutputSpan<LineTable.Line>
  ) -> Bool {
    let token = other(in: bytes, from: offset)
    neededLines = token.upper - token.lower
    guard neededLines <= lines.freeCapacity else { return false }
    offset = token.upper
    content = pass(token, content, bytes, &lines)
    guard token.kind.isSignificant else { return true }
    let index = UInt32(truncatingIfNeeded: first &+ output.count)
    if SourceReader.bones.mayHave(token.tag) { bones.append(index) }
    if interest.stops.mayHave(token.tag) { stops.append(index) }
    output.append(token)
    if token.punctuation == UInt8(ascii: ":"), offset < bytes.count,
      bytes[offset] == UInt8(ascii: ":")
    {
      noteLead(of: output, first)
    }
    return true
  }

  /// Notes the token before the last one, which is the first colon of two, where a path may go on after
  /// it.
  @inline(__always)
  mutating func noteLead(of output: borrowing OutputSpan<Token>, _ first: Int) {
    let lead = output.count > 1 ? output[output.count &- 2] : before
    switch lead?.kind {
    case .identifier, .rawIdentifier: break
    case .punctuation where lead?.detail == UInt8(ascii: ">"): break
    default: return
    }
    leads.append(UInt32(truncatingIfNeeded: first &+ output.count &- 2))
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
      if !hasWanted { want(hash) }
      let keyword = interest.classes.names[hash.upper].keyword
      return Token(
        kind: kind, lower: start, upper: end,
        detail: isRaw || Keyword.words[keyword] != word ? 0 : UInt8(truncatingIfNeeded: keyword),
        tag: TokenTag(hash: hash))
    default: return Token(kind: kind, lower: start, upper: end)
    }
  }

  /// Notes a token that is not a plain name, and the lines that end in it.
  ///
  /// - Returns: what the line has that the token ends in.
  private mutating func pass(
    _ token: Token, _ content: LineTable.Content, _ bytes: Span<UInt8>,
    _ lines: inout OutputSpan<LineTable.Line>
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
      lines.append(LineTable.Line(end: next, content))
      content = next < token.upper ? own : .nothing
    }
  }
}
