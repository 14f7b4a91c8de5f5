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

  /// The last bytes of a file are cut by the lexer itself: at some distance from the end that changes.
  @Test(
    arguments: [
      #""a""#, #""a"b"#, #""a\"b""#, #""\\""#, "\"a\\\nb\"", "\"a\nb\"", #""é""#, #""a"é"#,
      #""abcdefgh""#,
      "'a'", "'a'b", #"'\''"#, #"'\\'"#, #"'\u{10FFFF}'"#, #"'\u{10FFFF0}'"#, #"'\x4'"#,
      #"'\n'b"#,
      "'ab'", "'a", "'abcdefgh", "'r#a", "'é'", "'aé", "''", "'''", "'\n'", "'\\\n'", "'\u{7F}'",
      "b'a'", #"b'\xFF'"#, #"b"a\"b""#, "b'ab", "b'a'b", #"bx"a""#, "b\"\n\"", "b''",
      "0xFF", "0xFFFFF", "0xFFFFFF", "0xFFFFFFF", "0x", "0x_F", "0xFu8", "1x2", "0xF.a", "0xé",
      "0b1",
      "1234567", "12345678", "1.a", "1é", "0", "0e1",
    ])
  func `cuts quotes and numbers as the lexer does`(piece: String) {
    for behind in [0, 1, 7, 14, 15, 16, 17, 24] {
      let blanks = String(repeating: " ", count: behind)
      Self.check(Array("fn f(\(piece)\(blanks)".utf8), .e2021)
      Self.check(Array("fn f(\(piece)\(piece))\(blanks)".utf8), .e2018)
    }
  }

  /// More lines and tokens than a file of that size should have.
  @Test(
    arguments: [
      ("\n", 3000), ("[", 3000), ("a\n", 2000), ("::", 1500), ("\"\n\"", 1000), (" \n;", 1000),
    ])
  func `makes room`(piece: String, count: Int) {
    let many = String(repeating: piece, count: count)
    for text in [many, "/*\(many)*/\(many)", "\(many)r#\"\(many)\"#", "a\(many)/*\(many)"] {
      let bytes = Array(text.utf8)
      let pieces = Pieces.all(bytes, edition: .usual)
      let source = RustSource(bytes: bytes)
      #expect(
        source.tokens.map { Place($0) } == pieces.filter(\.kind.isSignificant).map { Place($0) })
      #expect(
        LineClassifier(source).kinds.count == bytes.count { $0 == UInt8(ascii: "\n") }
          + (bytes.last == UInt8(ascii: "\n") ? 0 : 1))
    }
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

  /// The first pieces have a token a byte: there is no room for all of them at once.
  @Test(
    arguments: [
      "a::", "(x)[", ";", "<a>::b ", "é::", "r#use::", "use a::b;\n", "unsafe\"x\"",
      "let x = 1577836800;",
      "#![a = \"b\"] fn f() { c!(d) }\n", "'a 'b' // use\n",
    ])
  func `finds what its readers stop at`(piece: String) {
    let filter = TokenFilter(
      names: ["x", "let"], punctuation: "[", kinds: [.string], longIntegers: true)
    let bytes = Array(String(repeating: piece, count: 300).utf8)
    var reader = TokenReader(.usual, TokenInterest(wanted: NameSet(["use"]), stops: filter))
    let text = TokenText(bytes: bytes, tokens: reader.read(bytes))
    func indices(_ isMeant: (Int) -> Bool) -> [UInt32] {
      (0..<text.count).filter(isMeant).map { UInt32($0) }
    }
    #expect(Array(reader.bones) == indices { SourceReader.bones.mayHave(text.tokens[$0].tag) })
    #expect(Array(reader.stops) == indices { filter.mayHave(text.tokens[$0].tag) })
    #expect(
      Array(reader.leads)
        == indices {
          (text.isName($0) || text.mark($0) == UInt8(ascii: ">")) && text.isSeparator($0 + 1)
        })
    #expect(reader.hasWanted == (piece.contains("use a") || piece.contains("r#use")))
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
