extension TokenReader {
  /// So many bytes stand at least behind the start of what is cut here, so that eight can be read at
  /// once.
  static let window = 16

  /// Cuts as many tokens as there is room for, up to the last bytes of the file.
  ///
  /// - Parameters:
  ///   - first: how many tokens there are before those in `output`.
  ///   - marks: has as much room as `output`.
  @inline(never)
  mutating func cut(
    _ bytes: Span<UInt8>, _ first: Int, into output: inout OutputSpan<Token>,
    _ marks: inout OutputSpan<UInt32>
  ) {
    let classes = interest.classes
    let limit = bytes.count &- Self.window
    var offset = offset
    var content = content
    // Two colons are cut at once. No sum overflows: offsets are below 2^32.
    while offset <= limit, output.freeCapacity > 1 {
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
          if !known.isPlain { note(known, hash, first &+ output.count, &marks) }
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
            if kind.contains(.bone), marks.freeCapacity > 0 { marks.append(index) }
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
          lines.end(at: offset, content)
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
        if byte &- 0x30 < 10 {
          let length = Bytes8(bytes, at: offset).notDigits.trailingZeroBitCount >> 3
          // Others have a point, an exponent, a suffix, or are long.
          let next = length < 8 ? bytes[offset &+ length] : UInt8(ascii: ".")
          guard next != UInt8(ascii: "."), next < 0x80, !classes.bytes[Int(next)].contains(.name)
          else {
            break plain
          }
          output.append(Token(kind: .integer, lower: offset, upper: offset &+ length))
          offset &+= length
          content = .code
          continue
        }
      }
      self.offset = offset
      self.content = content
      take(bytes, into: &output, &marks, first)
      offset = self.offset
      content = self.content
    }
    self.offset = offset
    self.content = content
  }

  /// Notes that somebody may look for a name.
  @inline(__always)
  private mutating func note(
    _ known: NameClass, _ hash: NameHash, _ index: Int, _ marks: inout OutputSpan<UInt32>
  ) {
    let index = UInt32(truncatingIfNeeded: index)
    if known.contains(.bone), marks.freeCapacity > 0 { marks.append(index) }
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
