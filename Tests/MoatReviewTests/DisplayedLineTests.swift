import MoatDiff
import MoatRendering
import Testing

@testable import MoatReview

@Suite struct `Lines are shown` {
  private func shown(_ text: String, path: String = "a.rs", changed: [Range<Int>] = []) -> String {
    shown(Array(text.utf8), path: path, changed: changed)
  }

  /// Segments with their styles before them, in brackets.
  private func shown(_ bytes: [UInt8], path: String = "a.rs", changed: [Range<Int>] = []) -> String
  {
    StyledText(bytes, path: path).line(0, changed: changed).segments
      .map { $0.style.isEmpty ? $0.text : "[\($0.style)|\($0.text)]" }.joined()
  }

  @Test(arguments: [
    ("fn main() {}", "[k|fn] [f|main]() {}"),
    ("let x: Vec<u8> = 1;", "[k|let] x: [t|Vec]<u8> = [n|1];"),
    ("unsafe { f(\"a // b\") } // c", "[u|unsafe] { [f|f]([s|\"a // b\"]) } [c|// c]"),
    ("#[cfg(test)] x", "[a|#[cfg(test)]] x"),
    ("println!(\"{}\") != y", "[m|println]!([s|\"{}\"]) != y"),
    ("fn f<'a>(c: char) { 'x' }", "[k|fn] f<[l|'a]>(c: char) { [s|'x'] }"),
    ("/* a /* b */ c */ d", "[c|/* a /* b */ c */] d"),
    ("r#\"<script>\"#", "[s|r#\"<script>\"#]"),
    ("\"no end", "[q|\"no end]"),
  ])
  func `in colours of their tokens`(text: String, expected: String) {
    #expect(shown(text) == expected)
  }

  @Test(arguments: [
    ("a\u{202E}b", "a[x|\\u{202e}]b"), ("a\u{200B}b", "a[x|\\u{200b}]b"),
    ("a\u{7}\u{1B}[31m", "a[x|\\u{7}\\u{1b}][31m"), ("a\u{A0}b", "a[x|\\u{a0}]b"),
    ("a\rb", "a[x|\\r]b"), ("a\0b", "a[x|\\u{0}]b"), ("a\tb", "a\tb"), ("é€😀", "é€😀"),
    ("⚠\u{FE0F} a\u{FE0F}", "⚠\u{FE0F} a[x|\\u{fe0f}]"), ("a\u{E0101}", "a[x|\\u{e0101}]"),
    ("\u{FEFF}a", "[x|\\u{feff}]a"), ("\\u{202e}", "\\u{202e}"),
  ])
  func `with what nobody sees as escapes`(text: String, expected: String) {
    #expect(shown(text, path: "a.txt") == expected)
  }

  @Test func `with bytes that are no text as escapes`() {
    #expect(shown([0x61, 0xFF, 0xC0, 0x80, 0x62], path: "a.txt") == "a[x|\\xff\\xc0\\x80]b")
    #expect(shown([0xED, 0xA0, 0x80], path: "a.txt") == "[x|\\xed\\xa0\\x80]")
    #expect(shown([0xE2, 0x82], path: "a.txt") == "[x|\\xe2\\x82]")
  }

  @Test func `with what changed in them, across colours`() {
    #expect(shown("let a = 1;", changed: [4..<9]) == "[k|let] [w|a = ][n w|1];")
    #expect(shown("let a = 1;", changed: [0..<3, 99..<120]) == "[k w|let] a = [n|1];")
  }

  @Test func `cut when they are long, and with long blanks counted`() {
    let line = StyledText(Array(String(repeating: "é", count: 5_000).utf8), path: "a.txt").line(0)
    #expect(line.segments.last == .init(style: "cut", text: "⋯ 8,000 more bytes"))
    #expect(line.segments.first?.text.unicodeScalars.count == 1_000)
    let far = "f();" + String(repeating: " ", count: 300) + "evil();"
    #expect(shown(far) == "[f|f]();[x|␣×300][f|evil]();")
    #expect(shown(String(repeating: " ", count: 40) + "a", path: "a.txt").utf8.count == 41)
  }

  @Test func `with their columns`() {
    #expect(StyledText(Array("a\tb€😀".utf8), path: "").line(0).columns == 4 + 1 + 1 + 2)
  }

  @Test func `whole, whatever the bytes`() {
    var bytes: [UInt8] = []
    for value in 0..<4_000 {
      bytes.append(UInt8(truncatingIfNeeded: value &* value &* 31 &+ value / 7))
    }
    let text = StyledText(bytes, path: "a.rs")
    for line in 0..<text.count {
      let shown = text.line(line)
      let isSafe = shown.segments.allSatisfy { segment in
        segment.text.unicodeScalars.allSatisfy { $0 == "\t" || !TerminalText.isUnsafe($0) }
      }
      #expect(isSafe, "line \(line)")
    }
  }

  @Test func `of two versions facing each other`() throws {
    let file = try #require(Samples.paint.files.first { $0.path == "src/lib.rs" })
    var writer = JSONWriter(isPretty: false)
    FileView(file).write(to: &writer)
    #expect(writer.text.contains("\"path\":\"src/lib.rs\",\"shown\":\"src/lib.rs\""))
    #expect(writer.text.contains("\"oldCount\":38,\"newCount\":44,"))
    #expect(writer.text.contains("\"changes\":[[0,0,3,0,3],[2,3,3,3,5],[0,3,9,5,11]"))
  }
}
