extension Lexer {
  /// A token at the start of a file, where a byte-order mark may stand, and after it a `#!` line.
  static func opening(
    of bytes: Span<UInt8>, from start: Int, _ edition: RustEdition
  ) -> (kind: TokenKind, end: Int) {
    let hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    if hasMark, start == 0 { return (.byteOrderMark, 3) }
    if start == (hasMark ? 3 : 0), let shebang = shebang(in: bytes, from: start) { return shebang }
    return piece(of: bytes, from: start, edition)
  }

  /// The `#!` line, unless it begins an inner attribute: unless `[` is the first token after it that
  /// is neither whitespace nor a comment (https://doc.rust-lang.org/reference/shebang.html).
  static func shebang(in bytes: Span<UInt8>, from start: Int) -> (kind: TokenKind, end: Int)? {
    guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "#"),
      bytes[start + 1] == UInt8(ascii: "!")
    else { return nil }
    var next = start + 2
    while next < bytes.count {
      let piece = piece(of: bytes, from: next, .usual)
      let isSkipped =
        switch piece.kind {
        case .whitespace: true
        case .lineComment: !isDocumentation(lineCommentIn: bytes, from: next)
        case .blockComment: !isDocumentation(blockCommentIn: bytes, from: next)
        default: false
        }
      guard isSkipped else { break }
      next = piece.end
    }
    if next < bytes.count, bytes[next] == UInt8(ascii: "[") { return nil }
    return (.shebang, endOfLineComment(in: bytes, from: start + 2))
  }

  /// `///` but not `////`, or `//!`.
  static func isDocumentation(lineCommentIn bytes: Span<UInt8>, from start: Int) -> Bool {
    guard start + 2 < bytes.count else { return false }
    if bytes[start + 2] == UInt8(ascii: "!") { return true }
    guard bytes[start + 2] == UInt8(ascii: "/") else { return false }
    return start + 3 >= bytes.count || bytes[start + 3] != UInt8(ascii: "/")
  }

  /// `/**` but neither `/***` nor `/**/`, or `/*!`.
  static func isDocumentation(blockCommentIn bytes: Span<UInt8>, from start: Int) -> Bool {
    guard start + 3 < bytes.count else { return false }
    if bytes[start + 2] == UInt8(ascii: "!") { return true }
    return bytes[start + 2] == UInt8(ascii: "*") && bytes[start + 3] != UInt8(ascii: "*")
      && bytes[start + 3] != UInt8(ascii: "/")
  }
}
