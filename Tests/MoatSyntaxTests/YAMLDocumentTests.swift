import MoatModel
import MoatSyntax
import Testing

func yaml(_ text: String) throws(YAMLError) -> YAMLDocument {
  try YAMLDocument(parsing: SourceText(path: "test.yml", text: text))
}

@Suite struct `YAML document` {
  @Test(
    arguments: [
      ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("nULL", .string("nULL")),
      ("true", .boolean(true)), ("FALSE", .boolean(false)), ("tRue", .string("tRue")),
      ("on", .string("on")), ("yes", .string("yes")), ("off", .string("off")),
      ("1979-05-27", .string("1979-05-27")), ("1:30", .string("1:30")), ("1_000", .string("1_000")),
      ("0", .integer(0)), ("-12", .integer(-12)), ("+12", .integer(12)), ("012", .integer(12)),
      ("0o17", .integer(15)), ("0x1F", .integer(31)), ("-0x1F", .string("-0x1F")),
      ("0o8", .string("0o8")), ("0x", .string("0x")), ("0b1", .string("0b1")),
      ("9223372036854775807", .integer(.max)), ("9223372036854775808", .float(0x1p63)),
      ("0x10000000000000000", .float(0x1p64)),
      ("1.5", .float(1.5)), ("1.", .float(1)), (".5", .float(0.5)), ("-1e3", .float(-1000)),
      ("1.10", .float(1.1)), (".", .string(".")), ("1e", .string("1e")), ("e1", .string("e1")),
      ("+", .string("+")), (".inf", .float(.infinity)), ("-.INF", .float(-.infinity)),
      ("inf", .string("inf")), ("'1'", .string("1")), ("\"null\"", .string("null")),
      ("|\n 1", .string("1\n")), ("!!str 1", .string("1")), ("! 1", .string("1")),
      ("!!int 1", .integer(1)), ("!!int '1'", .integer(1)), ("!!float 1", .float(1)),
      ("!!bool x", .string("x")), ("!mine 1", .string("1")), ("!!null ~", .null),
      ("!<tag:yaml.org,2002:int> 1", .integer(1)),
    ] as [(String, YAMLCoreValue)])
  func `reads by the core schema`(text: String, value: YAMLCoreValue) throws {
    #expect(try yaml("a: \(text)").root.mapping?["a"]?.scalar?.value == value)
  }

  @Test func `keeps keys, values and entries in order, repeated ones too`() throws {
    let document = try yaml("b: 1\na: [x, {y: z}]\n\"b\": 2\n? [c]\n: d\n")
    let root = try #require(document.root.mapping)
    #expect(root.count == 4)
    #expect(root.compactMap(\.key.scalar?.text) == ["b", "a", "b"])
    #expect(root["b"]?.scalar?.text == "1")
    #expect(root["c"] == nil)
    #expect(document.problems.map(\.kind) == [.duplicateKey("b")])
    #expect(document.problems.map { document.stream.source.text(at: $0.span) } == ["\"b\""])
    #expect(document.problems.map(\.related) == [SourceSpan(0, 1)])
  }

  @Test(arguments: [
    "a: 1\n'a': 2", "{a: 1, \"\\x61\": 2}", "? |-\n  a\n: 1\na: 2", "a:\n  - k: 1\n    k: 2",
    (0..<40).map { "k\($0): 1\n" }.joined() + "k7: 2",
  ])
  func `reports a key that is there twice`(text: String) throws {
    #expect(try yaml(text).problems.count == 1)
  }

  @Test(arguments: ["a: 1\nA: 2", "[a]: 1\n[a]: 2", "a: {b: 1}\nc: {b: 1}", "[a: 1, a: 2]"])
  func `reports no key that is there once`(text: String) throws {
    #expect(try yaml(text).problems.isEmpty)
  }

  @Test func `gives an alias and what it stands for`() throws {
    let root = try yaml("a: &x [1]\nb: *x\n<<: *x\n*x : c\n&k k: *k").root
    let mapping = try #require(root.mapping)
    let alias = try #require(mapping["b"])
    #expect(alias.kind == .alias)
    #expect(alias.aliasName == "x")
    #expect(alias.sequence == nil)
    #expect(alias.resolved.sequence?.count == 1)
    #expect(alias.resolved.anchor == "x")
    // Merging is not part of YAML 1.2.
    #expect(mapping.contains { $0.key.scalar?.text == "<<" })
    #expect(mapping["k"]?.resolved.scalar?.text == "k")
  }

  @Test func `an anchor that is set again has its new meaning`() throws {
    let root = try yaml("[&a 1, *a, &a 2, *a]").root
    #expect(root.sequence?.map { $0.resolved.scalar?.text } == ["1", "1", "2", "2"])
  }

  @Test func `resolves tags`() throws {
    let text = "%TAG !e! tag:e.org,2000:\n---\n- !e!a%21 x\n- !b x\n- !!c x\n- !<d> x\n- ! x\n- x"
    let root = try yaml(text).root
    #expect(
      root.sequence?.map(\.tag)
        == ["tag:e.org,2000:a!", "!b", "tag:yaml.org,2002:c", "d", "!", nil])
    #expect(root.sequence?.first { _ in true }?.tagSpan == SourceSpan(31, 38))
  }

  @Test func `gives comments with their places`() throws {
    let text = "# one\na: b # two\nc: | # three\n  # text\n# four\nd: [ # five\n  e]\nf: g#h\n..."
    let stream = try yaml(text).stream
    #expect(
      stream.comments.map(stream.source.text(at:))
        == ["# one", "# two", "# three", "# four", "# five"])
  }

  @Test func `gives the comment behind a node`() throws {
    let text = "a: b # one\nc: [d, e] # two\nf: # three\n  g\n# four\nh: | # five\n  # text\ni: j"
    let root = try #require(try yaml(text).root.mapping)
    func comment(_ key: String) -> String? {
      root[key]?.trailingComment.map(root.node.stream.source.text(at:))
    }
    let found = ["a", "c", "f", "h", "i"].map(comment)
    #expect(found == ["# one", "# two", nil, "# five", nil])
    #expect(root.first { _ in true }?.key.trailingComment?.lower == 5)
  }

  @Test func `reads a byte-order mark, carriage returns and tabs`() throws {
    let text =
      "\u{FEFF}on:\t\r\n  - a\t# c\r\n\t\r\n  - |\r\n    x\r\n\r\n    y\r\nk:\t'v\r\n\t w'\r\n"
    let root = try #require(
      try yaml(text.replacing("k:\t'v\r\n\t", with: "k:\t'v\r\n \t")).root.mapping)
    #expect(root["on"]?.sequence?.map { $0.scalar?.text } == ["a", "x\n\ny\n"])
    #expect(root["k"]?.scalar?.text == "v w")
    #expect(root.node.span.lower == 3)
  }

  @Test func `a stream keeps the documents in front of an error`() throws {
    let text = "a: 1\n---\nb: 2\n...\n# c\n%YAML 1.2\n---\n\"open"
    let stream = YAMLStream(parsing: SourceText(path: "test.yml", text: text))
    #expect(stream.documents.map { $0.root.mapping?.count } == [1, 1])
    #expect(stream.documents.map { stream.source.text(at: $0.span) } == ["a: 1", "---\nb: 2\n..."])
    #expect(stream.failure?.reason == .unterminatedString)
  }

  @Test func `a document is one document`() throws {
    #expect(try yaml("# nothing").root.scalar?.isAbsent == true)
    #expect(try yaml("---\n...\n").root.scalar?.value == .null)
    do {
      _ = try yaml("a\n---\nb")
      Issue.record("accepted")
    } catch {
      #expect(error.reason == .severalDocuments)
      #expect(error.span == SourceSpan(2, 7))
    }
  }

  @Test(arguments: [
    "k: \"${{\n  x\n}}\"\n", "k: 'a\n\nb'\n", "k: [\n  a\n]\nl: m", "- k: {\n  a: 1,\n}",
    "k: [a\nb]",
  ])
  func `reads lines too far to the left where asked to`(text: String) throws {
    let source = SourceText(path: "test.yml", text: text)
    #expect(YAMLStream(parsing: source).failure?.reason == .underIndented)
    let stream = YAMLStream(parsing: source, tolerating: .lineIndentation)
    #expect(stream.failure == nil)
    let problems = try #require(stream.documents.first?.problems)
    #expect(!problems.isEmpty && problems.allSatisfy { $0.kind == .underIndented })
    #expect(problems.allSatisfy { !$0.message.isEmpty && $0.help != nil })
  }
}
