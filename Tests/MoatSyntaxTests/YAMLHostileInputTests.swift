import MoatModel
import MoatSyntax
import MoatTestSupport
import Testing

@Suite(.computes) struct `YAML from an attacker` {
  static let limit = YAMLStream.maximumDepth

  static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  static func chain(_ count: Int, _ item: (Int) -> String) -> String {
    (1...count).map(item).joined()
  }

  @Test(arguments: [
    repeated("[", 1_000_000), repeated("{a: ", 1_000_000), repeated("[{a: ", 1_000_000),
    repeated("- ", 1_000_000), repeated("? ", 1_000_000), repeated("? - ", 1_000_000),
    repeated("[? ", 1_000_000), (0..<1_000).map { repeated(" ", $0) + "a:\n" }.joined(),
    // An alias inside brackets, for as many brackets
    "- &a \(repeated("[", 100))\(repeated("]", 100))\n- \(repeated("[", 100))*a\(repeated("]", 100))",
    // Each anchor one level deeper than the one before
    "- &a0 [x]\n" + chain(200) { "- &a\($0) [*a\($0 - 1)]\n" },
  ])
  func `is refused when nested too deeply`(text: String) {
    #expect(yamlRefusal(Array(text.utf8))?.reason == .tooDeep(limit: Self.limit))
  }

  @Test func `is accepted up to the limit of nesting`() {
    func flow(_ count: Int) -> [UInt8] {
      Array((Self.repeated("[", count) + Self.repeated("]", count)).utf8)
    }
    #expect(yamlRefusal(flow(Self.limit)) == nil)
    #expect(yamlRefusal(flow(Self.limit + 1)) != nil)
    #expect(yamlRefusal(Array(Self.repeated("- ", Self.limit).utf8)) == nil)
    #expect(yamlRefusal(Array(Self.repeated("- ", Self.limit + 1).utf8)) != nil)
  }

  @Test func `is refused when aliases multiply`() {
    let bomb =
      "- &a0 [x, x, x, x, x, x, x, x, x]\n"
      + Self.chain(9) { "- &a\($0) [\(Self.repeated("*a\($0 - 1),", 9))]\n" }
    #expect(
      yamlRefusal(Array(bomb.utf8))?.reason
        == .tooManyNodes(limit: YAMLStream.maximumAliasedNodes))
  }

  @Test(
    arguments: [
      chain(100_000) { "k\($0): 1\n" }, "{" + chain(100_000) { "k\($0): 1," } + "}",
      "[" + repeated("a,", 100_000) + "]", repeated("- a\n", 100_000),
      repeated("---\na\n", 50_000), repeated("- |\n", 100_000), repeated("\n", 200_000) + "a",
      "a" + repeated("\n", 200_000) + "  b", "- |" + repeated("\n", 200_000) + "\n  b",
      "'" + repeated("\n", 200_000) + "'", "[" + repeated("a: b,", 50_000) + "]",
      repeated("&a a: *a\n", 1) + chain(50_000) { "&a\($0) k\($0): *a\($0)\n" },
      repeated("# c\n", 100_000), "k: " + repeated("a ", 200_000),
      "[a" + repeated(" ", 200_000) + "]",
    ])
  func `costs linear time`(text: String) {
    let took = ProcessorTime.measure { #expect(yamlRefusal(Array(text.utf8)) == nil) }
    #expect(took < .seconds(30), "\(took)")
  }

  @Test(arguments: UInt64(1)...6)
  func `never traps, whatever the bytes`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let tokens = [
      "\"", "'", "\\", "\n", "\r", "[", "]", "{", "}", ",", ": ", "- ", "? ", "#", " #", "|", ">",
      "&a ", "*a", "!!str ", "---\n", "...\n", "%TAG ! x\n", "\t", "  ", "\u{FEFF}", "\0", "é",
      "\\u",
    ].map { Array($0.utf8) }
    var accepted = 0
    for _ in 0..<400 {
      var bytes = random.damaged(Array(Self.document.utf8))
      for _ in 0..<Int.random(in: 0..<3, using: &random) {
        let token = tokens[Int.random(in: 0..<tokens.count, using: &random)]
        bytes.insert(contentsOf: token, at: Int.random(in: 0...bytes.count, using: &random))
      }
      let source = SourceText(path: "hostile.yml", bytes: bytes)
      try checkPlaces(source)
      if let error = YAMLStream(parsing: source).failure {
        #expect(error.span.upper <= bytes.count)
        #expect(!error.message.isEmpty)
      } else {
        accepted += 1
      }
    }
    #expect(accepted > 0)
  }

  static let document = #"""
    # comment
    name: "a \"b\" \u00E9 \
      c" # é
    on: {push: {branches: [main, 'x''y']}, pull_request: }
    env: &env
      A: plain text
        over lines

        and more
      ? complex
      : - 1
        - - 2
          - 3
    jobs:
      b:
        <<: *env
        steps:
        - uses: !!str x@y
        - run: |2-
            echo one
             more

            two
        - run: >+
            folded
            text

        - {a: b, ? c, "d":e, [f]: g}
    ...
    %YAML 1.2
    ---
    !t
    - last
    """#
}
