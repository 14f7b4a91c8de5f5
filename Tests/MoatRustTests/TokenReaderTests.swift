import Testing

@testable import MoatRust

/// What one pass cuts, beside what `Lexer` cuts piece by piece.
@Suite struct `The reader of tokens` {
  private struct Place: Equatable {
    let kind: TokenKind
    let lower: Int
    let upper: Int
    let punctuation: UInt8

    init(_ token: Token) {
      (kind, lower, upper) = (token.kind, token.lower, token.upper)
      punctuation = token.punctuation
    }
  }

  /// What each line has, byte by byte.
  private static func lines(_ pieces: [Token], _ bytes: [UInt8]) -> [LineClassifier.Kind] {
    var kinds: [LineClassifier.Kind] = []
    var line = LineClassifier.Kind.blank
    for piece in pieces {
      for offset in piece.lower..<piece.upper {
        switch piece.kind {
        case .whitespace, .byteOrderMark: break
        case .lineComment, .blockComment: if line == .blank { line = .comment }
        default: line = .code
        }
        if bytes[offset] == UInt8(ascii: "\n") {
          kinds.append(line)
          line = .blank
        }
      }
    }
    return bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? kinds : kinds + [line]
  }

  static func check(_ bytes: [UInt8], _ edition: RustEdition) {
    let pieces = Pieces.all(bytes, edition: edition)
    let source = RustSource(bytes: bytes, edition: edition)
    #expect(
      source.tokens.map { Place($0) } == pieces.filter(\.kind.isSignificant).map { Place($0) })
    #expect(
      source.comments.map { Place($0) }
        == pieces.filter { $0.kind == .lineComment || $0.kind == .blockComment }.map { Place($0) })
    #expect(source.problem?.lower == pieces.first { $0.kind == .problem }?.lower)
    let kinds = LineClassifier(source).kinds.map { $0 == .test ? .code : $0 }
    #expect(kinds == lines(pieces, bytes), "\(bytes)")
    var line = 0
    for offset in bytes.indices {
      #expect(source.line(of: offset) == line)
      if bytes[offset] == UInt8(ascii: "\n") { line += 1 }
    }
  }

  @Test(
    arguments: [
      "a::b", "::a", "r#\"\n\"#\n x", "#!/bin/a\n\tuse b;", "\u{FEFF}#!a\nb", "b'\\n' br#\"a\n\"#",
      "/* a\n\nb */ c\n", "é::a\u{2028}b", "r#type::r#use", "'a 'b' 1.5e3 0x_ff 1577836800",
      "a\u{0}b\\", "\"open\n\n", "abcdefgh abcdefghi continue c\"a\" cr\"b\"",
    ])
  func `cuts as the lexer does`(text: String) {
    for edition in [RustEdition.e2018, .e2021] { Self.check(Array(text.utf8), edition) }
  }

  @Test func `knows every keyword by its hash`() {
    for keyword in Keyword.allCases {
      let source = RustSource(bytes: Array("     \(keyword.text)          ".utf8))
      #expect(source.tokens.first?.detail == keyword.rawValue, "\(keyword.text)")
    }
    #expect(Set(Keyword.allCases.map(\.text)).isSuperset(of: ["as", "self", "Self", "continue"]))
    let others = RustSource(bytes: Array("self_ asyn continued r#use Static           ".utf8))
    #expect(others.tokens.allSatisfy { $0.detail == 0 })
  }

  /// Names that are in no file cost nothing.
  @Test func `leaves names alone that nobody wants`() {
    let text = Array("use std::process::Command; fn f() { Command::new(a) }".utf8)
    func read(_ names: [String]) -> RustSource {
      RustSource(bytes: text, interest: TokenInterest(wanted: NameSet(names), stops: TokenFilter()))
    }
    #expect(read(["fs", "process"]).isResolved)
    let source = read(["fs", "net"])
    #expect(!source.isResolved)
    #expect(source.paths().isEmpty)
    #expect(source.imports.map { source.path(of: $0) } == ["std::process::Command"])
  }
}
