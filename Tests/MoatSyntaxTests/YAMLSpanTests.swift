import MoatModel
import MoatSyntax
import Testing

@Suite struct `YAML spans` {
  @Test func `cover keys and values exactly`() throws {
    let text = """
      "a b" : &x !t 'it''s' # c
      c:
        - {d: [1, 2 ] }
        - >-
          e
          f

      g:
      h: *x
      """
    let document = try yaml(text)
    let source = document.stream.source
    let root = try #require(document.root.mapping)
    #expect(root.map { source.text(at: $0.key.span) } == ["\"a b\"", "c", "g", "h"])
    let quoted = try #require(root["a b"])
    #expect(source.text(at: quoted.span) == "'it''s'")
    #expect(source.text(at: quoted.fullSpan) == "&x !t 'it''s'")
    #expect(quoted.anchorSpan.map(source.text(at:)) == "&x")
    #expect(quoted.tagSpan.map(source.text(at:)) == "!t")
    let items = try #require(root["c"]?.sequence)
    #expect(items.map { source.text(at: $0.span) } == ["{d: [1, 2 ] }", ">-\n    e\n    f"])
    #expect(source.text(at: items.span).hasPrefix("- {d"))
    #expect(items.first { _ in true }?.mapping?["d"].map { source.text(at: $0.span) } == "[1, 2 ]")
    let absent = try #require(root.entry("g"))
    #expect(absent.value.span == SourceSpan(absent.key.span.upper + 1, absent.key.span.upper + 1))
    #expect(root["h"].map { source.text(at: $0.span) } == "*x")
    #expect(document.root.span == SourceSpan(0, source.bytes.count))
  }

  /// Each mark `^` stands under the place of one character of `find` in the line above it.
  @Test(arguments: [
    ("k: one two", "two"), ("k: 'it''s x'", "x"), ("k: \"\\u00e9\\n x\"", "x"),
    ("k: |\n  one\n   x", "x"), ("k: >\n  one\n  x", "x"), ("k: one\n  x", "x"),
    ("k: |2+\n    one\n\n  x\n\n", "x"), ("- - |\r\n    one\r\n    x\r\n", "x"),
    ("k: \"one \\\n   x\"", "x"), ("k: 'one\n\n\n   x'", "x"), ("k: é\u{1F980} x", "x"),
  ])
  func `lead from decoded text to its place`(text: String, find: String) throws {
    let document = try yaml(text)
    var node = document.root
    if let value = node.mapping?["k"] { node = value }
    while let first = node.sequence?.first(where: { _ in true }) { node = first }
    let decoded = try #require(node.scalar).mapped
    let range = try #require(decoded.bytes.firstRange(of: find.utf8))
    let span = decoded.sourceSpan(ofDecoded: range)
    #expect(document.stream.source.text(at: span) == find)
    #expect(node.scalar?.sourceOffset(ofDecoded: range.lowerBound) == span.lower)
  }

  @Test func `lead from an escape or a joined line to where it is written`() throws {
    let scalar = try #require(try yaml("\"a\\u00e9 \n\n b\\tc\"").root.scalar)
    #expect(scalar.text == "aé\nb\tc")
    let places = (0...8).map(scalar.sourceOffset(ofDecoded:))
    // a, both bytes of é, the newline, b, the tab, c, and the closing quote for what is beyond
    #expect(places == [1, 2, 2, 10, 12, 13, 15, 16, 16])
    #expect(scalar.mapped.sourceSpan(ofDecoded: 1..<3) == SourceSpan(2, 8))
    #expect(scalar.mapped.sourceSpan(ofDecoded: 1..<1) == SourceSpan(2, 2))
    #expect(scalar.mapped.sourceSpan(ofDecoded: 5..<99) == SourceSpan(13, 16))
    #expect(scalar.sourceOffset(ofDecoded: -1) == 1)
  }
}
