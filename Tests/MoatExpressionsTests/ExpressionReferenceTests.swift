import MoatExpressions
import Testing

@Suite struct `Expression references` {
  private func written(_ references: [ExpressionReference], in text: String) -> [String] {
    references.map { String(decoding: Array(text.utf8)[$0.span], as: UTF8.self) }
  }

  @Test(
    arguments: [
      ("1", []), ("github", ["github"]), ("github.event.issue.title", ["github.event.issue.title"]),
      ("a['b'].c[0].*", ["a['b'].c[0].*"]), ("a[b.c].d", ["a[b.c].d", "b.c"]),
      ("fromJSON(a.b).c[d]", ["a.b", "d"]), ("!(a == b.c) && format('{0}', d)", ["a", "b.c", "d"]),
    ] as [(String, [String])])
  func `are found wherever they are`(text: String, wanted: [String]) throws {
    let node = try #require(try ExpressionParser.parse(text))
    #expect(written(node.references, in: text) == wanted)
  }

  @Test(
    arguments: [
      ("a.b", ["a.b"]), ("a == b", []), ("!a", []), ("a && b", ["b"]), ("a && 'x' || b", ["b"]),
      ("a || b || c", ["a", "b", "c"]), ("contains(a, b)", []), ("startsWith(a, 'x') && b", ["b"]),
      ("hashFiles(a)", []), ("format(a, b, c == d)", ["a", "b"]),
      ("join(a.*.b, c)", ["a.*.b", "c"]),
      ("toJSON(a)", ["a"]), ("fromJSON(a).b", ["a"]),
      ("case(a, b, c == 1, d, e)", ["b", "d", "e"]),
      ("x[a.b]", ["x[a.b]"]), ("(a || b).c", ["a", "b"]),
    ] as [(String, [String])])
  func `reach the value only where their text does`(text: String, wanted: [String]) throws {
    let node = try #require(try ExpressionParser.parse(text))
    #expect(written(node.sources, in: text) == wanted)
  }

  @Test(arguments: [
    ("github.event.issue.title", true), ("GitHub.Event['issue'].TITLE", true),
    ("github.event", true), ("github", true), ("github[env.x].issue.title", true),
    ("github.event.*.title", true), ("github.event.issue.body", false), ("env", false),
    ("github.event.issue.title.x", false), ("github.event.pull_request", false),
  ])
  func `hold a value by its path`(text: String, holds: Bool) throws {
    let node = try #require(try ExpressionParser.parse(text))
    let reference = try #require(node.references.first)
    #expect(reference.mayHold("github.event.issue.title") == holds)
  }

  @Test(arguments: ["github.event.commits[0].message", "github.event.commits.*.message"])
  func `hold an element of a list`(text: String) throws {
    let reference = try #require(try ExpressionParser.parse(text)?.references.first)
    #expect(reference.mayHold("github.event.commits.*.message"))
    #expect(!reference.mayHold("github.event.commits.*.author"))
  }
}
