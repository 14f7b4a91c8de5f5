/// One Rust file, read as far as its tokens tell.
package struct RustSource: Sendable {
  package let bytes: [UInt8]
  package let edition: RustEdition
  /// What the compiler's parser sees, in order.
  package let tokens: ContiguousArray<Token>
  /// Line and block comments, documentation too, in order.
  package let comments: ContiguousArray<Token>

  package init(bytes: [UInt8], edition: RustEdition = .usual) {
    self.bytes = bytes
    self.edition = edition
    var tokens = ContiguousArray<Token>()
    var comments = ContiguousArray<Token>()
    tokens.reserveCapacity(bytes.count / 6)
    let span = bytes.span
    var lexer = Lexer(edition: edition)
    while let token = lexer.next(in: span) {
      switch token.kind {
      case .byteOrderMark, .shebang, .whitespace: break
      case .lineComment, .blockComment: comments.append(token)
      default: tokens.append(token)
      }
    }
    self.tokens = tokens
    self.comments = comments
  }

  /// The text of a token; bytes that are not UTF-8 become U+FFFD.
  package func text(of token: Token) -> String {
    guard token.lower <= token.upper, token.upper <= bytes.count else { return "" }
    return String(decoding: bytes[token.lower..<token.upper], as: UTF8.self)
  }
}
