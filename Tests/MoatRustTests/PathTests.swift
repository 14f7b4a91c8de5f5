import MoatRust
import Testing

/// What names in code stand for.
@Suite struct `Paths` {
  /// The resolved paths of a text; `?` marks a candidate.
  static func paths(
    _ text: String, edition: RustEdition = .usual, crates: [String: String] = [:]
  ) -> [String] {
    let source = RustSource(bytes: Array(text.utf8), edition: edition, crates: crates)
    return source.paths().map { source.name(of: $0) + ($0.isCandidate ? "?" : "") }
  }

  @Test(
    arguments: [
      ("fn f() { std::process::Command::new(\"x\") }", ["std::process::Command::new"]),
      ("use std::process::Command; fn f() { Command::new(\"x\") }", ["std::process::Command::new"]),
      (
        "use std::process::Command as Run; fn f() { Run::new(\"x\") }",
        ["std::process::Command::new"]
      ),
      (
        "use std::{fs, io::{self, Read as R}, net::*};\nfn f() { fs::read(); io::stdin(); R::a() }",
        ["std::fs::read", "std::io::stdin", "std::io::Read::a"]
      ),
      (
        "use std::process; use process::Command as C; fn f() { C::new() }",
        ["std::process::Command::new"]
      ),
      ("use std as s; fn f() { s::env::vars() }", ["std::env::vars"]),
      ("extern crate std as s; mod a { fn f() { s::env::vars() } }", ["std::env::vars"]),
      (
        "type C = std::process::Command; fn f() { C::new() }",
        ["std::process::Command", "std::process::Command::new"]
      ),
      ("fn f() { ::std::fs::read() }", ["std::fs::read"]),
      (
        "fn f() -> ::std::io::Result { return ::std::fs::read() }",
        ["std::io::Result", "std::fs::read"]
      ),
      ("fn f() { <std::process::Command>::new() }", ["std::process::Command::new"]),
      ("fn f() { <std::fs::File as Read>::read() }", ["std::fs::File::read"]),
      (
        "fn f() { std::vec::Vec::<std::fs::File>::new() }", ["std::vec::Vec::new", "std::fs::File"]
      ),
      // Blocks and modules
      ("fn f() { use std::fs; fs::read() } fn g() { fs::read() }", ["std::fs::read", "fs::read"]),
      ("use std::fs; mod a { fn f() { fs::read() } }", ["fs::read"]),
      ("use std::fs; mod a { use super::*; fn f() { fs::read() } }", ["std::fs::read"]),
      ("use std::fs; mod a { fn f() { super::fs::read() } }", ["std::fs::read"]),
      (
        "mod a { pub use std::process::Command as R; } fn f() { a::R::new() }",
        ["std::process::Command::new"]
      ),
      (
        "mod a { pub use std::process::Command as R; } use a::R as X; fn f() { X::new() }",
        ["std::process::Command::new"]
      ),
      (
        "mod a { pub use std::process::*; } use a::*; fn f() { Command::new() }",
        ["std::process::Command::new?", "Command::new"]
      ),
      ("fn f() { self::a::b(); crate::c::d() } mod a {}", ["crate::c::d"]),
      ("use self::a::fs; mod a { pub use std::fs; } fn f() { fs::read() }", ["std::fs::read"]),
      // What the file defines wins
      ("struct Command; fn f() { Command::new() }", []),
      ("use std::process::Command; fn f() { struct Command; Command::new() }", []),
      ("mod fs { pub fn read() {} } fn f() { fs::read() }", []),
      ("mod fs; fn f() { fs::read() }", []),
      ("use std::net::*; struct TcpStream; fn f() { TcpStream::connect() }", []),
      ("trait T { fn fs(); } use std::fs; fn f() { fs::read() }", ["std::fs::read"]),
      // but not where it may not be there
      (
        "use std::process::Command; fn f() { #[cfg(any())] struct Command; Command::new() }",
        ["std::process::Command::new"]
      ),
      (
        "use std::process::Command; fn f() { m! { struct Command; } Command::new() }",
        ["std::process::Command::new"]
      ),
      (
        "#[cfg(unix)] use a::fs; #[cfg(windows)] use b::fs; fn f() { fs::read() }",
        ["b::fs::read", "a::fs::read"]
      ),
      ("cfg_if! { if #[cfg(unix)] { use a::fs; } } fn f() { fs::read() }", ["a::fs::read"]),
      (
        "use std::process::Command; fn f() { #[erase] struct Command; Command::new() }",
        ["std::process::Command::new"]
      ),
      (
        "use std::process::Command; fn f() { fn Command() {} Command::new() }",
        ["std::process::Command::new"]
      ),
      ("use std::fs::read; fn f() { struct read {} read(x) }", ["std::fs::read"]),
      ("use std::fs::read; fn f() { fn read() {} read(x) }", []),
      (
        "macro_rules! m { () => { use std::process::Command as C; } } m!(); fn f() { C::new() }",
        ["std::process::Command::new"]
      ),
      // Globs
      (
        "use std::net::*; fn f() { TcpStream::connect(a) }",
        ["std::net::TcpStream::connect?", "TcpStream::connect"]
      ),
      ("use std::fs::*; fn f() { write(a, b); c.read() }", ["std::fs::write?"]),
      // Lone names
      ("use std::fs::read; fn f() { read(a); x.read(); }", ["std::fs::read"]),
      ("use std::fs::read; struct A { read: u8 } fn f(a: A) { a.read }", []),
      ("use std::env; fn f() { let env = 1; }", []),
      ("use std::fs::File; fn f(a: &mut File, b: ..File) {}", ["std::fs::File", "std::fs::File"]),
      // Macros are tokens
      ("fn f() { println!(\"{}\", std::env::var(\"A\")) }", ["std::env::var"]),
      (
        "macro_rules! m { () => { $crate::a::b(); ::std::fs::read() } }",
        ["crate::a::b", "std::fs::read"]
      ),
      ("use r#std::r#fs; fn f() { r#fs::read() }", ["std::fs::read"]),
      ("fn f() -> impl A + use<'_, B> { std::a::b() }", ["std::a::b"]),
    ])
  func `lead to`(text: String, expected: [String]) {
    #expect(Self.paths(text) == expected)
  }

  @Test func `follow the manifest's renames`() {
    let text = "use req::get; fn f() { get(); req::post(); ::req::put() }"
    #expect(
      Self.paths(text, crates: ["req": "reqwest"])
        == ["reqwest::get", "reqwest::post", "reqwest::put"])
  }
}
