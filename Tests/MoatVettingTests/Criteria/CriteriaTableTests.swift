import MoatVetting
import Testing

@Suite struct `Criteria` {
  private static func table(_ implies: [String: [String]]) throws -> CriteriaTable {
    try CriteriaTable(implies.mapValues { CriteriaDefinition(description: "text", implies: $0) })
  }

  @Test func `have the built-in ones first, and the others by name`() throws {
    let table = try Self.table(["b": [], "a": ["b"]])
    #expect(table.names == ["safe-to-run", "safe-to-deploy", "a", "b"])
    #expect(table.index(of: "b") == 3)
    #expect(table.index(of: "c") == nil)
    #expect(table.closures.map(\.bits) == [0b0001, 0b0011, 0b1100, 0b1000])
    #expect(table.all.bits == 0b1111)
  }

  @Test func `imply over several steps`() throws {
    let table = try Self.table(["x": ["y"], "y": ["z"], "z": ["safe-to-deploy"]])
    #expect(table.set(["x"]) == table.all)
    #expect(table.minimalNames(table.all) == ["x"])
    #expect(table.minimalNames(table.set(["safe-to-run", "z"])) == ["z"])
    #expect(table.indicesImplying(0) == [1, 2, 3, 4])
  }

  @Test func `pass over names that are not of the table`() {
    #expect(CriteriaTable.builtIn.set(["nothing"]).isEmpty)
    #expect(CriteriaTable.builtIn.set(["safe-to-deploy", "x"]).indices == [0, 1])
  }

  @Test func `are refused where no table can hold them`() {
    #expect(throws: CriteriaError.impliesItself("a")) { try Self.table(["a": ["a"]]) }
    #expect(throws: CriteriaError.impliesItself("a")) { try Self.table(["a": ["b"], "b": ["a"]]) }
    #expect(throws: CriteriaError.unknownImplied("b", by: "a")) { try Self.table(["a": ["b"]]) }
    #expect(throws: CriteriaError.shadowsBuiltIn("safe-to-run")) {
      try Self.table(["safe-to-run": []])
    }
  }

  @Test func `fill 64 bits and no more`() throws {
    func names(_ count: Int) -> [String: [String]] {
      Dictionary(uniqueKeysWithValues: (0..<count).map { ("c\($0)", []) })
    }
    let full = try Self.table(names(62))
    #expect(full.all.bits == .max)
    #expect(full.minimalNames(full.all).count == 63)
    #expect(throws: CriteriaError.tooMany(count: 63, limit: 62)) { try Self.table(names(63)) }
  }
}
