import MoatSyntax
import MoatTestSupport
import Testing

@Suite(.computes) struct `JSON reader` {
  private func read(_ text: String) throws(JSONFailure) -> JSONValue {
    try JSONReader.read(Array(text.utf8)[...])
  }

  @Test func `reads every kind of value`() throws {
    let text =
      #" {"a": [1, -0.5e+3, true, false, null], "b": {"c": "x\n\u00e9\ud83d\ude00/"}, "": {}} "#
    #expect(
      try read(text)
        == .object([
          "a": .array([.number("1"), .number("-0.5e+3"), .bool(true), .bool(false), .null]),
          "b": .object(["c": .string("x\né😀/")]),
          "": .object([:]),
        ]))
  }

  @Test(arguments: [
    "", " ", "{", "[1,", "[1,]", "{\"a\":1,}", "{a:1}", "01", "+1", "-", "1.", ".5", "1e", "nul",
    "NaN", "'a'", "\"\u{1}\"", "\"a", #""\x""#, #""\u12G4""#, #""\ud800""#, #""\ud800\u0041""#,
    #""\udc00""#, "1 2", "\u{FEFF}1", "[1}", "// a\n1", #"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#,
  ])
  func `refuses`(text: String) {
    #expect(throws: JSONFailure.self) { try read(text) }
  }

  @Test func `refuses bytes that are not UTF-8, at their string`() {
    let bytes: [UInt8] = [0x5B, 0x22, 0xFF, 0x22, 0x5D]
    #expect(throws: JSONFailure.invalidUTF8(offset: 2)) { try JSONReader.read(bytes[...]) }
  }

  @Test func `counts offsets from the start of a slice`() {
    #expect(throws: JSONFailure.unexpectedByte(offset: 1)) {
      try JSONReader.read(Array("xx[}".utf8)[2...])
    }
  }

  @Test func `stops at the depth limit instead of the end of the stack`() throws {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONFailure.tooDeep(offset: JSONReader.depthLimit)) { try read(deep) }
    #expect(throws: JSONFailure.self) {
      try JSONReader.members([], of: Array("{\"a\":\(deep)".utf8)[...])
    }
    let most = JSONReader.depthLimit - 1
    let allowed =
      String(repeating: "[", count: most) + "1" + String(repeating: "]", count: most)
    #expect(throws: Never.self) { try read(allowed) }
  }

  @Test func `keeps the members asked for and still checks the others`() throws {
    let text = #"{"a": {"x": ["\\\"", {}, [], -1e9, true, null]}, "b": 2, "a": 3}"#
    #expect(try JSONReader.members(["b"], of: Array(text.utf8)[...]) == ["b": .number("2")])
    for bad in [#"{"a": [1,], "b": 2}"#, #"{"a": {"x" 1}}"#, "[]", "{} 1", #"{"a": "\q"}"#] {
      #expect(throws: JSONFailure.self) { try JSONReader.members(["b"], of: Array(bad.utf8)[...]) }
    }
  }

  @Test(arguments: UInt64(1)...8)
  func `never traps on damaged documents, and skipping agrees with reading`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let whole = Array(#"{"a":[1,-2.5e3,{"b":"\u00e9\ud83d\ude00x"}],"c":null,"d":true}"#.utf8)
    for _ in 0..<4_000 {
      let bytes = random.damaged(whole)
      let read = try? JSONReader.read(bytes[...])
      let skipped = try? JSONReader.members([], of: bytes[...])
      // Skipping lets duplicate keys and bytes that are not UTF-8 pass; never the other way round.
      if read?.object != nil { #expect(skipped == [:]) }
    }
  }
}
