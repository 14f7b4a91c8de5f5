import MoatDiff
import MoatTestSupport
import Testing

@Suite(.computes) struct `Text diff` {
  @Test func `equal texts have no hunks`() {
    for text in ["", "\n", "a", "a\n", "a\nb"] {
      let diff = TextDiff(text, text)
      #expect(diff.isEqual)
      #expect(diff.hunks(context: 3).isEmpty)
    }
  }

  @Test(arguments: [
    ("", "a\n", "@@ -0,0 +1 @@\n+a\n"),
    ("a\n", "", "@@ -1 +0,0 @@\n-a\n"),
    ("a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"),
    ("a\n", "a", "@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n"),
    (
      "a\nb", "x\nb",
      "@@ -1,2 +1,2 @@\n-a\n+x\n b\n\\ No newline at end of file\n"
    ),
  ])
  func `writes the unified format`(old: String, new: String, expected: String) {
    #expect(TextDiff(old, new).unified() == expected)
  }

  @Test func `changes share a hunk when twice the context lies between them`() {
    let old = (1...20).map { "\($0)\n" }.joined()
    let near = old.replacing("4\n5", with: "4\nx").replacing("12\n", with: "y\n")
    let far = old.replacing("4\n5", with: "4\nx").replacing("13\n", with: "y\n")
    #expect(TextDiff(old, near).hunks(context: 3).count == 1)
    #expect(TextDiff(old, far).hunks(context: 3).count == 2)
    #expect(TextDiff(old, far).hunks(context: 0).map(\.old) == [4..<5, 12..<13])
    #expect(TextDiff(old, far).hunks(context: .max).map(\.old) == [0..<20])
  }

  @Test func `an added function begins at its first line`() {
    let old = "fn a() {\n    x();\n}\n\nfn c() {\n    x();\n}\n"
    let new = "fn a() {\n    x();\n}\n\nfn b() {\n    y();\n}\n\nfn c() {\n    x();\n}\n"
    #expect(
      TextDiff(old, new).unified(context: 0)
        == "@@ -4,0 +5,4 @@\n+fn b() {\n+    y();\n+}\n+\n")
    #expect(
      TextDiff(new, old).unified(context: 0)
        == "@@ -5,4 +4,0 @@\n-fn b() {\n-    y();\n-}\n-\n")
  }

  @Test func `an added block within another keeps its indentation whole`() {
    let old = "mod m {\n    if a {\n        b();\n    }\n}\n"
    let new = "mod m {\n    if a {\n        b();\n    }\n    if c {\n        d();\n    }\n}\n"
    #expect(
      TextDiff(old, new).unified(context: 0)
        == "@@ -4,0 +5,3 @@\n+    if c {\n+        d();\n+    }\n")
  }

  @Test func `what only moves blanks is told apart`() {
    func onlyBlanks(_ old: String, _ new: String) -> [Bool] {
      let diff = TextDiff(old, new)
      return diff.changes.filter { $0.kind != .same }.map(diff.isWhitespaceOnly)
    }
    #expect(onlyBlanks("a b\n", "  a  b\r\n") == [true])
    #expect(onlyBlanks("f(a, b)\n", "f(\n  a,\n  b)\n") == [true])
    #expect(onlyBlanks("a\nb\n", "a\n\nb\n") == [true])
    #expect(onlyBlanks("a\n", "b\n") == [false])
  }

  // MARK: properties

  @Test(arguments: 0..<8)
  func `the changes make the new text of the old one, and nearly no more than must be`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    var excess = 0
    var least = 0
    for round in 0..<150 {
      let (old, new) = generator.pairOfTexts()
      let diff = TextDiff(old: old, new: new)
      #expect(diff.applied == new, "round \(round)")
      #expect(!diff.isCoarse)
      let fewest = Self.fewestChanges(diff)
      let count = diff.addedLines + diff.removedLines
      #expect(count >= fewest)
      excess += count - fewest
      least += fewest
    }
    // Anchors are not always on the shortest path.
    #expect(excess * 20 <= least, "\(excess) lines too many beside \(least)")
  }

  /// By the table of the longest common subsequence.
  private static func fewestChanges(_ diff: TextDiff) -> Int {
    let (old, new) = (
      (0..<diff.old.count).map(diff.old.line), (0..<diff.new.count).map(diff.new.line)
    )
    var row = Array(repeating: 0, count: new.count + 1)
    for i in old.indices {
      var diagonal = 0
      for j in new.indices {
        let above = row[j + 1]
        row[j + 1] = old[i] == new[j] ? diagonal + 1 : max(above, row[j])
        diagonal = above
      }
    }
    return old.count + new.count - 2 * row[new.count]
  }

  @Test func `adjacent changes are never two`() {
    var generator = SeededGenerator(seed: 99)
    for _ in 0..<300 {
      let (old, new) = generator.pairOfTexts()
      let kinds = TextDiff(old: old, new: new).changes.map { $0.kind == .same }
      #expect(zip(kinds, kinds.dropFirst()).allSatisfy { $0 != $1 })
    }
  }

  @Test func `rows have every line of both texts once`() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let (old, new) = generator.pairOfTexts()
      let diff = TextDiff(old: old, new: new)
      guard let hunk = diff.hunks(context: .max).first else { continue }
      let rows = diff.rows(of: hunk)
      #expect(rows.compactMap(\.oldLine) == Array(1..<diff.old.count + 1))
      #expect(rows.compactMap(\.newLine) == Array(1..<diff.new.count + 1))
      for row in rows { #expect(row.segments.flatMap(\.bytes) == Array(row.bytes)) }
      let pairs = SideBySide(rows).pairs
      #expect(pairs.compactMap { $0.left?.oldLine } == rows.compactMap(\.oldLine))
      #expect(pairs.compactMap { $0.right?.newLine } == rows.compactMap(\.newLine))
    }
  }

  // MARK: bounds

  /// Pairs that cost a comparison without bounds the product of their lengths.
  @Test(arguments: ["random", "shuffled", "reversed", "twice", "disjoint"])
  func `hostile texts are compared in bounded time`(kind: String) {
    var generator = SeededGenerator(seed: 3)
    let count = 20_000
    var (old, new) = (Array(0..<count), Array(0..<count))
    switch kind {
    case "random":
      old = old.map { _ in Int.random(in: 0..<500, using: &generator) }
      new = new.map { _ in Int.random(in: 0..<500, using: &generator) }
    case "shuffled": new.shuffle(using: &generator)
    case "reversed": new.reverse()
    case "twice":
      old = old.map { $0 / 2 }.shuffled(using: &generator)
      new = new.map { $0 / 2 }.shuffled(using: &generator)
    default: new = new.map { $0 + count }
    }
    let text = { (lines: [Int]) in lines.flatMap { bytes("\($0)\n") } }
    let (before, after) = (text(old), text(new))
    let took = ProcessorTime.measure {
      let diff = TextDiff(old: before, new: after, steps: 2_000_000)
      #expect(diff.applied == after)
      #expect(diff.isCoarse == (kind == "random" || kind == "twice"))
    }
    // A debug build takes about a second; the product of the lengths would be minutes.
    #expect(took < .seconds(30))
  }
}
