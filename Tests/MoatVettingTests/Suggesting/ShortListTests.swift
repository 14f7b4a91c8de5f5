import MoatVetting
import Testing

@Suite struct `A short list` {
  @Test(arguments: [
    ([], ""), (["b"], "b"), (["bb", "a"], "a and bb"), (["c", "b", "a"], "a, b, and c"),
    (
      ["first-party-one", "first-party-two", "first-party-three"],
      "first-party-one, and 2 others"
    ),
    (
      [
        "a-name-that-is-far-too-long-to-be-shown-with-others", "the-other-long-one-of-the-two", "z",
      ],
      "z, the-other-long-one-of-the-two, and 1 other"
    ),
    (
      (0..<12).map { "a-name-of-some-length-\($0)" },
      "a-name-of-some-length-0 and 11 others"
    ),
  ])
  func `has what there is room for`(_ names: [String], _ text: String) {
    #expect(ShortList.text(names) == text)
  }
}
