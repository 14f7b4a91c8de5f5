import MoatCargo
import MoatInspection
import MoatModel
import Testing

/// Ways to write a thing such that a reader of tokens may miss it, each as a package. What they have in
/// common: rustc accepts them, and the mark must be in a file that counts as compiled.
@Suite struct `Evasions` {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    let files: [String: String]
    let capability: Capability

    init(_ name: String, _ capability: Capability = .process, files: [String: String]) {
      self.name = name
      self.capability = capability
      self.files = files
    }

    /// A library of one file.
    init(_ name: String, _ capability: Capability = .process, source: String) {
      self.init(name, capability, files: ["src/lib.rs": source])
    }

    var testDescription: String { name }

    static let manifest = "[package]\nname = \"left\"\nversion = \"1.0.0\"\nedition = \"2021\"\n"

    func inspection() -> PackageInspection {
      var files = files
      if files["Cargo.toml"] == nil { files["Cargo.toml"] = Self.manifest }
      return PackageInspector().inspect(
        PackageContents(
          identity: PackageIdentity(name: "left", version: "1.0.0"), origin: .folder("left"),
          files: files.map { PackageContents.File(path: $0.key, bytes: Array($0.value.utf8)) }))
    }

    /// Marks that are not set aside as tests or as code that nothing compiles.
    func marks() -> [Mark] {
      inspection().files.filter { $0.role != .unreached && !$0.role.isDevelopment }
        .flatMap(\.marks).filter { !$0.isTest }
    }
  }

  private static func manifest(_ more: String) -> String { Case.manifest + more }

  // MARK: names

  static let names: [Case] = [
    Case("a raw identifier", source: "fn f() { r#std::r#process::r#Command::new(\"x\"); }"),
    Case("a global path", source: "fn f() { ::std::process::Command::new(\"x\"); }"),
    Case(
      "the crate under another name",
      source: "extern crate std as s; fn f() { s::process::Command::new(\"x\"); }"),
    Case(
      "an import of the crate", source: "use std as s; fn f() { s::process::Command::new(\"x\"); }"),
    Case(
      "self in a group", source: "use std::{self as s}; fn f() { s::process::Command::new(\"x\"); }"
    ),
    Case(
      "a chain of imports",
      source:
        "use std as a; use a::process as b; use b::Command as C; type D = C; fn f() { D::new(\"x\"); }"
    ),
    Case("a type of a type", source: "type C = <std::process::Command as X>::Y; fn f() {}"),
    Case("a qualified path", source: "fn f() { <std::process::Command>::new(\"x\"); }"),
    Case(
      "a name as a value",
      source: "fn f() { let c = std::process::Command::new::<&str>; c(\"x\"); }"),
    Case("a public glob", source: "pub mod prelude { pub use std::process::*; }"),
    Case("a public module", source: "pub use std::process as p;"),
    Case(
      "a glob with a name hidden by a cfg",
      source: "#[cfg(any())] struct Command; use std::process::*; fn f() { Command::new(\"x\"); }"),
    Case(
      "a glob with a name hidden by an attribute macro",
      source: "use std::process::*; #[erase] struct Command; fn f() { Command::new(\"x\"); }"),
    Case(
      "a glob with a name hidden in a macro",
      source:
        "macro_rules! no { ($($t:tt)*) => {} } no! { struct Command; } use std::process::*; fn f() { Command::new(\"x\"); }"
    ),
    Case(
      "comments in a path",
      source: "fn f() { std /*a*/ :: /* /* b */ */ process // c\n :: Command::new(\"x\"); }"),
    Case(
      "spaces of Unicode in a path",
      source: "fn f() { std\u{2028}::\u{200E}process::\u{85}Command::new(\"x\"); }"),
    Case(
      "the root's extern crate",
      files: [
        "src/lib.rs": "#![no_std] extern crate std; mod a;",
        "src/a.rs": "fn f() { crate::std::process::Command::new(\"x\"); }",
      ]),
    Case(
      "self::std",
      source: "extern crate std; use self::std::process::Command; fn f() { Command::new(\"x\"); }"),
    Case(
      "a glob through another file",
      files: [
        "src/lib.rs": "mod prelude; mod a;", "src/prelude.rs": "pub use std::process::*;",
        "src/a.rs": "use crate::prelude::*; fn f() { Command::new(\"x\"); }",
      ]),
    Case(
      "a module through another file",
      files: [
        "src/lib.rs": "mod prelude; mod a;", "src/prelude.rs": "pub use std::process;",
        "src/a.rs": "fn f() { crate::prelude::process::Command::new(\"x\"); }",
      ]),
    Case(
      "a private import of the parent",
      files: [
        "src/lib.rs": "use std::process; mod a; fn g() { process::exit(0) }",
        "src/a.rs": "fn f() { super::process::Command::new(\"x\"); }",
      ]),
    Case(
      "a re-export of another crate",
      files: [
        "Cargo.toml": manifest("[dependencies]\nnix = \"0.30\"\n"),
        "src/lib.rs": "fn f() { unsafe { nix::libc::system(c\"x\".as_ptr()) }; }",
      ]),
    Case(
      "a re-export of an unknown crate",
      files: [
        "Cargo.toml": manifest("[dependencies]\nother = \"1\"\n"),
        "src/lib.rs": "fn f() { other::__private::std::process::Command::new(\"x\"); }",
      ]),
    Case(
      "a renamed dependency", .network,
      files: [
        "Cargo.toml": manifest(
          "[target.'cfg(unix)'.dependencies]\nx = { version = \"1\", package = \"reqwest\" }\n"),
        "src/lib.rs": "fn f() { x::get(\"u\"); }",
      ]),
    Case(
      "edition 2015",
      files: [
        "Cargo.toml": "[package]\nname = \"left\"\nversion = \"1.0.0\"\n",
        "src/lib.rs": "mod a { use std::process::Command; fn f() { Command::new(\"x\"); } }",
      ]),
    Case(
      "edition 2015, by the root",
      files: [
        "Cargo.toml": "[package]\nname = \"left\"\nversion = \"1.0.0\"\n",
        "src/lib.rs":
          "mod p { pub use std::process::Command as R; } mod a { fn f() { ::p::R::new(\"x\"); } }",
      ]),
    Case(
      "a foreign function by its link name",
      source: "extern \"C\" { #[link_name = \"\\x73ystem\"] fn harmless(c: *const u8) -> i32; }"),
    Case(
      "a foreign function in an unsafe block of edition 2024",
      source: "unsafe extern \"C\" { safe fn system(c: *const u8) -> i32; }"),
  ]

  // MARK: macros

  static let macros: [Case] = [
    Case(
      "the body of a macro",
      source: "macro_rules! m { () => { std::process::Command::new(\"x\") } }"),
    Case("a macro's argument", source: "fn f() { m!(std::process::Command::new(\"x\")); }"),
    Case(
      "a path put together from an argument",
      source:
        "macro_rules! m { ($a:ident) => { std::process::$a::new(\"x\") } } fn f() { m!(Command); }"),
    Case(
      "a path put together by paste",
      source: "fn f() { paste::paste! { std::process::[<Com mand>]::new(\"x\"); } }"),
    Case(
      "assembly under another name", .assembly,
      source: "use core::arch::asm as a; fn f() { unsafe { a!(\"syscall\") } }"),
    Case(
      "assembly by its path", .assembly,
      source: "fn f() { unsafe { core::arch::asm!(\"syscall\") } }"),
    Case(
      "environment under another name", .environmentRead,
      source: "use std::option_env as o; fn f() -> Option<&'static str> { o!(\"HOME\") }"),
  ]

  // MARK: files

  private static let payload = "fn f() { std::process::Command::new(\"x\"); }"

  static let files: [Case] = [
    Case(
      "include! of a text file",
      files: ["src/lib.rs": "include!(\"payload.txt\");", "src/payload.txt": payload]),
    Case(
      "include! of pieces",
      files: [
        "src/lib.rs": "include!(concat!(\"pay\", \"load.txt\"));", "src/payload.txt": payload,
      ]),
    Case(
      "include! below the manifest", .includeUnusual,
      files: [
        "src/lib.rs": "include!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/data/payload.rs\"));",
        "data/payload.rs": payload,
      ]),
    Case(
      "include! under another name", .includeUnusual,
      files: [
        "src/lib.rs": "use std::include as i; i!(\"payload.rs\");", "src/payload.rs": payload,
      ]),
    Case(
      "include! in a macro", .includeUnusual,
      files: [
        "src/lib.rs": "macro_rules! i { ($p:literal) => { include!($p); } } i!(\"payload.rs\");",
        "src/payload.rs": payload,
      ]),
    Case(
      "include_bytes! under another name", .embeddedFile,
      source: "use core::include_bytes as i; static A: &[u8] = i!(\"x\");"),
    Case(
      "a module in a macro's argument",
      files: [
        "src/lib.rs": "cfg_if::cfg_if! { if #[cfg(unix)] { mod payload; } }",
        "src/payload.rs": payload,
      ]),
    Case("a raw module name", files: ["src/lib.rs": "mod r#match;", "src/match.rs": payload]),
    Case(
      "#[path] of a text file",
      files: ["src/lib.rs": "#[path = \"payload.txt\"] mod a;", "src/payload.txt": payload]),
    Case(
      "#[path] by cfg_attr",
      files: [
        "src/lib.rs": "#[cfg_attr(all(), path = \"payload.txt\")] mod a;",
        "src/payload.txt": payload,
      ]),
    Case(
      "#[path] into the tests",
      files: [
        "src/lib.rs": "#[path = \"../tests/payload.rs\"] mod a;", "tests/payload.rs": payload,
      ]),
    Case(
      "#[path] in a module with a path",
      files: ["src/lib.rs": "#[path = \"x\"] mod a { mod payload; }", "src/x/payload.rs": payload]),
    Case(
      "#[path] of a folder's module",
      files: [
        "src/lib.rs": "#[path = \"x/y.rs\"] mod a;", "src/x/y.rs": "mod payload;",
        "src/x/payload.rs": payload,
      ]),
    Case("a nested module", files: ["src/lib.rs": "mod a { mod b; }", "src/a/b/mod.rs": payload]),
    Case(
      "a library of another name",
      files: [
        "Cargo.toml": manifest("[lib]\npath = \"src/payload.txt\"\n"), "src/payload.txt": payload,
      ]),
    Case(
      "a build script of another name",
      files: ["Cargo.toml": manifest("build = \"./assets//b.txt\"\n"), "assets/b.txt": payload]),
    Case(
      "several build scripts",
      files: [
        "Cargo.toml": manifest("build = [\"a.rs\", \"b.rs\"]\n"), "a.rs": "", "b.rs": payload,
      ]),
    Case(
      "src/main.rs beside another binary",
      files: ["Cargo.toml": manifest("[[bin]]\nname = \"b\"\npath = \"p\"\n"), "p": payload]),
    Case(
      "an example that is a library's module",
      files: [
        "src/lib.rs": "#[path = \"../examples/payload.rs\"] mod a;", "examples/payload.rs": payload,
      ]),
  ]

  // MARK: reading

  static let readings: [Case] = [
    Case(
      "a quote as a character",
      source: "fn f() { let q = '\"'; std::process::Command::new(\"x\"); let r = '\"'; }"),
    Case(
      "an escaped quote",
      source:
        "fn f() { let q = ('\\'', b'\\'', b'\"', \"\\\\\"); std::process::Command::new(\"x\"); let r = \"\"; }"
    ),
    Case(
      "raw texts",
      source:
        "fn f() { let q = (r#\"\"# , br##\"\"#\"##, cr\"\\\"); std::process::Command::new(\"x\"); let r = \"\"; }"
    ),
    Case(
      "lifetimes",
      source:
        "fn f<'a>(x: &'a str) -> &'static str { 'b: loop { break 'b } std::process::Command::new('c'); \"\" }"
    ),
    Case(
      "nested comments", source: "/* /* */ */ fn f() { std::process::Command::new(\"x\"); } /* */"),
    Case(
      "a line that is no shebang",
      source: "#![allow(x)]fn f() { std::process::Command::new(\"x\"); }"),
    Case("a byte-order mark", source: "\u{FEFF}fn f() { std::process::Command::new(\"x\"); }"),
    Case(
      "a carriage return in a comment",
      source: "// \r fn g() {}\nfn f() { std::process::Command::new(\"x\"); }"),
    Case(
      "a condition that is always true",
      source: "#[cfg(any(test, not(test)))] fn f() { std::process::Command::new(\"x\"); }"),
    Case(
      "not of a test", source: "#[cfg(not(test))] fn f() { std::process::Command::new(\"x\"); }"),
    Case(
      "a condition on another thing",
      source: "#[cfg(any(test, feature = \"a\"))] fn f() { std::process::Command::new(\"x\"); }"),
    Case(
      "a test attribute of another's making",
      source: "use evil::nothing as test; #[test] fn f() { std::process::Command::new(\"x\"); }"),
    Case(
      "a test attribute that is a macro of an unknown crate",
      source: "#[evil::test] fn f() { std::process::Command::new(\"x\"); }"),
    Case(
      "an attribute behind a test's",
      source: "#[cfg(test)] mod t; fn f() { std::process::Command::new(\"x\"); }"),
    Case(
      "code after a test module",
      source:
        "#[cfg(test)] mod t { fn g() { let c = '}'; } } fn f() { std::process::Command::new(\"x\"); }"
    ),
    Case(
      "a section for the loader, written with escapes", .beforeMain,
      source: "#[link_section = \"\\x2einit_array\"] static A: extern \"C\" fn() = f;"),
    Case(
      "a section for the loader, by cfg_attr", .beforeMain,
      source:
        "#[cfg_attr(unix, unsafe(link_section = r\".init_array.00099\"))] static A: extern \"C\" fn() = f;"
    ),
    Case(
      "the environment of the process as a file", .credentialPath,
      source: "fn f() { std::fs::read(\"/proc/self/environ\"); }"),
    Case(
      "names by a trait alone", .network,
      source: "use std::net::ToSocketAddrs; fn f() { (\"a.example\", 80).to_socket_addrs(); }"),
  ]

  @Test(arguments: names + macros + files + readings) func `are seen`(evasion: Case) {
    let marks = evasion.marks()
    #expect(
      marks.contains { $0.capability == evasion.capability },
      "\(marks.map { "\($0.capability) \($0.subject)" })")
  }

  // MARK: packages that cannot be read whole

  @Test(arguments: [
    ("a build script outside", "build = \"../right-1.0.0/data.rs\"\n"),
    ("a build script at an absolute place", "build = \"/tmp/data.rs\"\n"),
    ("a build script that is missing", "build = \"gone.rs\"\n"),
    ("a library outside", "[lib]\npath = \"../right-1.0.0/data.rs\"\n"),
    ("a library of another edition", "[lib]\nedition = \"2018\"\n"),
    ("a binary outside", "[[bin]]\nname = \"b\"\npath = \"../right-1.0.0/data.rs\"\n"),
  ])
  func `a target that cannot be read as it is compiled is a gap`(name: String, more: String) {
    let evasion = Case(
      name, files: ["Cargo.toml": Self.manifest(more), "src/main.rs": "fn main() {}"])
    #expect(!evasion.inspection().gaps.isEmpty)
  }
}
