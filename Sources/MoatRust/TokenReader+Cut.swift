extension TokenReader {
  /// So many bytes stand at least behind the start of what is cut here, so that eight can be read at
  /// once.
  static let window = 16

  /// Cuts as many tokens as there is room for, up to the last bytes of the file.
  ///
  /// - Parameters:
  ///   - first: how many tokens there are before those in `output`.
  ///   - bones, stops: have as much room as `output`.
  /// - Returns: whether there was room for all line breaks that were met.
  @inline(never)
  mutating func cut(
    _ bytes: Span<UInt8>, _ first: Int, into output: inout OutputSpan<Token>,
    _ bones: inout OutputSpan<UInt32>, _ stops: inout OutputSpan<UInt32>,
    _ lines: inout OutputSpan<LineTable.Line>
  ) -> Bool {
    let classes = interest.classes
    let limit = bytes.count &- Self.window
    var offset = offset
    var content = content
    /// Up to here nothing needs to be checked.
    var bound = offset
    // No sum overflows: offsets are below 2^32.
    while true {
      if offset >= bound {
        // No byte begins more than two tokens or ends more than one line: for so many there is room,
        // however they are cut.
        guard offset <= limit, output.freeCapacity > 1, lines.freeCapacity > 0 else { break }
        bound = min(limit &+ 1, offset &+ min(output.freeCapacity / 2, lines.freeCapacity))
      }
      let byte = bytes[offset]
      let kind = classes.bytes[Int(byte)]
      plain: do {
        if kind.contains(.name) {
          let start = offset
          let eight = Bytes8(bytes, at: start)
          let others = eight.notInIdentifiers
          var word = eight.word
          let mixed: UInt64
          let end: Int
          if others != 0 {
            let bits = UInt64(truncatingIfNeeded: others.trailingZeroBitCount) &- 7
            let next = UInt8(truncatingIfNeeded: word &>> bits)
            // `r"…"`, `b'x'`, `r#type` and letters beyond ASCII.
            if classes.bytes[Int(next)].contains(.afterPrefix) { break plain }
            word &= (1 &<< bits) &- 1
            end = start &+ Int(truncatingIfNeeded: bits) >> 3
            mixed = Token.mixed(word, 0, end &- start)
            offset = end &+ (next == UInt8(ascii: " ") ? 1 : 0)
          } else {
            end = Lexer.endOfIdentifier(in: bytes, from: start &+ 8)
            offset = end
            if end == start &+ 8 {
              mixed = Token.mixed(word, 0, 8)
            } else {
              mixed = Token.mixed(word, Token.load(bytes, from: end &- 8, length: 8), end &- start)
              word = 0
            }
          }
          let hash = NameHash(mixed: mixed)
          let known = classes.names[hash.upper]
          if !known.isPlain { note(known, hash, first &+ output.count, &bones, &stops) }
          let keyword = classes.keywords[known.keyword] == word ? known.keyword : 0
          output.append(
            Token(
              name: start, end, keyword: UInt8(truncatingIfNeeded: keyword), hash: hash))
          content = .code
          continue
        }
        if kind.contains(.punctuation) {
          if !kind.isDisjoint(with: [.bone, .stop]) {
            let index = UInt32(truncatingIfNeeded: first &+ output.count)
            if kind.contains(.bone) { bones.append(index) }
            if kind.contains(.stop) { stops.append(index) }
          }
          output.append(Token(punctuation: byte, at: offset))
          offset &+= 1
          if byte == UInt8(ascii: ":"), bytes[offset] == byte {
            noteLead(of: output, first)
            output.append(Token(punctuation: byte, at: offset))
            offset &+= 1
          }
          offset &+= bytes[offset] == UInt8(ascii: " ") ? 1 : 0
          content = .code
          continue
        }
        if byte == UInt8(ascii: "\n") {
          offset &+= 1
          lines.append(LineTable.Line(end: offset, content))
          content = .nothing
          offset = Self.endOfIndentation(in: bytes, from: offset)
          continue
        }
        if byte == UInt8(ascii: " ") || byte &- 0x09 < 5 {
          offset &+= 1
          continue
        }
        if byte == UInt8(ascii: "/"), bytes[offset &+ 1] == byte {
          let start = offset
          offset = Lexer.endOfLineComment(in: bytes, from: start &+ 2)
          comments.append(Token(kind: .lineComment, lower: start, upper: offset))
          content = max(content, .comment)
          continue
        }
      }
      if let (kind, end) = Self.literal(in: bytes, from: offset, classes) {
        if classes.stops(at: kind) {
          stops.append(UInt32(truncatingIfNeeded: first &+ output.count))
        }
        output.append(Token(literal: kind, offset, end))
        offset = end
        content = .code
        continue
      }
      self.offset = offset
      self.content = content
      guard take(bytes, first, into: &output, &bones, &stops, &lines) else { return false }
      offset = self.offset
      content = self.content
    }
    self.offset = offset
    self.content = content
    return true
  }

  /// Notes that somebody may look for a name.
  @inline(__always)
  private mutating func note(
    _ known: NameClass, _ hash: NameHash, _ index: Int, _ bones: inout OutputSpan<UInt32>,
    _ stops: inout OutputSpan<UInt32>
  ) {
    let index = UInt32(truncatingIfNeeded: index)
    if known.contains(.bone) { bones.append(index) }
    if known.contains(.stop) { stops.append(index) }
    if known.contains(.wanted), !hasWanted { want(hash) }
  }

  /// Notes a name that was asked for.
  @inline(never)
  mutating func want(_ hash: NameHash) {
    if interest.wanted?.mayHave(hash) ?? true { hasWanted = true }
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
