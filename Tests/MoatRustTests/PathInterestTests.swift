import MoatRust
import MoatTestSupport
import Testing

/// Paths that somebody is interested in are found with all others or alone.
@Suite struct `Paths of interest` {
  private static let pieces = [
    "use ", "x", "a", "b", "y", "::", "::", "::", ";", "{", "}", "(", ")", "<", ">", " as ", "mod ",
    "fn ", "self", "crate", "super", "*", ",", "extern crate ", "type ", " = ", "$", " ", "a::b::x",
    "use a::{b, x as y};", "<a::b as b::c>::x", "<a>::x", "a::<b>::x", "use x::*;",
    "mod a { use x::y; }",
  ]

  /// Whether a path has `x`, as it is written or as its import is resolved.
  private static func isOfInterest(_ path: ResolvedPath, in source: RustSource) -> Bool {
    if let alias = path.alias, names(source.imports[alias], in: source).contains("x") {
      return true
    }
    return !path.isCandidate
      && path.tokens.contains { source.text(of: source.tokens[$0]) == "x" }
  }

  private static func names(_ item: Import, in source: RustSource) -> [Substring] {
    source.path(of: item).split(separator: ":")
  }

  @Test(arguments: 0..<8) func `are all found`(batch: UInt64) {
    var random = SeededGenerator(seed: batch)
    let filter = TokenFilter(names: ["x"])
    let names = PathNames(first: filter, further: filter)
    var count = 0
    for _ in 0..<500 {
      let length = Int.random(in: 0..<40, using: &random)
      let text = (0..<length).map { _ in Self.pieces.randomElement(using: &random) ?? "" }
      let source = RustSource(bytes: Array(text.joined().utf8))
      for item in source.imports where Self.names(item, in: source).contains("x") {
        #expect(source.mayHave(item, names))
      }
      let interest = PathInterest(
        names: names, imports: source.imports.map { Self.names($0, in: source).contains("x") })
      var found: [ResolvedPath] = []
      source.forEachPath(of: interest) { found.append($0) }
      let all = source.paths()
      #expect(Set(found).isSubset(of: Set(all)), "\(text.joined())")
      let expected = all.filter { Self.isOfInterest($0, in: source) }
      #expect(
        found.filter { Self.isOfInterest($0, in: source) } == expected, "\(text.joined())")
      count += expected.count
    }
    #expect(count > 100)
  }
}
