import MoatCargo
import MoatInspection
import MoatModel
import MoatTestSupport
import Testing

@Suite(.computes) struct `inspection of packages` {
  @Test func `files have the role of the target that reaches them`() {
    let result = Snippet.inspection(
      [
        "build.rs": "mod build_help; fn main() {}", "build_help.rs": "mod deep;",
        "build_help/deep.rs": "", "src/lib.rs": "mod a; #[path = \"odd/b.rs\"] mod b;",
        "src/a/mod.rs": "mod c;", "src/a/c.rs": "", "src/odd/b.rs": "mod d;", "src/odd/d.rs": "",
        "src/main.rs": "mod a;", "src/bin/tool/main.rs": "mod x;", "src/bin/tool/x.rs": "",
        "tests/t.rs": "mod common;", "tests/common/mod.rs": "", "examples/e.rs": "",
        "benches/b.rs": "", "src/lost.rs": "",
      ], manifest: Snippet.manifest)
    let roles = result.files.map { "\($0.path): \($0.role.rawValue)" }
    #expect(
      roles == [
        "benches/b.rs: bench", "build.rs: build script", "build_help.rs: build script",
        "build_help/deep.rs: build script", "examples/e.rs: example", "src/a/c.rs: library",
        "src/a/mod.rs: library", "src/bin/tool/main.rs: binary", "src/bin/tool/x.rs: binary",
        "src/lib.rs: library", "src/lost.rs: not reached", "src/main.rs: binary",
        "src/odd/b.rs: library", "src/odd/d.rs: library", "tests/common/mod.rs: test",
        "tests/t.rs: test",
      ])
    #expect(result.hasBuildScript)
    #expect(!result.isProcMacro)
    #expect(result.gaps.isEmpty)
  }

  @Test func `targets that the manifest names`() {
    let manifest = """
      [package]
      name = "snippet"
      version = "1.0.0"
      build = "tools/make.rs"
      [lib]
      path = "lib/entry.rs"
      proc-macro = true
      [[bin]]
      name = "run"
      path = "run.rs"
      """
    let result = Snippet.inspection(
      ["tools/make.rs": "", "build.rs": "", "lib/entry.rs": "", "run.rs": "", "src/lib.rs": ""],
      manifest: manifest)
    #expect(
      result.files.map { "\($0.path): \($0.role.rawValue)" } == [
        "build.rs: not reached", "lib/entry.rs: proc macro", "run.rs: binary",
        "src/lib.rs: not reached", "tools/make.rs: build script",
      ])
    #expect(result.isProcMacro)
  }

  @Test func `no build script where the manifest says so`() {
    let manifest = Snippet.manifest + "\nbuild = false\n"
    #expect(!Snippet.inspection(["build.rs": ""], manifest: manifest).hasBuildScript)
  }

  @Test(arguments: [
    ("build.rs", "", true), ("build.rs", "build = false", false), ("b.rs", "", false),
  ])
  func `a build script that cannot be read is one`(path: String, line: String, isScript: Bool) {
    let manifest = "[package]\nname = \"snippet\"\nversion = \"1.0.0\"\n\(line)\n"
    let contents = PackageContents(
      identity: PackageIdentity(name: "snippet", version: "1.0.0"), origin: .folder("snippet"),
      files: [PackageContents.File(path: "Cargo.toml", bytes: Array(manifest.utf8))],
      remarks: [CrateFolder.Remark(path: path, reason: "is a symbolic link")])
    #expect(PackageInspector().inspect(contents).hasBuildScript == isScript)
  }

  @Test func `lines are counted`() {
    let result = Snippet.inspection([
      "src/lib.rs": "// a\n\nfn f() {}\n#[cfg(test)]\nmod t {\n  fn g() {}\n}\n"
    ])
    #expect(result.files.first?.lines == LineCounts(code: 1, test: 4, comment: 1, blank: 1))
  }

  static let files: [(String, [UInt8], Capability, String)] = [
    ("a.txt", [0x7F, 0x45, 0x4C, 0x46, 2, 1], .embeddedBinary, "ELF program or library"),
    (
      "logo.png",
      [0x4D, 0x5A] + [UInt8](repeating: 0, count: 58) + [0x40, 0, 0, 0, 0x50, 0x45, 0, 0],
      .embeddedBinary, "Windows program or library"
    ),
    (
      "a.winmd",
      [0x4D, 0x5A] + [UInt8](repeating: 0, count: 58) + [0x40, 0, 0, 0, 0x50, 0x45, 0, 0]
        + Array("BSJB\u{1}\0\u{1}\0\0\0\0\0\u{14}\0\0\0WindowsRuntime 1.4\0".utf8),
      .embeddedBinary, "Windows metadata (winmd)"
    ),
    ("a", [0xCF, 0xFA, 0xED, 0xFE, 7], .embeddedBinary, "Mach-O program or library"),
    ("a", [0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0], .embeddedBinary, "WebAssembly module"),
    ("a", Array("!<arch>\nx".utf8), .embeddedBinary, "library of object files"),
    ("a", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 52], .embeddedBinary, "Java class"),
    ("a", [0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 2], .embeddedBinary, "Mach-O program or library"),
    ("a", [0x1F, 0x8B, 0x08] + [UInt8](repeating: 0, count: 20), .embeddedArchive, "gzip"),
    ("a", [0x50, 0x4B, 3, 4], .embeddedArchive, "zip"),
    ("a", [0x28, 0xB5, 0x2F, 0xFD], .embeddedArchive, "zstd"),
    ("a", [UInt8](repeating: 0x20, count: 257) + Array("ustar\0".utf8), .embeddedArchive, "tar"),
    ("a", Array("#! /bin/sh\necho".utf8), .embeddedScript, "#! /bin/sh"),
    ("src/lib.rs", [0x7F, 0x45, 0x4C, 0x46], .embeddedBinary, "ELF program or library"),
  ]

  @Test(arguments: files)
  func `what a file is by its bytes`(
    _ path: String, _ bytes: [UInt8], _ capability: Capability, _ subject: String
  ) {
    let marks = Snippet.inspection([PackageContents.File(path: path, bytes: bytes)]).files
      .flatMap(\.marks)
    #expect(marks.map(\.capability) == [capability])
    #expect(marks.map(\.subject) == [subject])
  }

  static let harmless: [[UInt8]] = [
    Array("MZ is what I am called, and this is a text of more than sixty-four bytes, you see".utf8),
    Array("#![allow(unused)]".utf8), [0x50, 0x4B], [], Array("!<ar".utf8), [0, 0, 0, 0],
  ]

  @Test(arguments: harmless)
  func `files that only look like it`(_ bytes: [UInt8]) {
    #expect(Snippet.inspection([PackageContents.File(path: "a", bytes: bytes)]).files.isEmpty)
  }

  @Test func `what could not be read is said`() {
    let result = Snippet.inspection(
      [
        PackageContents.File(path: "src/lib.rs", bytes: Array("// \u{00}".utf8) + [0xFF]),
        PackageContents.File(path: "src/main.rs", bytes: Array("fn f() {}".utf8), size: 1000),
      ], manifest: "[package")
    #expect(
      result.gaps.map { "\($0.path) \($0.reason)" } == [
        "Cargo.toml is not TOML", "src/lib.rs is not UTF-8", "src/main.rs only 9 bytes were read",
      ])
  }

  @Test func `the same contents give the same value`() {
    let files = [
      "src/lib.rs": "use std::process::*; fn f() { Command::new(a); unsafe { g() } }",
      "build.rs": "fn main() { std::env::var(\"CI\"); }",
    ]
    #expect(Snippet.inspection(files) == Snippet.inspection(files))
  }
}
