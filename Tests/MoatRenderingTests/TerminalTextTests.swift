import MoatRendering
import Testing

@Suite struct `terminal text` {
  @Test(arguments: [
    ("plain é 日本", "plain é 日本"), ("\u{1b}[31m", #"\u{1b}[31m"#), ("a\nb\tc\rd", #"a\nb\tc\rd"#),
    ("\u{202e}\u{2066}\u{61c}\u{200e}", #"\u{202e}\u{2066}\u{61c}\u{200e}"#),
    ("\u{200b}\u{200d}\u{feff}", #"\u{200b}\u{200d}\u{feff}"#), ("\u{7f}\u{9b}", #"\u{7f}\u{9b}"#),
    ("\u{e0041}\u{2028}", #"\u{e0041}\u{2028}"#),
  ])
  func `shows what cannot be seen`(text: String, shown: String) {
    #expect(TerminalText.neutralised(text) == shown)
  }

  @Test(arguments: [
    ("abc", 3), ("日本", 4), ("e\u{301}", 1), ("ｱ", 1), ("Ａ", 2), ("한", 2), ("🦀", 2), ("→", 1),
    ("·", 1),
  ])
  func `is as wide as a terminal shows it`(text: String, width: Int) {
    #expect(TerminalText.width(text) == width)
  }

  @Test func `wraps at words and cuts nothing`() {
    #expect(
      TerminalText.wrapped("one two three-is-very-long four", width: 10, first: "= ", hanging: 2)
        == ["= one two", "  three-is-very-long", "  four"])
    #expect(TerminalText.wrapped("日本 日本 日本", width: 9) == ["日本 日本", "日本"])
    #expect(TerminalText.wrapped("", width: 9, first: "x") == ["x"])
  }

  @Test func `keeps short literals whole`() {
    #expect(
      TerminalText.wrapped("now please run `cargo fetch` again", width: 26)
        == ["now please run", "`cargo fetch` again"])
    #expect(
      TerminalText.wrapped("an odd ` backtick is no literal", width: 16)
        == ["an odd `", "backtick is no", "literal"])
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1234, "-1,234"),
  ])
  func `separates thousands`(number: Int, text: String) {
    #expect(Wording.thousands(number) == text)
  }

  @Test func `counts in the right form`() {
    #expect(Wording.counted(1, "error") == "1 error")
    #expect(Wording.counted(0, "error") == "0 errors")
    #expect(Wording.counted(2, "entry", plural: "entries") == "2 entries")
  }
}
