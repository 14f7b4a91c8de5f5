import MoatModel
import MoatSyntax
import Testing

@Suite struct `TOML error` {
  @Test(arguments: [
    ("a = 1\na = 2", "2:1 expected each key once, found `a` again; 1:1"),
    ("a = 1\n\"\\u0061\" = 2", "2:1 expected each key once, found `a` again; 1:1"),
    ("[a]\n[b]\n[ a ]", "3:3 expected each table once, found `a` again; 1:2"),
    ("a.b = 1\n[a]", "2:2 expected each table once, found `a` again; 1:1"),
    ("a = 1\n[a]", "2:2 expected each key once, found `a` again; 1:1"),
    ("a = 1\n[a.b]", "2:2 expected a table, but `a` is an integer; 1:1"),
    ("a = {}\n[a.b]", "2:2 `a` is a table in one piece and cannot be added to; 1:1"),
    ("a = []\n[[a]]", "2:3 `a` is an array in one piece and cannot be added to; 1:1"),
    ("a = {b = {}, b.c = 1}", "1:14 `b` is a table in one piece and cannot be added to; 1:6"),
    ("[a]\n[[a]]", "2:3 expected an array of tables, but `a` is already a table; 1:2"),
    (
      "[a.b]\n[a]\nb.c = 1",
      "3:1 table `b` is defined by a header and cannot be added to by a dotted key; 1:4"
    ),
    ("a = [1,\n 2", "2:3 the array is not closed: expected `]`; 1:5"),
    ("a = {\nb = 2", "2:6 the inline table is not closed: expected `}`; 1:5"),
    ("a = \"b\nc", "1:7 the string is not closed: expected its closing quote; 1:5"),
    ("a = '''b\nc", "2:2 the string is not closed: expected its closing quote; 1:5"),
  ])
  func `names both places`(text: String, expected: String) throws {
    let error = try #require(refusal(text))
    let lines = LineIndex(Array(text.utf8))
    let place = lines.position(at: error.span.lower)
    let related = lines.position(at: try #require(error.related).lower)
    #expect(
      "\(place.line):\(place.column) \(error.message); \(related.line):\(related.column)"
        == expected)
  }

  @Test(arguments: [
    ("a", 1..<1, "expected `=` or `.` after the key, found the end of the text"),
    ("= 1", 0..<1, "expected a key, found `=`"),
    ("é = 1", 0..<2, "expected a key, found `é`"),
    ("a = \n", 4..<4, "expected a value, found the end of the line"),
    ("a = yes", 4..<7, "expected a value, found `yes`"),
    ("a = 1 b = 2", 6..<7, "expected the end of the line, found `b`"),
    ("[a", 2..<2, "expected `]` or `.` in the header, found the end of the text"),
    ("[[a] ]", 4..<5, "expected `]]` at the end of the header, found ` `"),
    ("a = [1 2]", 7..<8, "expected `,` or `]` in the array, found `2`"),
    ("a = {b = 1 c}", 11..<12, "expected `,` or `}` in the inline table, found `c`"),
    ("a = {,}", 5..<6, "expected a key, found `,`"),
    ("a = 1\u{FEFF}", 5..<8, "expected the end of the line, found U+FEFF"),
    (
      "# \u{0}", 2..<3, "expected printable characters, found the control character U+0000"
    ),
    ("a = \"\u{7F}\"", 5..<6, "expected printable characters, found the control character U+007F"),
    ("a = 1\rb = 2", 5..<6, "expected a newline after the carriage return"),
    ("a = '''\r'''", 7..<8, "expected a newline after the carriage return"),
    (#"a = "\q""#, 5..<7, #"expected an escape sequence after `\`, found `q`"#),
    (#"a = "\x4""#, 5..<8, "expected 2 hexadecimal digits in the escape sequence"),
    (#"a = "\uD800""#, 5..<11, "expected a Unicode scalar value, found U+D800"),
    ("a = 01", 4..<6, "`01` is not a number: expected no zero in front"),
    ("a = 1__0", 4..<8, "`1__0` is not a number: expected a digit on both sides of `_`"),
    ("a = 1.", 4..<6, "`1.` is not a number: expected a digit"),
    ("a = +0x1", 4..<8, "`+0x1` is not a number: expected no sign before `0x`, `0o` or `0b`"),
    ("a = 1e400", 4..<9, "`1e400` does not fit: expected a 64-bit float"),
    (
      "a = 9223372036854775808", 4..<23,
      "`9223372036854775808` does not fit: expected a 64-bit signed integer"
    ),
    ("a = 2023-02-29", 4..<14, "`2023-02-29` is not a date: expected a day that its month has"),
    ("a = 24:00:00", 4..<12, "`24:00:00` is not a time: expected an hour from 00 to 23"),
  ])
  func `says what was expected, and where`(text: String, span: Range<Int>, message: String) throws {
    let error = try #require(refusal(text))
    #expect(error.message == message)
    #expect(error.span == SourceSpan(span.lowerBound, span.upperBound))
    #expect(error.related == nil)
  }

  @Test(arguments: [
    ([0x61, 0x3D, 0x22, 0xFF, 0x22], 3), ([0x23, 0xC0, 0x80], 1), ([0x23, 0x20, 0xE2, 0x82], 2),
    ([0x80], 0), ([0x23, 0xED, 0xA0, 0x80], 1), ([0x61, 0x3D, 0x31, 0xF4, 0x90, 0x80, 0x80], 3),
  ])
  func `gives the offset of invalid UTF-8`(bytes: [UInt8], offset: Int) {
    let error = refusal(bytes)
    #expect(error?.reason == .invalidUTF8)
    #expect(error?.span == SourceSpan(offset, offset + 1))
  }

  @Test func `shows no character that a terminal would obey`() throws {
    let error = try #require(refusal("\"\\u001b[31m\" = 1\n\"\\u001b[31m\" = 2"))
    #expect(error.message == "expected each key once, found `U+001B[31m` again")
  }

  @Test func `finds a duplicate in a large table`() throws {
    let keys = (0..<1_000).map { "k\($0) = 1\n" }.joined()
    let error = try #require(refusal(keys + "k7 = 1"))
    #expect(error.reason == .duplicateKey("k7"))
    #expect(error.related == SourceSpan(7 * 7, 7 * 7 + 2))
  }
}
