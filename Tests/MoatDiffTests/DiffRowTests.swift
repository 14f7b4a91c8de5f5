import Testing

@testable import MoatDiff

@Suite struct `Diff rows` {
  /// Changed parts in brackets.
  private static func marked(_ row: DiffRow) -> String {
    row.segments.map {
      let text = String(decoding: $0.bytes, as: UTF8.self)
      return $0.isChanged ? "[\(text)]" : text
    }.joined()
  }

  private static func rows(_ old: String, _ new: String) -> [DiffRow] {
    let diff = TextDiff(old, new)
    return diff.hunks(context: 3).flatMap { diff.rows(of: $0) }
  }

  @Test(arguments: [
    (
      "version = \"0.1.9\"\n", "version = \"0.1.10\"\n", "version = \"0.1.[9]\"",
      "version = \"0.1.[10]\""
    ),
    ("let a = b + c;\n", "let a = (b + c);\n", "let a = b + c;", "let a = [(]b + c[)];"),
    (
      "fn one(a: A, b: B)\n", "fn two(a: A, b: B)\n", "fn [one](a: A, b: B)", "fn [two](a: A, b: B)"
    ),
    (
      "foo(alpha, beta, 1)\n", "foo(x y, beta, 1)\n", "foo([alpha], beta, 1)", "foo([x y], beta, 1)"
    ),
    // Nothing in common: whole lines.
    ("alpha beta\n", "gamma(1)\n", "alpha beta", "gamma(1)"),
  ])
  func `words within a line`(old: String, new: String, left: String, right: String) {
    #expect(Self.rows(old, new).map(Self.marked) == [left, right])
  }

  @Test func `very long lines are compared by their ends`() {
    let long = String(repeating: "é", count: 4_000)
    let rows = Self.rows("\(long)1\(long)\n", "\(long)22\(long)\n")
    #expect(rows.map { $0.changed.map(\.count) } == [[1], [2]])
    let accents = Self.rows("\(long)é\(long)é!\n", "\(long)è\(long)é!\n")
    #expect(accents.map { $0.changed.map(\.count) } == [[2], [2]])
  }

  @Test func `a line finds what it became among others`() {
    let rows = Self.rows(
      "let first = compute(a, b);\nlet second = compute(c, d);\n",
      "// a comment\nlet second = compute(c, e);\n")
    #expect(rows.map(\.partner) == [nil, 2, nil, 2])
    let pairs = SideBySide(rows).pairs
    #expect(pairs.map { $0.left?.oldLine } == [1, 2])
    #expect(pairs.map { $0.right?.newLine } == [1, 2])
  }

  @Test func `the last line says that it lacks its end`() {
    #expect(Self.rows("a\nb", "a\nc").map(\.lacksLineFeed) == [false, true, true])
  }

  @Test func `a block that moved to another file is found, also indented`() {
    let block = "fn moved(a: usize) {\n    let sum = a + a;\n    println!(\"{sum}\");\n}\n"
    let indented = block.split(separator: "\n").map { "    \($0)\n" }.joined()
    let texts = [
      TextDiff("a\n\(block)b\n", "a\nb\n"), TextDiff("mod m {\n}\n", "mod m {\n\(indented)}\n"),
    ]
    let moves = MovedBlocks(texts)
    #expect(
      moves.blocks == [MovedBlocks.Block(oldText: 0, old: 1..<5, newText: 1, new: 1..<5)])
    #expect(moves.destination(ofOld: 2, in: 0) == MovedBlocks.Place(text: 1, line: 3))
    #expect(moves.origin(ofNew: 4, in: 1) == MovedBlocks.Place(text: 0, line: 5))
    #expect(moves.origin(ofNew: 0, in: 1) == nil)
  }

  @Test func `no block is moved that comes twice, is short, or stays where it is`() {
    let block = "fn moved(a: usize) {\n    let sum = a + a;\n    println!(\"{sum}\");\n}\n"
    let none = [
      [TextDiff(block, ""), TextDiff("", block + "x\n" + block)],
      [TextDiff("}\n}\n}\n", ""), TextDiff("", "}\n}\n}\n")],
      [
        TextDiff("let a_long_name = 1;\nlet b_long_name = 2;\n", ""),
        TextDiff("", "let a_long_name = 1;\nlet b_long_name = 2;\n"),
      ],
      [TextDiff(block, block.split(separator: "\n").map { "  \($0)\n" }.joined())],
    ]
    for texts in none { #expect(MovedBlocks(texts).blocks.isEmpty) }
  }
}
