extension Lexer {
  /// The end of the line, without the line break, be it `\n` or `\r\n`.
  static func endOfLineComment(in bytes: Span<UInt8>, from start: Int) -> Int {
    let end = offset(of: UInt8(ascii: "\n"), in: bytes, from: start)
    return end > start && end < bytes.count && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
  }

  /// A comment whose `/*` ends at `start`. Comments nest; one that does not end is a problem.
  static func blockComment(
    in bytes: Span<UInt8>, from start: Int
  ) -> (kind: TokenKind, end: Int) {
    var depth = 1
    var end = start
    while end + 1 < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "*"), bytes[end + 1] == UInt8(ascii: "/") {
        end += 2
        depth -= 1
        if depth == 0 { return (.blockComment, end) }
      } else if byte == UInt8(ascii: "/"), bytes[end + 1] == UInt8(ascii: "*") {
        end += 2
        depth += 1
      } else {
        end += 1
      }
    }
    return (.problem, bytes.count)
  }

  /// The first offset at or after `start` that has the byte, or the end. Eight bytes a step.
  static func offset(
    of byte: UInt8, in bytes: Span<UInt8>, from start: Int, to limit: Int? = nil
  ) -> Int {
    let limit = min(limit ?? bytes.count, bytes.count)
    var end = start
    while end + 8 <= limit {
      let hits = Bytes8(bytes, at: end).equal(to: byte)
      if hits != 0 { return end + hits.trailingZeroBitCount >> 3 }
      end += 8
    }
    while end < limit, bytes[end] != byte { end += 1 }
    return end
  }
}
