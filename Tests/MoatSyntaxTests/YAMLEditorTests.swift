import MoatModel
import MoatSyntax
import MoatTestSupport
import Testing

/// The text after changes to its first document.
private func edited(
  _ text: String, _ change: (inout YAMLEditor, YAMLNode) throws -> Void
) throws -> String {
  let stream = YAMLStream(
    parsing: SourceText(path: "test.yml", text: text), tolerating: .lineIndentation)
  let document = try #require(stream.documents.first)
  var editor = YAMLEditor(document)
  try change(&editor, document.root)
  let result = try editor.finished()
  return String(decoding: result.bytes, as: UTF8.self)
}

extension YAMLNode {
  /// The node below keys and indices: `jobs.build.steps.0`.
  fileprivate subscript(path: String) -> YAMLNode? {
    var node: YAMLNode? = self
    for part in path.split(separator: ".") {
      if let index = Int(part) {
        node = node?.sequence.flatMap { Array($0).dropFirst(index).first }
      } else {
        node = node?.mapping?[String(part)]
      }
    }
    return node
  }
}

extension [UInt8] {
  fileprivate func allRanges(of word: String) -> [Range<Int>] {
    indices.filter { self[$0...].starts(with: word.utf8) }.map { $0..<$0 + word.utf8.count }
  }
}

@Suite(.computes) struct `YAML edits` {
  @Test(arguments: [
    ("k: old # c\n", "k: new # c\n"), ("k: 'old'\n", "k: 'new'\n"),
    ("k: \"old\" # c", "k: \"new\" # c"),
    ("k:\n", "k: new\n"), ("k: # c\n", "k: new # c\n"), ("{k: old, l: m}", "{k: new, l: m}"),
    ("{k: }", "{k: new }"), ("k: &a !!str old\n", "k: new\n"), ("k: &a 'old'\n", "k: 'new'\n"),
    ("k: [a,\n  b] # c\n", "k: new # c\n"),
    ("k: |\n  old\n  text\n\nl: m\n", "k: new\n\nl: m\n"),
    ("a: &x 1\nk: *x\n", "a: &x 1\nk: new\n"),
    ("k:\told\r\nl: m\r\n", "k:\tnew\r\nl: m\r\n"), ("? k\n: old\n", "? k\n: new\n"),
  ])
  func `replace a value`(text: String, wanted: String) throws {
    #expect(
      try edited(text) { editor, root in
        try editor.replace(try #require(root["k"]), with: .string("new"))
      } == wanted)
  }

  @Test(
    arguments: [
      (.plain("true"), "k: true\n"), (.string("true"), "k: 'true'\n"), (.string("7"), "k: '7'\n"),
      (.plain("7"), "k: 7\n"), (.string("a: b"), "k: 'a: b'\n"),
      (.string("it's#1"), "k: it's#1\n"), (.string("it's: x #1"), "k: 'it''s: x #1'\n"),
      (.string(""), "k: ''\n"), (.string("\u{1}"), "k: \"\\u0001\"\n"),
      (.string("- a"), "k: '- a'\n"),
      (.string("*a"), "k: '*a'\n"), (.string("@a"), "k: '@a'\n"), (.string("a "), "k: 'a '\n"),
      (.string("on"), "k: on\n"), (.string("a\nb\n"), "k: |\n  a\n  b\n"),
      (.string("a\n\n b"), "k: |-\n  a\n\n   b\n"), (.string("a\n\n"), "k: \"a\\n\\n\"\n"),
      (.string(" a\nb"), "k: \" a\\nb\"\n"), (.mapping([]), "k: {}\n"), (.sequence([]), "k: []\n"),
      (.mapping([YAMLNewEntry("contents", .string("read"))]), "k:\n  contents: read\n"),
      (
        .sequence([.string("a"), .mapping([YAMLNewEntry("b", .sequence([.plain("1")]))])]),
        "k:\n  - a\n  - b:\n      - 1\n"
      ),
    ] as [(YAMLContent, String)])
  func `write each kind of content`(content: YAMLContent, wanted: String) throws {
    #expect(
      try edited("k: old\n") { editor, root in
        try editor.replace(try #require(root["k"]), with: content)
      } == wanted)
  }

  @Test func `write a collection behind the comment of what it replaces`() throws {
    let content = YAMLContent.mapping([YAMLNewEntry("contents", .string("read"))])
    #expect(
      try edited("a:\n    permissions: write-all # why\n    b: c\n") { editor, root in
        try editor.replace(try #require(root["a.permissions"]), with: content)
      } == "a:\n    permissions: # why\n        contents: read\n    b: c\n")
  }

  @Test(arguments: [
    ("run: cargo install x # c", "run: cargo install --locked x # c"),
    ("run: 'cargo install x'", "run: 'cargo install --locked x'"),
    ("run: \"cargo\\u0020install x\"", "run: \"cargo\\u0020install --locked x\""),
    ("run: |\n  a\n  cargo install x\n\n", "run: |\n  a\n  cargo install --locked x\n\n"),
    ("run: >-\r\n  a\r\n  cargo install x\r\n", "run: >-\r\n  a\r\n  cargo install --locked x\r\n"),
    ("run: a\n  cargo install\n  x\n", "run: a\n  cargo install --locked\n  x\n"),
  ])
  func `insert into the text of a scalar`(text: String, wanted: String) throws {
    #expect(
      try edited(text) { editor, root in
        let scalar = try #require(root["run"]?.scalar)
        let found = try #require(scalar.mapped.bytes.firstRange(of: "install".utf8))
        try editor.replace(
          found.upperBound..<found.upperBound, of: scalar, with: " --locked")
      } == wanted)
  }

  @Test func `replace several parts of one scalar`() throws {
    let text = "run: |\n  cargo build\n  # c\n  cargo test\n"
    let wanted = "run: |\n  moat build --locked -q\n  # c\n  moat test --locked -q\n"
    #expect(
      try edited(text) { editor, root in
        let scalar = try #require(root["run"]?.scalar)
        for range in scalar.mapped.bytes.allRanges(of: "cargo") {
          try editor.replace(range, of: scalar, with: "moat")
        }
        for word in ["test", "build"] {
          for range in scalar.mapped.bytes.allRanges(of: word) {
            let end = range.upperBound..<range.upperBound
            try editor.replace(end, of: scalar, with: " --locked")
            try editor.replace(end, of: scalar, with: " -q")
          }
        }
      } == wanted)
  }

  @Test(arguments: [
    ("a: b\n", "a: b\nk: v\n"), ("a: b", "a: b\nk: v"),
    ("a: b # c\r\n\r\n# d\r\n", "a: b # c\r\nk: v\r\n\r\n# d\r\n"),
    ("a:\n  b:\n    - c # d\n", "a:\n  b:\n    - c # d\nk: v\n"),
    ("a: |\n  b\n\n", "a: |\n  b\nk: v\n\n"),
    ("a: |+\n  b\n\n", "a: |+\n  b\n\nk: v\n"), ("a:\n", "a:\nk: v\n"),
    ("a: {b: c}\n", "a: {b: c}\nk: v\n"),
    ("{}", "{k: v}"), ("{ a: b }", "{ a: b, k: v }"),
    ("{a: b,\n c: d, }", "{a: b,\n c: d, k: v, }"),
    ("  a: b\n  c: d\n", "  a: b\n  c: d\n  k: v\n"), ("a: b\n...\n", "a: b\nk: v\n...\n"),
    ("a: b\n---\nc: d\n", "a: b\nk: v\n---\nc: d\n"), ("a: 'b\nc'\n", "a: 'b\nc'\nk: v\n"),
  ])
  func `insert an entry at the end`(text: String, wanted: String) throws {
    let entry = YAMLNewEntry("k", .string("v"))
    #expect(
      try edited(text) { editor, root in
        try editor.insert(entry, into: try #require(root.mapping))
      } == wanted)
  }

  @Test func `insert an entry in front and between`() throws {
    let text = "steps:\n  # one\n  - uses: a@b # c\n    with:\n      x: y\n"
    let entry = YAMLNewEntry("name", .string("n"))
    func insert(_ place: YAMLEditor.Place) throws -> String {
      try edited(text) { editor, root in
        try editor.insert(entry, into: try #require(root["steps.0"]?.mapping), at: place)
      }
    }
    #expect(
      try insert(.first)
        == "steps:\n  # one\n  - name: n\n    uses: a@b # c\n    with:\n      x: y\n")
    #expect(
      try insert(.after(0))
        == "steps:\n  # one\n  - uses: a@b # c\n    name: n\n    with:\n      x: y\n")
    #expect(throws: YAMLEditError.self) { try insert(.after(7)) }
  }

  @Test(arguments: [
    ("s:\n- a\n- b: c # d\n  e: f\nt: u\n", "s:\n- a\n- b: c # d\n  e: f\n- k: v\n  l: w\nt: u\n"),
    ("s: [a]\n", "s: [a, {k: v, l: w}]\n"), ("s: []\n", "s: [{k: v, l: w}]\n"),
    ("s:\n    -   a\n", "s:\n    -   a\n    - k: v\n      l: w\n"),
  ])
  func `append an item`(text: String, wanted: String) throws {
    let item = YAMLContent.mapping([
      YAMLNewEntry("k", .string("v")), YAMLNewEntry("l", .string("w")),
    ])
    #expect(
      try edited(text) { editor, root in
        try editor.append(item, to: try #require(root["s"]?.sequence))
      } == wanted)
  }

  @Test(arguments: [
    ("a: 1\n# c\nk: v # d\nb: 2\n", "a: 1\n# c\nb: 2\n"), ("k: v\na: 1", "a: 1"),
    ("a: 1\nk:\n  - b # c\n  - d\n", "a: 1\n"), ("a: 1\nk: |+\n  b\n\nc: d\n", "a: 1\nc: d\n"),
    ("a: 1\nk: |\n  b\n\nc: d\n", "a: 1\n\nc: d\n"), ("{k: v, a: 1}", "{a: 1}"),
    ("{a: 1, k: v}", "{a: 1}"),
    ("{k: v}", "{}"), ("a: 1\r\nk: v\r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"), ("a: 1\nk: v", "a: 1\n"),
    ("? k\n: v\n? a\n: b\n", "? a\n: b\n"), ("a: 1\nk:\nb: 2\n", "a: 1\nb: 2\n"),
  ])
  func `remove an entry`(text: String, wanted: String) throws {
    #expect(
      try edited(text) { editor, root in
        let mapping = try #require(root.mapping)
        let index = try #require(mapping.map(\.key.scalar?.text).firstIndex(of: "k"))
        try editor.removeEntry(at: index, from: mapping)
      } == wanted)
  }

  @Test func `remove an item`() throws {
    let text = "s:\n# 1\n- a: 1\n  b: 2\n# 2\n- # 3\n  c\n- |\n  d\n"
    func remove(_ index: Int, from text: String = text) throws -> String {
      try edited(text) { editor, root in
        try editor.removeItem(at: index, from: try #require(root["s"]?.sequence))
      }
    }
    #expect(try remove(0) == "s:\n# 1\n# 2\n- # 3\n  c\n- |\n  d\n")
    #expect(try remove(1) == "s:\n# 1\n- a: 1\n  b: 2\n# 2\n- |\n  d\n")
    #expect(try remove(2) == "s:\n# 1\n- a: 1\n  b: 2\n# 2\n- # 3\n  c\n")
    #expect(try remove(1, from: "s: [a, b, c]") == "s: [a, c]")
    #expect(throws: YAMLEditError.lastEntry(SourceSpan(3, 6))) { try remove(0, from: "s:\n- a\n") }
  }

  @Test func `remove the first entry behind a dash`() throws {
    func remove(_ text: String) throws -> String {
      try edited(text) { editor, root in
        try editor.removeEntry(at: 0, from: try #require(root["0"]?.mapping))
      }
    }
    #expect(try remove("- a: 1\n  b: 2\n") == "- b: 2\n")
    #expect(try remove("- a: 1\n  # c\n  b: 2\n") == "- \n  # c\n  b: 2\n")
  }

  @Test(arguments: [
    ("k: v\n", "k: v # new\n"), ("k: v   # old\nl: m # n\n", "k: v   # new\nl: m # n\n"),
    ("# a\nk: [v] \r\n# b\r\n", "# a\nk: [v]  # new\r\n# b\r\n"), ("{k: v}", "{k: v} # new"),
    ("k: v", "k: v # new"), ("k:\nl: m", "k: # new\nl: m"), ("- k: v # old", "- k: v # new"),
  ])
  func `write the comment behind a value`(text: String, wanted: String) throws {
    #expect(
      try edited(text) { editor, root in
        try editor.setComment("new", behind: try #require(root["k"] ?? root["0.k"]))
      } == wanted)
  }

  @Test func `write a comment beside what it is about`() throws {
    let text = "s:\n- uses: a/b@v4 # v4\n  name: c\n"
    #expect(
      try edited(text) { editor, root in
        let uses = try #require(root["s.0.uses"])
        try editor.replace(uses, with: .string("a/b@0123"))
        try editor.setComment("v4.1.0", behind: uses)
      } == "s:\n- uses: a/b@0123 # v4.1.0\n  name: c\n")
    #expect(
      try edited("{\n  \"uses\": \"a/b@v4\"\n}\n") { editor, root in
        try editor.setComment("v4", behind: try #require(root["uses"]))
        try editor.insert(YAMLNewEntry("k", .plain("false")), into: try #require(root.mapping))
      } == "{\n  \"uses\": \"a/b@v4\", k: false # v4\n}\n")
    #expect(throws: YAMLEditError.self) {
      try edited("k: |\n  v\n") { editor, root in
        try editor.setComment("new", behind: try #require(root["k"]))
      }
    }
    #expect(throws: YAMLEditError.self) {
      try edited("k: v\n") { editor, root in
        try editor.setComment("a\nb: c", behind: try #require(root["k"]))
      }
    }
  }

  @Test func `make several changes at once, and none that overlap`() throws {
    let text = "a: 1\nb: 2\nc: 3\n"
    #expect(
      try edited(text) { editor, root in
        let mapping = try #require(root.mapping)
        try editor.insert(YAMLNewEntry("x", .plain("1")), into: mapping, at: .after(0))
        try editor.insert(YAMLNewEntry("y", .plain("2")), into: mapping, at: .after(0))
        try editor.removeEntry(at: 1, from: mapping)
        try editor.replace(try #require(mapping["c"]), with: .plain("4"))
      } == "a: 1\nx: 1\ny: 2\nc: 4\n")
    #expect(throws: YAMLEditError.self) {
      try edited(text) { editor, root in
        let mapping = try #require(root.mapping)
        try editor.replace(try #require(mapping["b"]), with: .plain("4"))
        try editor.removeEntry(at: 1, from: mapping)
      }
    }
  }

  @Test func `are refused where they would say something else`() throws {
    func insert(_ text: String, into source: String) throws -> String {
      try edited(source) { editor, root in
        try editor.replace(0..<0, of: try #require(root["k"]?.scalar), with: text)
      }
    }
    #expect(throws: YAMLEditError.self) { try insert("a: ", into: "k: v") }
    #expect(throws: YAMLEditError.unfaithful) { try insert("a #", into: "k: v") }
    #expect(throws: YAMLEditError.self) { try insert("a\n", into: "k: |\n  v\n") }
    #expect(throws: YAMLEditError.unfaithful) { try insert("[", into: "k: v]") }
  }

  /// Every change either does exactly what it says, which the editor checks, or is refused.
  @Test(.enabled(if: SharedData.exists, "needs ../shared/data"))
  func `can be made to every mapping and sequence of real workflows`() throws {
    var made = 0
    for path in SharedData.workflows {
      let source = try SharedData.source(path)
      let stream = YAMLStream(parsing: source, tolerating: .lineIndentation)
      let document = try #require(stream.documents.first)
      var editor = YAMLEditor(document)
      made += try change(document.root, in: &editor)
      #expect(throws: Never.self, "\(path)") { try editor.finished() }
    }
    #expect(made > 5_000)
  }

  @Test(.enabled(if: SharedData.exists, "needs ../shared/data"))
  func `replace each value and remove leaves of real workflows`() throws {
    for path in SharedData.workflows {
      let stream = YAMLStream(
        parsing: try SharedData.source(path), tolerating: .lineIndentation)
      let document = try #require(stream.documents.first)
      var values = YAMLEditor(document)
      try replaceValues(of: document.root, in: &values)
      #expect(throws: Never.self, "\(path)") { try values.finished() }
      var leaves = YAMLEditor(document)
      try removeLeaves(of: document.root, in: &leaves)
      #expect(throws: Never.self, "\(path)") { try leaves.finished() }
    }
  }

  private func replaceValues(of node: YAMLNode, in editor: inout YAMLEditor) throws {
    for entry in node.mapping.map(Array.init) ?? [] {
      if entry.value.scalar == nil {
        try replaceValues(of: entry.value, in: &editor)
      } else {
        try editor.replace(entry.value, with: .string("it's # new"))
      }
    }
    for item in node.sequence.map(Array.init) ?? [] {
      try replaceValues(of: item, in: &editor)
    }
  }

  /// Removes the last entry or item that is a scalar.
  private func removeLeaves(of node: YAMLNode, in editor: inout YAMLEditor) throws {
    if let mapping = node.mapping {
      let last = mapping.map(\.value).lastIndex { $0.scalar != nil }
      if mapping.count > 1, let last { try editor.removeEntry(at: last, from: mapping) }
      for entry in mapping { try removeLeaves(of: entry.value, in: &editor) }
    }
    if let sequence = node.sequence {
      let last = sequence.map { $0 }.lastIndex { $0.scalar != nil }
      if sequence.count > 1, let last { try editor.removeItem(at: last, from: sequence) }
      for item in sequence { try removeLeaves(of: item, in: &editor) }
    }
  }

  /// A new entry in each mapping, a new item in each sequence.
  private func change(_ node: YAMLNode, in editor: inout YAMLEditor) throws -> Int {
    var made = 0
    if let mapping = node.mapping {
      for entry in mapping { made += try change(entry.value, in: &editor) }
      try editor.insert(YAMLNewEntry("moat-last", .string("a: b")), into: mapping)
      try editor.insert(
        YAMLNewEntry("moat-first", .mapping([YAMLNewEntry("c", .plain("1"))])), into: mapping,
        at: .first)
      made += 2
    }
    if let sequence = node.sequence {
      for item in sequence { made += try change(item, in: &editor) }
      try editor.append(.mapping([YAMLNewEntry("d", .string("e"))]), to: sequence)
      made += 1
    }
    return made
  }
}
