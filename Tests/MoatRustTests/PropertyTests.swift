import MoatRust
import MoatTestSupport
import Testing

/// Whatever the bytes: tokens give them back, and nothing traps.
@Suite(.computes) struct `Any bytes` {
  /// Pieces that mean something to a lexer, so that random texts reach its corners.
  private static let pieces: [String] = [
    "r", "#", "\"", "'", "b", "c", "br", "cr", "\\", "/*", "*/", "//", "\n", "\r\n", "\r", " ", "a",
    "0x", "1", ".", "e", "_", "é", "\u{2028}", "\u{FEFF}", "😀", "\0", "!", "[", "]", "{", "}", "(",
    ")", "use ", "mod ", "::", ";", ",", "as ", "*", "#[cfg(", "test", "path = ", "cfg!", "if ",
    "fn ", "impl ", "extern ", "crate", "self", "super", "<", ">", "=", "type ", "$", "include!",
    "concat!", "env!", "macro_rules!", "unsafe ", "pub", "|", "&",
  ]

  private static func text(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0..<60, using: &random) {
      if Int.random(in: 0..<20, using: &random) == 0 {
        bytes.append(UInt8.random(in: .min ... .max, using: &random))
      } else if let piece = pieces.randomElement(using: &random) {
        bytes += piece.utf8
      }
    }
    return bytes
  }

  /// Reads everything there is to read.
  static func check(_ bytes: [UInt8]) {
    for edition in [RustEdition.e2018, .e2021] {
      #expect(Pieces.areWhole(Pieces.all(bytes, edition: edition), in: bytes), "\(bytes)")
      let source = RustSource(bytes: bytes, edition: edition, crates: ["a": "b"])
      for path in source.paths() { _ = source.name(of: path) }
      for token in source.tokens { _ = source.value(of: token) }
      for offset in bytes.indices { _ = (source.gates(at: offset), source.isTest(at: offset)) }
      `The reader of tokens`.check(bytes, edition)
      _ = ModuleTree(["a.rs": ModuleTree.Links(source)]).reach(from: "a.rs")
    }
  }

  @Test(arguments: 0..<8) func `are cut and read`(batch: UInt64) {
    var random = SeededGenerator(seed: batch)
    for _ in 0..<400 { Self.check(Self.text(&random)) }
  }

  /// Tokens do not depend on what follows them: any text after a whole token and a line break is cut
  /// as it is alone.
  @Test func `go on after a line break as at the start`() {
    var random = SeededGenerator(seed: 99)
    for _ in 0..<2_000 {
      let rest = Self.text(&random)
      let alone = Pieces.all([0x20] + rest).map { [$0.lower, $0.upper] }
      let after = Pieces.all(Array("a\n ".utf8) + rest).dropFirst(2).map { [$0.lower, $0.upper] }
      // The whitespace before joins the line break.
      #expect(alone.dropFirst().map { $0.map { $0 + 2 } } == Array(after), "\(rest)")
    }
  }
}
