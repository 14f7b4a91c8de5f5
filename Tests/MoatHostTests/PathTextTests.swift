import MoatHost
import Testing

@Suite struct `path text` {
  @Test(arguments: [
    ("", "."), ("/", "/"), ("a//b/", "a/b"), ("./a/./b", "a/b"), ("a/../b", "b"), ("a/..", "."),
    ("../a", "../a"), ("a/../../b", "../b"), ("/../a", "/a"), ("/a/b/../..", "/"), ("...", "..."),
    ("a/\u{301}b/..", "a"),
  ])
  func `normalises`(path: String, expected: String) {
    #expect(PathText.normalised(path) == expected)
  }

  @Test func `joins`() {
    #expect(PathText.join("a", "b") == "a/b")
    #expect(PathText.join("a/", "b") == "a/b")
    #expect(PathText.join("a", "/b") == "/b")
    #expect(PathText.join("", "b") == "b")
    #expect(PathText.join("a", "") == "a")
    #expect(PathText.absolute("../b", in: "/a/c") == "/a/b")
  }

  @Test(arguments: [
    ("/a/b", "/a", "b"), ("/a", "/a", "."), ("/a", "/a/b", ".."), ("/a/c", "/a/b", "../c"),
    ("a/b", ".", "a/b"), ("/a", "b", "/a"), ("/ab", "/a", "../ab"), ("a", "../b", "a"),
    ("../a", "..", "a"), ("/", "/", "."),
  ])
  func `goes from base to path`(path: String, base: String, expected: String) {
    #expect(PathText.relative(path, to: base) == expected)
  }

  @Test func `finds parents and last components`() {
    #expect(PathText.parent("/a/b/") == "/a")
    #expect(PathText.parent("/a") == "/")
    #expect(PathText.parent("a") == ".")
    #expect(PathText.parent("/") == nil)
    #expect(PathText.parent(".") == nil)
    #expect(PathText.lastComponent("/a/b/") == "b")
    #expect(PathText.lastComponent("/") == "")
  }

  @Test func `knows what is inside`() {
    #expect(PathText.isInside("/a/b", "/a"))
    #expect(PathText.isInside("/a", "/a"))
    #expect(!PathText.isInside("/ab", "/a"))
    #expect(!PathText.isInside("/a/../b", "/a"))
    #expect(!PathText.isInside("a", "/a"))
    #expect(PathText.isInside("/a/..b", "/a"))
  }
}
