import MoatRust
import Testing

/// Which files a root reaches.
@Suite struct `Module tree` {
  private static func reach(_ root: String, _ files: [String: String]) -> ModuleTree.Reach {
    ModuleTree(files.mapValues { ModuleTree.Links(RustSource(bytes: Array($0.utf8))) })
      .reach(from: root)
  }

  @Test(
    arguments: [
      ("mod a;", ["src/a.rs"]), ("mod a;", ["src/a/mod.rs"]),
      ("#[path = \"x/y.rs\"] mod a;", ["src/x/y.rs"]),
      ("#[path = \"../z.rs\"] mod a;", ["z.rs"]),
      ("mod a { mod b; }", ["src/a/b.rs"]),
      ("#[path = \"q\"] mod a { mod b; #[path = \"c.rs\"] mod d; }", ["src/q/b.rs", "src/q/c.rs"]),
      (
        "#[cfg_attr(unix, path = \"u.rs\")] #[cfg_attr(windows, path = \"w.rs\")] mod a;",
        ["src/a.rs", "src/u.rs", "src/w.rs"]
      ),
      (
        "include!(\"b.in\"); fn f() { include!(concat!(\"a\", \".rs\")) }",
        ["src/a.rs", "src/b.in"]
      ),
      ("cfg_if! { if #[cfg(a)] { mod b; } else { mod c; } }", ["src/b.rs", "src/c.rs"]),
      ("mod r#type;", ["src/type.rs"]), ("fn f() { mod a; }", ["src/a.rs"]),
    ])
  func `reaches`(root: String, expected: [String]) {
    var files = ["src/lib.rs": root, "src/other.rs": "mod gone;"]
    for file in expected { files[file] = "" }
    let reach = Self.reach("src/lib.rs", files)
    #expect(reach.files == Set(expected + ["src/lib.rs"]))
    #expect(reach.missing == [])
  }

  @Test func `knows where modules of modules lie`() {
    let files = [
      "src/main.rs": "mod a; mod b; #[path = \"p/c.rs\"] mod c; mod e;",
      "src/a.rs": "mod x; mod y { mod z; #[path = \"w.rs\"] mod w; } #[path = \"v.rs\"] mod v;",
      "src/a/x.rs": "", "src/a/y/z.rs": "", "src/a/y/w.rs": "", "src/v.rs": "",
      "src/b/mod.rs": "mod x;", "src/b/x.rs": "mod y;", "src/b/x/y.rs": "mod b;",
      "src/p/c.rs": "mod d;", "src/p/d.rs": "mod e { }", "src/p/c/d.rs": "",
    ]
    let reach = Self.reach("src/main.rs", files)
    #expect(reach.files == Set(files.keys).subtracting(["src/p/c/d.rs"]))
    #expect(reach.missing == ["src/b/x/y.rs: b", "src/main.rs: e"])
  }

  @Test func `ends where modules include each other`() {
    let files = [
      "a.rs": "include!(\"b.rs\"); mod c;", "b.rs": "include!(\"a.rs\");", "c.rs": "mod c;",
    ]
    let reach = Self.reach("a.rs", files)
    #expect(reach.files == ["a.rs", "b.rs", "c.rs"])
    #expect(reach.missing == ["c.rs: c"])
  }

  @Test(arguments: ["/etc/passwd", "../../x.rs", "../lib.rs/../../.."])
  func `does not leave the package`(path: String) {
    let reach = Self.reach("src/lib.rs", ["src/lib.rs": "include!(\"\(path)\");"])
    #expect(reach.files == ["src/lib.rs"])
    #expect(reach.missing == ["src/lib.rs: \(path)"])
  }
}
