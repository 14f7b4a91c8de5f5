import MoatRust

/// The tokens of a text, as tests look at them.
enum Pieces {
  static func all(_ bytes: [UInt8], edition: RustEdition = .usual) -> [Token] {
    var lexer = Lexer(edition: edition)
    var tokens: [Token] = []
    while let token = lexer.next(in: bytes.span) { tokens.append(token) }
    return tokens
  }

  /// Whether every byte belongs to exactly one token, in order.
  static func areWhole(_ tokens: [Token], in bytes: [UInt8]) -> Bool {
    var end = 0
    for token in tokens {
      guard token.lower == end, token.upper > end else { return false }
      end = token.upper
    }
    return end == bytes.count
  }

  /// Kinds and texts without whitespace, `identifier[a] integer[1]`.
  static func described(_ bytes: [UInt8], edition: RustEdition = .usual) -> String {
    let tokens = all(bytes, edition: edition)
    guard areWhole(tokens, in: bytes) else { return "not whole: \(tokens)" }
    return tokens.filter { $0.kind != .whitespace }
      .map { "\($0.kind)[\(String(decoding: bytes[$0.lower..<$0.upper], as: UTF8.self))]" }
      .joined(separator: " ")
  }
}
