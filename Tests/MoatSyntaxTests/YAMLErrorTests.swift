import MoatModel
import MoatSyntax
import Testing

func yamlRefusal(_ bytes: [UInt8]) -> YAMLError? {
  YAMLStream(parsing: SourceText(path: "test.yml", bytes: bytes)).failure
}

@Suite struct `YAML errors` {
  @Test(
    arguments: [
      ("a: b: c", "1:5", "a mapping cannot start here: expected it on a line of its own"),
      ("a: b\n  c: d", "2:4", "expected no `:` in text that goes on from the line before"),
      ("a: - b", "1:4", "a sequence cannot start here: expected it on a line of its own"),
      ("a: 1\n\tb: 2", "2:1", "expected spaces, found a tab in the indentation"),
      ("a:\n  b: 1\n   c: 2", "3:5", "expected no `:` in text that goes on from the line before"),
      ("a:\n  - b\n   - c: d", "3:7", "expected no `:` in text that goes on from the line before"),
      (
        "a:\n    b: 'x'\n     c: 2", "3:1",
        "the line is indented deeper than the ones it belongs to"
      ),
      ("a:\n    b: 1\n  c: 2", "3:1", "the line is indented deeper than the ones it belongs to"),
      ("a: 1\nb\nc: 2", "2:1", "expected `:` after the key, found the end of the line"),
      ("a: 1\n- b", "2:1", "expected a key, found `-`"),
      ("- a\nb: 1", "2:1", "expected the end of the document, found `b`"),
      ("a: \"b", "1:6", "the string is not closed: expected its closing quote"),
      ("a: 'b'c", "1:7", "expected the end of the line, found `c`"),
      ("a: [b", "1:6", "`[` is not closed: expected `]`"),
      ("a: {b: c", "1:9", "`{` is not closed: expected `}`"),
      ("a: [b}", "1:6", "expected `,` or `]`, found `}`"),
      ("a: {b: ${{ c }}}", "1:9", "expected `,` or `}`, found `{`"),
      ("a: b]", nil, ""), ("a: @b", "1:4", "expected a value, found `@`"),
      ("a: %b", "1:4", "expected a value, found `%`"),
      ("a: [,]", "1:5", "expected a value, found `,`"),
      ("a: *b", "1:4", "expected an anchor `&b` in front of its alias, found none"),
      ("a: &b [*b]", "1:8", "`*b` is inside the value that it stands for"),
      ("a: &b &c d", "1:7", "expected one anchor, found a second one for the same value"),
      ("a: !b !c d", "1:7", "expected one tag, found a second one for the same value"),
      ("a: &b *b", "1:7", "`*b` is inside the value that it stands for"),
      ("- &a x\n- !t *a", "2:3", "an alias cannot have an anchor or a tag of its own"),
      ("a: !e!x y", "1:4", "expected a `%TAG` directive for the tag handle `!e!`"),
      ("a: & b", "1:4", "expected a name after `&` or `*`"),
      ("a: |x\n  b", "1:5", "expected the end of the line after `|` or `>`, found `x`"),
      (
        "a: |\n    \n  b", "2:1",
        "the blank line has more spaces than the first line of the text below it"
      ),
      ("a: |\n\tb", "2:1", "expected spaces, found a tab in the indentation"),
      (#"a: "\q""#, "1:5", "expected an escape sequence after `\\`, found `q`"),
      (#"a: "\x4""#, "1:5", "expected 2 hexadecimal digits in the escape sequence"),
      (#"a: "\ud800""#, "1:5", "expected a Unicode scalar value, found U+D800"),
      ("\"a\n b\": c", "2:4", "expected the key and its `:` on one line"),
      ("a: \"\n---\n\"", "2:1", "found the start or end of a document inside quotes or brackets"),
      ("%YAML 2.0\n---", "1:1", "expected version 1 of YAML"),
      ("%YAML 1.2\na", "1:1", "expected `---` after the directives"),
      ("%YAML 1.2\n%YAML 1.2\n---", "2:1", "expected each directive once"),
      ("a: b\u{FEFF}c", "1:5", "found a byte-order mark inside the document"),
      ("a: \u{1}", "1:4", "expected printable characters, found the control character U+0001"),
      (
        String(repeating: "k", count: 1025) + ": v", "1:1", "the key is longer than 1024 characters"
      ),
    ] as [(String, String?, String)])
  func `say what is wrong and where`(text: String, place: String?, message: String) {
    let bytes = Array(text.utf8)
    let error = yamlRefusal(bytes)
    let position = error.map { LineIndex(bytes).position(at: $0.span.lower) }
    #expect(position.map { "\($0.line):\($0.column)" } == place)
    #expect((error?.message ?? "") == message)
  }

  @Test func `name bytes that are not UTF-8`() {
    #expect(yamlRefusal([0x61, 0x3A, 0x20, 0xFF])?.reason == .invalidUTF8)
    #expect(yamlRefusal([0x61, 0x3A, 0x20, 0xFF])?.span == SourceSpan(3, 4))
  }

  @Test func `name both of two documents`() {
    let source = SourceText(path: "test.yml", text: "a: 1\n---\nb: 2\n")
    #expect(throws: YAMLError.self) { try YAMLDocument(parsing: source) }
  }
}
