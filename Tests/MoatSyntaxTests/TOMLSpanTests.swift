import MoatModel
import MoatSyntax
import Testing

@Suite struct `TOML spans` {
  @Test func `cover a key and a value exactly`() throws {
    let document = try parse("  \"a b\" . c = [ 'x' , {y = 1_0} ] # end\nd=1979-05-27 # e")
    let source = document.source
    let outer = try #require(document.root.entry("a b"))
    #expect(source.text(at: outer.keySpan) == "\"a b\"")
    #expect(source.text(at: outer.value.span) == "\"a b\"")
    let inner = try #require(outer.value.table?.entry("c"))
    #expect(source.text(at: inner.keySpan) == "c")
    #expect(source.text(at: inner.value.span) == "[ 'x' , {y = 1_0} ]")
    let elements = try #require(inner.value.array)
    #expect(elements.map { source.text(at: $0.span) } == ["'x'", "{y = 1_0}"])
    #expect(elements.compactMap(\.table?.headerSpan).isEmpty)
    #expect(document.root["d"].map { source.text(at: $0.span) } == "1979-05-27")
    #expect(document.root.span == SourceSpan(0, source.bytes.count))
  }

  @Test func `cover a table from its header to its last own line`() throws {
    let document = try parse("[a.b] # one\r\nx = 1\r\ny.z = 2 # two\r\n\r\n# three\r\n[a.b.c]\r\n")
    let source = document.source
    let parent = try #require(document.root["a"]?.table)
    #expect(source.text(at: parent.span) == "a")
    #expect(parent.headerSpan == nil)
    let table = try #require(parent["b"]?.table)
    #expect(source.text(at: table.span) == "[a.b] # one\r\nx = 1\r\ny.z = 2 # two")
    #expect(table.headerSpan.map(source.text(at:)) == "[a.b]")
    #expect(table["y"].map { source.text(at: $0.span) } == "y")
    #expect(table["c"].map { source.text(at: $0.span) } == "[a.b.c]")
  }

  @Test func `cover each element of an array of tables`() throws {
    let document = try parse("[[p]]\na = 1\n\n[[p]]\na = 2\n\n[[p]]\n")
    let source = document.source
    let array = try #require(document.root["p"])
    #expect(source.text(at: array.span) == "[[p]]\na = 1\n\n[[p]]\na = 2\n\n[[p]]")
    let tables = try #require(array.array).compactMap(\.table)
    #expect(tables.map { source.text(at: $0.span) } == ["[[p]]\na = 1", "[[p]]\na = 2", "[[p]]"])
    #expect(tables.compactMap(\.headerSpan).map(source.text(at:)) == ["[[p]]", "[[p]]", "[[p]]"])
  }

  @Test func `prefer a table's own header to one below it`() throws {
    let document = try parse("[a.b]\n[ a ]\nx = 1")
    let entry = try #require(document.root.entry("a"))
    #expect(entry.keySpan == SourceSpan(8, 9))
    #expect(document.source.text(at: entry.value.span) == "[ a ]\nx = 1")
  }

  @Test func `count a byte-order mark`() throws {
    #expect(try parse("\u{FEFF}a = 1").root["a"]?.span == SourceSpan(7, 8))
  }
}
