import MoatModel
import MoatRust

extension FuzzParser {
  /// Any bytes are Rust source: tokens give them back, and what is found lies inside of them.
  static func rust(_ bytes: [UInt8]) {
    for edition in [RustEdition.e2018, .e2021] {
      var lexer = Lexer(edition: edition)
      var end = 0
      while let token = lexer.next(in: bytes.span) {
        require(token.lower == end && token.upper > end)
        end = token.upper
      }
      require(end == bytes.count)
      check(RustSource(bytes: bytes, edition: edition, crates: ["left": "right"]))
    }
  }

  private static func check(_ source: RustSource) {
    let count = source.tokens.count
    for index in source.tokens.indices {
      _ = source.value(of: source.tokens[index])
      if let partner = source.partner(of: index) { require(source.partner(of: partner) == index) }
    }
    source.forEachPath { path in
      require(path.tokens.upperBound < count && !source.name(of: path).isEmpty)
    }
    for item in source.items { require(item.tokens.upperBound < count) }
    for call in source.macros { require(call.arguments.upperBound < count) }
    for attribute in source.attributes { require(attribute.tokens.upperBound < count) }
    for gate in source.gates {
      require(gate.span.upper <= source.bytes.count)
      _ = source.gates(at: gate.span.lower)
    }
    for span in source.testSpans { require(span.upper <= source.bytes.count) }
    let lines = LineClassifier(source)
    require(lines.kinds.count <= source.bytes.count)
    _ = ModuleTree(["a.rs": ModuleTree.Links(source)]).reach(from: "a.rs")
  }
}
