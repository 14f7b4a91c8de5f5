import MoatModel
import MoatSyntax
import MoatTestSupport
import Testing

@Suite struct `TOML from an attacker` {
  static let limit = TOMLDocument.maximumDepth

  static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  @Test(arguments: [
    "a = " + repeated("[", 1_000_000), "a = " + repeated("{a=", 1_000_000),
    "a = " + repeated("[{a=", 1_000_000), repeated("a.", 1_000_000) + "a = 1",
    "[" + repeated("a.", 1_000_000) + "a]", "[[" + repeated("a.", 1_000_000) + "a]]",
    "a = {" + repeated("a.", 1_000_000) + "a = 1}",
  ])
  func `is refused when nested too deeply`(text: String) {
    #expect(refusal(text)?.reason == .tooDeep(limit: Self.limit))
  }

  @Test func `is accepted up to the limit of nesting`() {
    func arrays(_ count: Int) -> String {
      "a = " + Self.repeated("[", count) + Self.repeated("]", count)
    }
    func keys(_ count: Int) -> String { Self.repeated("a.", count) + "a = 1" }
    #expect(refusal(arrays(Self.limit)) == nil)
    #expect(refusal(arrays(Self.limit + 1)) != nil)
    #expect(refusal(keys(Self.limit)) == nil)
    #expect(refusal(keys(Self.limit + 1)) != nil)
  }

  @Test(
    arguments: [
      (0..<100_000).map { "k\($0) = 1\n" }.joined(), (0..<100_000).map { "[k\($0)]\n" }.joined(),
      repeated("[[k]]\na = 1\n", 100_000), "[[k]]\n" + repeated("[[k.b]]\n", 100_000),
      "k = {" + (0..<100_000).map { "k\($0) = 1," }.joined() + "}",
      "k = [" + repeated("1,", 100_000) + "]",
    ])
  func `costs linear time`(text: String) {
    let took = ProcessorTime.measure { #expect(refusal(text) == nil) }
    #expect(took < .seconds(60))
  }

  @Test func `never traps, whatever the bytes`() {
    let valid = Array(Self.document.utf8)
    let tokens = [
      "\"", "'", "\\", "\n", "\r", "[", "]", "{", "}", ",", "=", ".", "#", "\"\"\"", "'''", "[[",
      "]]", "\\u", "\\U0010FFFF", "0x", "_", "-", "+", "e", ":", "\u{FEFF}", "\0", "é",
    ].map { Array($0.utf8) }
    var random = SplitMix(state: 0x6D6F_6174)
    var accepted = 0
    for _ in 0..<2_000 {
      var bytes = valid
      for _ in 0...Int.random(in: 0..<6, using: &random) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
          let token = tokens[Int.random(in: 0..<tokens.count, using: &random)]
          bytes.insert(contentsOf: token, at: place)
        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 2:
          let count = Int.random(in: 0...min(20, bytes.count - place), using: &random)
          bytes.removeSubrange(place..<place + count)
        case 3:
          let count = Int.random(in: 0...min(40, bytes.count - place), using: &random)
          bytes.insert(contentsOf: bytes[place..<place + count], at: place)
        default: bytes.removeSubrange(place...)
        }
      }
      accepted += visit(bytes) ? 1 : 0
    }
    #expect(accepted > 0)
  }

  /// Reads everything there is to read; says whether the document was accepted.
  private func visit(_ bytes: [UInt8]) -> Bool {
    let source = SourceText(path: "hostile.toml", bytes: bytes)
    do throws(TOMLError) {
      let document = try TOMLDocument(parsing: source)
      visit(document.root, in: bytes.count)
      return true
    } catch {
      #expect(error.span.upper <= bytes.count)
      #expect(!error.message.isEmpty)
      _ = error.help
      return false
    }
  }

  private func visit(_ table: TOMLTable, in size: Int) {
    #expect(table.span.upper <= size)
    for entry in table.entries {
      #expect(entry.keySpan.upper <= size)
      #expect(table[entry.key] != nil)
      visit(entry.value, in: size)
    }
  }

  private func visit(_ value: TOMLValue, in size: Int) {
    #expect(value.span.upper <= size)
    switch value.kind {
    case .string: #expect(value.string != nil)
    case .integer: #expect(value.integer != nil)
    case .float: #expect(value.float != nil)
    case .boolean: #expect(value.boolean != nil)
    case .datetime: #expect(value.datetime != nil)
    case .array: for element in value.array.map(Array.init) ?? [] { visit(element, in: size) }
    case .table: if let table = value.table { visit(table, in: size) }
    }
  }

  private static let document = #"""
    title = "a \"b\" \u00E9 \x41" # comment é
    'lit' = 'C:\x'
    n = [1, -2, 0xff, 1_000, 3.14, -inf, nan, 1e5,
      true, [ ], ]
    when = [1979-05-27T07:32:00.5-07:00, 1979-05-27 07:32, 1979-05-27, 07:32:00]
    multi = """
    one \
       two""\""""
    lit3 = '''
    x'''
    [a.b]
    c.d = { e = 1, f.g = "h" }
    [[p]]
    name = "serde"
    [[p]]
    [p.q]
    z = {}
    """#
}

/// A small generator, so that every run tries the same inputs.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
