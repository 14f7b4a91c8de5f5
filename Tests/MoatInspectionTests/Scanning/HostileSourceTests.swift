import MoatCargo
import MoatInspection
import MoatModel
import MoatTestSupport
import Testing

@Suite(.computes) struct `hostile sources` {
  static let inputs: [(String, @Sendable () -> String)] = [
    ("nested brackets", { String(repeating: "({[", count: 100_000) }),
    ("nested modules", { String(repeating: "mod a { ", count: 50_000) }),
    ("one long line", { "fn f() {" + String(repeating: "a.b(c);", count: 150_000) + "}" }),
    ("many literals", { String(repeating: "f(\"aHR0cHM6Ly94LmV4YW1wbGU=\");", count: 100_000) }),
    ("literals that join", { String(repeating: "\"ht\", ", count: 200_000) }),
    (
      "words only",
      { "const A: &str = \"" + String(repeating: ".ssh/ http:// ", count: 80_000) + "\";" }
    ),
    ("a long array", { "[" + String(repeating: "104, ", count: 300_000) + "]" }),
    ("unclosed arrays", { String(repeating: "[1, [", count: 200_000) }),
    ("constants", { (0..<30_000).map { "const A\($0): &str = \"aGVs\";" }.joined() }),
    (
      "names of constants", { "const A: &str = \"a\";" + String(repeating: "A + ", count: 200_000) }
    ),
    ("imports", { (0..<20_000).map { "use std::process::Command as C\($0);" }.joined() }),
    ("attributes", { String(repeating: "#[a(", count: 100_000) }),
    (
      "folders",
      {
        "let o = env!(\"OUT_DIR\");" + String(repeating: "let o = o.parent().pop() ", count: 50_000)
      }
    ),
    ("generic arguments", { "std::env::var::" + String(repeating: "<", count: 300_000) }),
    ("extern blocks", { String(repeating: "extern { ", count: 100_000) }),
    ("foreign characters", { String(repeating: "p\u{0430}ss ", count: 100_000) }),
  ]

  @Test(arguments: inputs.map(\.0))
  func `take bounded time`(_ name: String) throws {
    let input = try #require(Self.inputs.first { $0.0 == name })
    let took = ProcessorTime.measure { _ = Snippet.marks(input.1()) }
    // In a debug build; what grows with the square of the input takes far longer.
    #expect(took < .seconds(40))
  }

  @Test func `any bytes are read`() {
    var generator = SeededGenerator(seed: 4_2026)
    let fragments = [
      "unsafe", "{", "}", "\"", "'", "r#\"", "\"#", "//", "/*", "*/", "extern", "::", "std", "env!",
      "(", ")", "[", "]", "#", "use ", ";", "=", "const A", "0x7f", "1767225600", "\\u{", "b'",
      "\n",
      "concat!", "std::process::Command", "OUT_DIR", "http://", "\u{202E}", "mod a", "#[path",
    ]
    for _ in 0..<400 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0..<80, using: &generator) {
        if Bool.random(using: &generator) {
          bytes += Array(fragments.randomElement(using: &generator)?.utf8 ?? "".utf8)
        } else {
          bytes.append(UInt8.random(in: 0...255, using: &generator))
        }
      }
      let result = Snippet.inspection([PackageContents.File(path: "src/lib.rs", bytes: bytes)])
      for mark in result.files.flatMap(\.marks) {
        #expect(mark.span.upper <= bytes.count && mark.line >= 1 && mark.column >= 1)
      }
    }
  }
}
