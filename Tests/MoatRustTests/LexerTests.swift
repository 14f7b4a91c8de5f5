import MoatRust
import Testing

/// Single tokens and short texts, each with the pieces rustc makes of it.
@Suite struct `Tokens` {
  @Test(
    arguments: [
      // Raw strings and raw identifiers
      ("r\"a\\\"", "rawString[r\"a\\\"]"),
      ("r#\"a\"b\"#", "rawString[r#\"a\"b\"#]"),
      ("r##\"a\"#\"##c", "rawString[r##\"a\"#\"##c]"),
      ("r#\"a\"##", "rawString[r#\"a\"#] punctuation[#]"),
      ("r#type", "rawIdentifier[r#type]"),
      ("r#\"a\"", "problem[r#\"a\"]"),
      ("r##a", "problem[r##] identifier[a]"),
      ("br#\"\\\"#", "rawByteString[br#\"\\\"#]"),
      ("cr\"a\"", "rawCString[cr\"a\"]"),
      ("brand crate", "identifier[brand] identifier[crate]"),
      // Strings
      ("\"a\\\"b\"", "string[\"a\\\"b\"]"),
      ("\"a\nb\\\\\"", "string[\"a\nb\\\\\"]"),
      ("b\"a\"c\"b\"", "byteString[b\"a\"c] string[\"b\"]"),
      ("c\"a\"", "cString[c\"a\"]"),
      ("\"a", "problem[\"a]"),
      ("\"a\\", "problem[\"a\\]"),
      // Characters and lifetimes
      ("'a' 'a", "character['a'] lifetime['a]"),
      ("'a'b", "character['a'b]"),
      ("'\\'' '\"'", "character['\\''] character['\"']"),
      ("'\\u{1F600}' '😀' 'é'", "character['\\u{1F600}'] character['😀'] character['é']"),
      ("'é 'r#a 'r#'", "lifetime['é] lifetime['r#a] lifetime['r] punctuation[#] problem[']"),
      ("'static>", "lifetime['static] punctuation[>]"),
      ("'_ '_'", "lifetime['_] character['_']"),
      ("''' '\\\\'", "character['''] character['\\\\']"),
      ("b'\\'' b'a'u8", "byte[b'\\''] byte[b'a'u8]"),
      ("'0 '0'", "problem['0] character['0']"),
      ("' a", "problem[' a]"),
      // Comments
      ("/* a /* b */ */c", "blockComment[/* a /* b */ */] identifier[c]"),
      ("/**/ /***/ /*/*/", "blockComment[/**/] blockComment[/***/] problem[/*/*/]"),
      ("// a\r\nb", "lineComment[// a] identifier[b]"),
      ("// a\rb", "lineComment[// a\rb]"),
      ("//", "lineComment[//]"),
      ("/", "punctuation[/]"),
      ("/*", "problem[/*]"),
      // Numbers
      ("1..2", "integer[1] punctuation[.] punctuation[.] integer[2]"),
      ("1.foo()", "integer[1] punctuation[.] identifier[foo] punctuation[(] punctuation[)]"),
      ("2. 2.0 1e10 1E-3f64", "float[2.] float[2.0] float[1e10] float[1E-3f64]"),
      ("0x1f_u8 0xe+1", "integer[0x1f_u8] integer[0xe] punctuation[+] integer[1]"),
      (
        "1.0f32 1f32 0b1_0usize 0o17",
        "float[1.0f32] integer[1f32] integer[0b1_0usize] integer[0o17]"
      ),
      ("1._a", "integer[1] punctuation[.] identifier[_a]"),
      ("a.0.1", "identifier[a] punctuation[.] float[0.1]"),
      // Whitespace and identifiers beyond ASCII
      (
        "a\u{0B}b\u{0C}c\u{85}d\u{200E}e\u{2028}f",
        "identifier[a] identifier[b] identifier[c] identifier[d] identifier[e] identifier[f]"
      ),
      ("été 変数 _a1", "identifier[été] identifier[変数] identifier[_a1]"),
      ("a→b", "identifier[a] problem[→] identifier[b]"),
      ("a\u{0}\u{1}b", "identifier[a] problem[\u{0}\u{1}] identifier[b]"),
      // The start of a file
      ("#!/bin/sh\na", "shebang[#!/bin/sh] identifier[a]"),
      ("#![a]", "punctuation[#] punctuation[!] punctuation[[] identifier[a] punctuation[]]"),
      (
        "#! // b\n [a]",
        "punctuation[#] punctuation[!] lineComment[// b] punctuation[[] identifier[a] punctuation[]]"
      ),
      (
        "#!// b\n/// c\n[a]",
        "shebang[#!// b] lineComment[/// c] punctuation[[] identifier[a] punctuation[]]"
      ),
      ("\u{FEFF}#!a\nb", "byteOrderMark[\u{FEFF}] shebang[#!a] identifier[b]"),
      (" #!a", "punctuation[#] punctuation[!] identifier[a]"),
      // What later editions reserve
      ("k#x", "identifier[k] punctuation[#] identifier[x]"),
      ("#\"a\"#", "punctuation[#] string[\"a\"] punctuation[#]"),
    ])
  func `cuts`(text: String, expected: String) {
    #expect(Pieces.described(Array(text.utf8)) == expected)
  }

  @Test(
    arguments: [
      ("c\"a\\\"\"", "identifier[c] string[\"a\\\"\"]"),
      ("cr\"\\\"\"", "identifier[cr] string[\"\\\"\"]"),
      ("cr#\"\"#", "identifier[cr] punctuation[#] string[\"\"] punctuation[#]"),
      ("'r#a", "lifetime['r] punctuation[#] identifier[a]"),
      ("b\"a\" br\"b\"", "byteString[b\"a\"] rawByteString[br\"b\"]"),
    ])
  func `cuts in edition 2018`(text: String, expected: String) {
    #expect(Pieces.described(Array(text.utf8), edition: .e2018) == expected)
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61], 2, 1),
      ([0x61, 0xC3], 1, 1),
      ([0xED, 0xA0, 0x80, 0x20], 3, 1),
      ([0xC0, 0xAF, 0x2F], 2, 1),
      ([0xF0, 0x9F, 0x98], 3, 0),
    ] as [([UInt8], Int, Int)])
  func `keeps bytes that are not UTF-8`(bytes: [UInt8], stray: Int, others: Int) {
    let all = Pieces.all(bytes)
    #expect(Pieces.areWhole(all, in: bytes))
    let problems = all.filter { $0.kind == .problem }
    #expect(problems.reduce(0) { $0 + $1.upper - $1.lower } == stray)
    #expect(all.count - problems.count == others)
  }
}
