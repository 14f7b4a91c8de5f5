import MoatCargo
import MoatInspection
import MoatModel
import Testing

/// Lines of code by who compiles them.
@Suite struct `review size` {
  private func size(
    _ files: [String: String], targets: [String] = [], features: Set<String>? = nil
  ) throws -> ReviewSize {
    let contents = PackageContents(
      identity: PackageIdentity(name: "a", version: "1.0.0"), origin: .folder("a"),
      files: files.map { PackageContents.File(path: $0, bytes: Array($1.utf8)) }
        + [
          PackageContents.File(
            path: "Cargo.toml",
            bytes: Array(
              "[package]\nname = \"a\"\nversion = \"1.0.0\"\nedition = \"2021\"\n".utf8))
        ])
    return ReviewSize(
      PackageInspector().inspect(contents),
      for: ReviewSize.Build(targets: try targets.map { try TargetTriple($0) }, features: features))
  }

  private static let linux = "x86_64-unknown-linux-gnu"
  private static let windows = "x86_64-pc-windows-msvc"

  private let files = [
    "src/lib.rs": """
    // a comment

    mod plain;
    #[cfg(windows)]
    mod windows;
    #[cfg(feature = "net")]
    pub fn net() {
      plain::a();
    }
    #[cfg(all(unix, feature = "net"))]
    pub fn both() {}
    #[cfg(test)]
    mod tests;

    """,
    "src/plain.rs": "pub fn a() {}\n#[cfg(test)]\nmod t {\n  fn b() {}\n}\n",
    "src/windows.rs": "pub fn w() {\n}\n",
    "src/tests.rs": "fn c() {}\n",
    "tests/t.rs": "fn d() {}\n",
    "examples/e.rs": "fn main() {}\n",
    "benches/b.rs": "fn main() {}\n",
  ]

  @Test func `counts code by the build that compiles it`() throws {
    let all = try size(files)
    #expect(all.code == 12)
    #expect(all.tests == 4 + 2 + 1 + 1)
    #expect(all.examples == 2)
    #expect(all.comments == 1)
    #expect(all.blank == 1)
    #expect(all.otherPlatforms == 0 && all.otherFeatures == 0)

    let linux = try size(files, targets: [Self.linux], features: [])
    #expect(linux.otherPlatforms == 4)
    #expect(linux.otherFeatures == 6)
    #expect(linux.allCode == all.allCode)
    let windows = try size(files, targets: [Self.windows], features: ["net"])
    #expect(windows.otherPlatforms == 2)
    #expect(windows.otherFeatures == 0)
    let either = try size(files, targets: [Self.linux, Self.windows], features: ["net"])
    #expect(either.code == all.code)
  }

  @Test(arguments: [
    ("not(windows)", true), ("windows", false), ("any(windows, unix)", true),
    ("target_os = \"linux\"", true), ("target_pointer_width = \"32\"", false),
    ("feature = \"on\"", true), ("not(feature = \"on\")", false), ("feature = \"off\"", false),
    // What flags of the compiler decide may hold.
    ("tokio_unstable", true), ("not(debug_assertions)", true), ("not(docsrs)", true),
    ("all(tokio_unstable, windows)", false),
  ])
  func `a condition`(condition: String, isBuilt: Bool) throws {
    let found = try size(
      ["src/lib.rs": "#[cfg(\(condition))]\npub fn a() {}\n"], targets: [Self.linux],
      features: ["on"])
    #expect((found.code == 2) == isBuilt, "\(found)")
    #expect(found.allCode == 2)
  }
}
