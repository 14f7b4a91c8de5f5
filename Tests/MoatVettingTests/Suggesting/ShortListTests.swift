import MoatVetting
import Testing

@Suite struct `A short list` {
  @Test(arguments: [
    ([], ""), (["b"], "b"), (["bb", "a"], "a and bb"), (["c", "b", "a"], "a, b, and c"),
    (
      ["first-party-1", "first-party-20", "first-party-3"],
      "first-party-1, first-party-3, and 1 other"
    ),
    (["first-party-10", "first-party-20", "first-party-3"], "first-party-3 and 2 others"),
    (["a", "bb", String(repeating: "c", count: 40)], "a, bb, and 1 other"),
    (
      (0..<12).map { "a-name-of-some-length-\($0)" },
      "a-name-of-some-length-0 and 11 others"
    ),
  ])
  func `has what there is room for`(_ names: [String], _ text: String) {
    #expect(ShortList.text(names) == text)
  }
}
