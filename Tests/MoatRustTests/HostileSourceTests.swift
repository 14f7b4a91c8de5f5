import MoatModel
import MoatRust
import MoatTestSupport
import Testing

/// Texts that would cost the square of their length, if something were looked for again and again.
@Suite struct `Hostile source` {
  @Test(
    arguments: [
      "#[cfg(a)] ", "#[cfg(a)] a ", "mod a{", "if cfg!(a) && x ", "#[a] fn a ", "{use a::b;b::c}",
      "{use a::b;", "include!(", "mod a{mod x;}", "use a::{", "use a::b;b ", "a::<", "<a as ",
      "#[cfg_attr(a,b)] ", "#[cfg(a)]{", "use a::*;B ", "use a::a as a;", "use ",
      "include!(concat!(\"a\",",
    ])
  func `is read in time`(piece: String) {
    let took = ProcessorTime.measure {
      let source = RustSource(bytes: Array(String(repeating: piece, count: 1_000).utf8))
      for path in source.paths() { _ = source.name(of: path) }
      for gate in source.gates { _ = source.gates(at: gate.span.lower) }
      #expect(!LineClassifier(source).kinds.isEmpty)
    }
    // Not a limit of the test's, which counts the wait for a thread as well.
    #expect(took < .seconds(60))
  }

  @Test func `has short paths whatever its aliases`() {
    let aliases = (0..<2_000).map { "use a\($0)::x as a\($0 + 1);" }.joined()
    let source = RustSource(bytes: Array(aliases.utf8))
    #expect(source.imports.count == 2_000)
    #expect(source.imports.allSatisfy { source.path(of: $0).utf8.count < 2_000 })
  }
}
