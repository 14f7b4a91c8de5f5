import MoatModel
import MoatRust
import Testing

/// What is found in one file.
@Suite struct `Rust source` {
  private static func read(_ text: String) -> RustSource { RustSource(bytes: Array(text.utf8)) }

  private static func text(_ source: RustSource, _ span: SourceSpan) -> String {
    String(decoding: source.bytes[span.lower..<span.upper], as: UTF8.self)
  }

  @Test(
    arguments: [
      ("use a::b;", ["b=a::b"]),
      (
        "pub use a::{b, c::{self, d as e}, f::*};",
        ["pub b=a::b", "pub c=a::c", "pub e=a::c::d", "pub *=a::f"]
      ),
      ("pub(crate) use ::a::b as _;", ["pub _=a::b"]),
      ("use {a, b::c};", ["a=a", "c=b::c"]),
      ("use a::{b::{c, d}, e};", ["c=a::b::c", "d=a::b::d", "e=a::e"]),
      ("extern crate a; extern crate b as c;", ["a=a", "c=b"]),
      ("use a::b::{self};", ["b=a::b"]),
      ("use a::{self as b};", ["b=a"]),
      ("use *;", ["*="]),
      ("use a", []),
    ])
  func `has imports`(text: String, expected: [String]) {
    let source = Self.read(text)
    let found = source.imports.map {
      ($0.isPublic ? "pub " : "") + ($0.kind == .glob ? "*" : source.name(of: $0)) + "="
        + source.path(of: $0)
    }
    #expect(found == expected)
  }

  @Test(
    arguments: [
      ("#[cfg(a)] fn f() { x } y", "a", "#[cfg(a)] fn f() { x }"),
      (
        "#[cfg(a)] #[b] pub(crate) struct S<A, B>(u8, u8); y", "a",
        "#[cfg(a)] #[b] pub(crate) struct S<A, B>(u8, u8);"
      ),
      ("#[cfg(a)] use a::{b, c}; y", "a", "#[cfg(a)] use a::{b, c};"),
      ("struct S { #[cfg(a)] b: M<A, B>, c: u8 }", "a", "#[cfg(a)] b: M<A, B>,"),
      (
        "fn f() { #[cfg(a)] let b = if c { d } else { e }; y }", "a",
        "#[cfg(a)] let b = if c { d } else { e };"
      ),
      ("fn f() { #[cfg(a)] { b } y }", "a", "#[cfg(a)] { b }"),
      (
        "fn f() { match x { #[cfg(a)] B { c } => { d } e => f } }", "a",
        "#[cfg(a)] B { c } => { d }"
      ),
      ("fn f() { match x { #[cfg(a)] b => c < d, e => f } }", "a", "#[cfg(a)] b => c < d,"),
      ("fn f() { g(#[cfg(a)] b) }", "a", "#[cfg(a)] b"),
      ("fn f() { #[cfg(a)] b(|| { c }).d(); y }", "a", "#[cfg(a)] b(|| { c }).d();"),
      ("#[cfg(a)] const A: [u8; 1] = { [1] }; y", "a", "#[cfg(a)] const A: [u8; 1] = { [1] };"),
      ("#[cfg(a)] m! { b } y", "a", "#[cfg(a)] m! { b }"),
      (
        "#[cfg(a)] impl<A, B> C<A, B> for D where A: E { } y", "a",
        "#[cfg(a)] impl<A, B> C<A, B> for D where A: E { }"
      ),
      ("cfg_if! { if #[cfg(a)] { b } else { c } }", "a", "#[cfg(a)] { b }"),
      ("mod m { #![cfg(a)] b } c", "a", "{ #![cfg(a)] b }"),
      ("#![cfg( all(a,\n b=\"c\" ,) )] c", "all(a, b = \"c\")", "#![cfg( all(a,\n b=\"c\" ,) )] c"),
      ("#[cfg_attr(not(a), path = \"b.rs\")] mod c;", "not(a)", "path = \"b.rs\""),
      ("fn f() { S { #[cfg(a)] b: 1 < 2, c: d > e } }", "a", "#[cfg(a)] b: 1 < 2,"),
      ("fn f() { [#[cfg(a)] unsafe { b }, c] }", "a", "#[cfg(a)] unsafe { b },"),
      ("fn f() { [#[cfg(a)] async || b, c] }", "a", "#[cfg(a)] async || b,"),
      ("fn f() { g(#[cfg(a)] return, c) }", "a", "#[cfg(a)] return,"),
      (
        "#[cfg(a)] pub(crate) unsafe extern \"C\" fn f(a: B<C, D>) {} y", "a",
        "#[cfg(a)] pub(crate) unsafe extern \"C\" fn f(a: B<C, D>) {}"
      ),
      ("#[cfg(a)] unsafe extern { fn b(); } y", "a", "#[cfg(a)] unsafe extern { fn b(); }"),
      ("fn f() { if cfg!(a) && b { c } else { d } }", "a", "{ c }"),
    ])
  func `has gates`(text: String, condition: String, guarded: String) throws {
    let source = Self.read(text)
    let gate = try #require(source.gates.first)
    #expect(source.gates.count == 1)
    #expect(gate.condition == condition)
    #expect(Self.text(source, gate.span) == guarded)
  }

  @Test func `nests gates`() {
    let text = "#[cfg(a)] mod m { #[cfg(b)] fn f() { x } #[cfg(c)] fn g() {} } y"
    let source = Self.read(text)
    func at(_ word: Character) -> [String] {
      let offset = Array(text.utf8).firstIndex(of: word.asciiValue ?? 0) ?? 0
      return source.gates(at: offset).map(\.condition)
    }
    #expect(at("x") == ["a", "b"])
    #expect(at("g") == ["a"] || at("g").isEmpty == false)
    #expect(at("y") == [])
  }

  @Test(
    arguments: [
      ("#[cfg(test)] mod t { x }", true), ("#[test] fn f() { x }", true),
      ("#[tokio::test(flavor = \"a\")] async fn f() { x }", true), ("#[bench] fn f() { x }", true),
      ("#[cfg(all(test, unix))] fn f() { x }", true),
      ("#[cfg(any(test, unix))] fn f() { x }", false),
      ("#[cfg(any(test, all(unix, test)))] fn f() { x }", true),
      ("m! { #[cfg(test)] fn f() { x } }", false), ("m! { #[test] fn f() { x } }", false),
      ("#[test] fn f() { m!(x) }", true),
      ("#[cfg(not(test))] fn f() { x }", false), ("#[testing] fn f() { x }", false),
      ("#![cfg(test)] fn f() { x }", true), ("#[cfg(test)] fn f() {} fn g() { x }", false),
    ])
  func `knows tests`(text: String, isTest: Bool) throws {
    let source = Self.read(text)
    let offset = try #require(Array(text.utf8).lastIndex(of: UInt8(ascii: "x")))
    #expect(source.isTest(at: offset) == isTest)
  }

  @Test(
    arguments: [
      ("include!(\"a.rs\");", "source path(\"a.rs\")"),
      ("include_bytes!(\"a\\x62\")", "bytes path(\"ab\")"),
      ("include!(concat!(env!(\"OUT_DIR\"), \"/a\", \".rs\"));", "source outDirectory(\"/a.rs\")"),
      ("include_str!(concat!(\"a\", \"b\",),)", "text path(\"ab\")"),
      ("#![doc = include_str!(\"../README.md\")]", "text path(\"../README.md\")"),
      ("std::include!(env!(\"A\"))", "source other(\"env!(\\\"A\\\")\")"),
    ])
  func `has inclusions`(text: String, expected: String) throws {
    let found = try #require(Self.read(text).inclusions.first)
    #expect("\(found.kind) \(found.argument)" == expected)
  }

  @Test func `has module declarations`() {
    let text = """
      mod a; #[path = "x.rs"] pub mod b; #[cfg_attr(unix, path = "u.rs")] mod c;
      mod d { mod e; #[path = "f"] mod g { mod h; } mod i {} }
      """
    let found = Self.read(text).moduleDeclarations.map { module in
      module.folders.map { $0.name + ($0.path.map { "(\($0))" } ?? "") + "/" }.joined()
        + "\(module.name) \(module.pathAttributes)\(module.hasFixedPath)"
    }
    #expect(
      found == [
        "a []false", "b [\"x.rs\"]true", "c [\"u.rs\"]false", "d/e []false", "d/g(f)/h []false",
      ])
    #expect(Self.read(text).inlineModules.map(\.name) == ["d", "g", "i"])
  }

  @Test func `has items`() {
    let text = """
      pub(crate) unsafe extern "C" fn a() { unsafe { b() } }
      unsafe impl Send for C {} extern "C" { fn d(); static E: u8; } const fn f() -> impl G { h }
      struct I<T>(T) where T: J; pub enum K { L } static mut M: u8 = { 1 }; type N = O;
      macro_rules! p { () => {} } union Q { r: u8 } trait S: T { fn u(&self) {} }
      """
    let source = Self.read(text)
    let found = source.items.map { item in
      let first = source.tokens[item.tokens.lowerBound]
      let last = source.tokens[item.tokens.upperBound]
      let name = item.name.map { source.text(of: source.tokens[$0]) } ?? "-"
      return "\(item.kind) \(name)\(item.isUnsafe ? " unsafe" : "")\(item.isPublic ? " pub" : "")"
        + "\(item.isExtern ? " extern" : "") \(source.text(of: first))…\(source.text(of: last))"
    }
    #expect(
      found == [
        "function a unsafe pub extern pub…}", "unsafeBlock - unsafe unsafe…}",
        "implementation - unsafe unsafe…}", "externBlock - extern extern…}", "function d fn…;",
        "staticVariable E static…;", "function f const…}", "structure I struct…;",
        "enumeration K pub pub…}", "staticVariable M static…;", "typeAlias N type…;",
        "macro p macro_rules…}", "union Q union…}", "trait S trait…}", "function u fn…}",
      ])
  }

  @Test func `has macros and attributes`() {
    let source = Self.read(
      "#![a] #[b(c = \"d\")] fn f() { g!(h![1], { i }); if !(j) {} k::l! { } m != (n) }")
    func name(_ index: Int) -> String { source.text(of: source.tokens[index]) }
    #expect(source.macros.map { name($0.name) } == ["g", "h", "l"])
    #expect(source.macros.map { name($0.arguments.upperBound) } == [")", "]", "}"])
    #expect(source.attributes.map { name($0.name) } == ["a", "b"])
    #expect(source.attributes.map(\.isInner) == [true, false])
  }

  @Test func `survives deep nesting and brackets that do not fit`() {
    for text in ["(", "[{(", "mod a {", "#[", "use a::{", "f!(", "}", ")]}", "cfg!(", "/*"] {
      let source = Self.read(String(repeating: text, count: 20_000))
      _ = source.paths()
    }
  }
}
