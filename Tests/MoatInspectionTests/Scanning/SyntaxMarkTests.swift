import MoatInspection
import Testing

@Suite struct `marks of syntax` {
  static let cases: [(String, [String])] = [
    ("fn f() { unsafe { g() } }", ["unsafe: unsafe block"]),
    ("unsafe fn f() {}", ["unsafe: unsafe fn"]),
    ("pub unsafe extern \"C\" fn f() {}", ["unsafe: unsafe fn"]),
    ("unsafe impl Send for A {}", ["unsafe: unsafe impl"]),
    ("unsafe trait T {}", ["unsafe: unsafe trait"]),
    ("#[unsafe(no_mangle)] fn f() {}", ["unsafe: unsafe attribute"]),
    ("type F = unsafe extern \"C\" fn(u8);", []),
    ("fn r#unsafe() {} // unsafe {", []),
    ("extern \"C\" { fn puts(s: *const u8); }", ["ffi: extern \"C\" block"]),
    (
      "unsafe extern { fn fork() -> i32; }",
      ["unsafe: unsafe extern", "ffi: extern \"C\" block", "process: extern fn fork"]
    ),
    (
      "extern \"C\" { #[link_name = \"execve\"] fn harmless(); }",
      ["ffi: extern \"C\" block", "process: extern fn execve"]
    ),
    ("extern \"C\" fn callback() {} extern crate alloc;", []),
    (
      "#[link(name = \"ssl\", kind = \"static\")] extern {}",
      ["ffi: #[link(name = \"ssl\")]", "ffi: extern \"C\" block"]
    ),
    ("fn f() { core::arch::asm!(\"nop\"); }", ["asm: asm!"]),
    ("global_asm!(\"x\");", ["asm: global_asm!"]),
    ("#[naked] fn f() {}", ["asm: #[naked]"]),
    ("#[used] static A: u8 = 1;", ["before-main: #[used]"]),
    (
      "#[link_section = \".init_array\"] static A: fn() = f;",
      ["before-main: #[link_section = \".init_array\"]"]
    ),
    (
      "#[cfg_attr(windows, link_section = \".CRT$XCU\")] static A: fn() = f;",
      ["before-main: #[link_section = \".CRT$XCU\"]"]
    ),
    (
      "#[unsafe(link_section = \"__DATA,__mod_init_func\")] static A: fn() = f;",
      ["unsafe: unsafe attribute", "before-main: #[link_section = \"__DATA,__mod_init_func\"]"]
    ),
    ("#[link_section = \".text.cold\"] fn f() {}", []),
    ("#[ctor] fn f() {}", ["before-main: #[ctor]"]),
    ("#[doc = \"unsafe ctor used\"] fn used() {}", []),
    ("fn f() { c.danger_accept_invalid_certs(true); }", ["tls-off: danger_accept_invalid_certs"]),
    ("fn danger_accept_invalid_certs() {}", []),
    (
      "fn f() { h.ssl_verify_peer(false); h.ssl_verify_peer(true); }",
      ["tls-off: ssl_verify_peer(false)"]
    ),
    ("impl ServerCertVerifier for Any {}", ["tls-off: impl ServerCertVerifier"]),
    (
      "impl<T: A> rustls::client::danger::ServerCertVerifier for Any<T> {}",
      ["tls-off: impl ServerCertVerifier"]
    ),
    ("fn f(v: &dyn ServerCertVerifier) {}", []),
    (
      "fn f() { p.set_mode(0o755); p.set_mode(0o644); o.mode(0o700); a.mode(x); }",
      ["permissions: set_mode(0o755)", "permissions: mode(0o700)"]
    ),
  ]

  @Test(arguments: cases)
  func `says what stands there`(_ code: String, _ marks: [String]) {
    #expect(Snippet.said(code).sorted() == marks.sorted())
  }

  @Test func `other files that a source names`() {
    let files = Snippet.inspection([
      "src/lib.rs": """
      include!("table.rs");
      include!("payload.txt");
      include!(concat!(env!("OUT_DIR"), "/made.rs"));
      const A: &[u8] = include_bytes!("blob.bin");
      #[path = "../../elsewhere.rs"]
      mod away;
      #[path = "code.txt"]
      mod code;
      """,
      "src/table.rs": "", "src/payload.txt": "fn f() { std::process::Command::new(x); }",
      "src/code.txt": "fn f() { unsafe {} }", "src/blob.bin": "",
    ]).files
    let said = files.map { file in
      "\(file.path) (\(file.role.rawValue)): "
        + file.marks.map { "\($0.capability.rawValue) \($0.subject)" }.joined(separator: "; ")
    }
    #expect(
      said == [
        "src/code.txt (library): unsafe unsafe block",
        """
        src/lib.rs (library): include-unusual include!("payload.txt"); \
        env-read OUT_DIR; include-bytes include_bytes!("blob.bin"); \
        path-attribute #[path = "../../elsewhere.rs"], outside of the package; \
        path-attribute #[path = "code.txt"], not a Rust file by its name
        """,
        "src/payload.txt (library): process std::process::Command::new",
        "src/table.rs (library): ",
      ])
  }
}
