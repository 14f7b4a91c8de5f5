import MoatModel
import Testing

@Suite struct `Text search` {
  @Test(arguments: [
    ("cargo publish", "publish", true), ("cargo publish", "cargo publish", true),
    ("publi", "publish", false), ("", "a", false), ("", "", true), ("a", "", true),
    ("ppublish", "publish", true), ("PUBLISH", "publish", false),
    // Characters would find neither: the mark belongs to the letter in front of it.
    ("publish\u{301}", "publish", true), ("é", "\u{A9}", false),
  ])
  func `finds a text byte for byte`(text: String, word: String, isThere: Bool) {
    #expect(text.mentions(word) == isThere)
    #expect(("<" + text + ">").dropFirst().dropLast().mentions(word) == isThere)
  }
}

@Suite struct `A value that is kept` {
  @Test func `is worked out once`() {
    let once = Once<Int>()
    var calls = 0
    let values = (0..<3).map { _ in
      once.value {
        calls += 1
        return 7
      }
    }
    #expect(values == [7, 7, 7])
    #expect(calls == 1)
  }
}
