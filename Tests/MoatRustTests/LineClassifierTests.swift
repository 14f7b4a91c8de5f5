import MoatRust
import Testing

/// One letter a line: code, test, comment, blank (`-`).
@Suite struct `Lines` {
  @Test(
    arguments: [
      ("", ""), ("\n", "-"), ("a", "c"), ("a\n", "c"), ("a\n\n", "c-"), ("// a\na // b\n", "/c"),
      ("/// a\nfn f() {}\n", "/c"), ("/* a\n\nb */\n", "///"), ("/* a\n*/ b\n", "/c"),
      ("\"a\n\nb\"\n", "ccc"), ("a /* b\n */\n", "c/"), ("r#\"\n//\n\"#\n", "ccc"),
      ("  \t\r\na\r\n", "-c"), ("#!/bin/a\n\nb\n", "c-c"), ("\u{FEFF}\n// a\n", "-/"),
      ("a\n#[cfg(test)]\nmod t {\n  // b\n\n  c\n}\nd\n", "ctt/-ttc"),
      ("#[test]\nfn f() {\n}\nfn g() {\n}\n", "tttcc"), ("fn f() {} #[test] fn g() {\n}\n", "ct"),
      ("/*\n", "c"),
    ])
  func `are`(text: String, expected: String) {
    let lines = LineClassifier(RustSource(bytes: Array(text.utf8)))
    let letters = lines.kinds.map { kind in
      switch kind {
      case .blank: "-"
      case .comment: "/"
      case .code: "c"
      case .test: "t"
      }
    }
    #expect(letters.joined() == expected)
    #expect(lines.count(.code) == expected.count { $0 == "c" })
  }
}
