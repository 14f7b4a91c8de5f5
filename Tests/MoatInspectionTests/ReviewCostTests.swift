import MoatCargo
import MoatInspection
import MoatModel
import Testing

/// Code to read in a version, and in a change.
@Suite struct `cost of a review` {
  private static func side(_ files: [String: String]) -> ReviewCost.Side {
    let manifest = "[package]\nname = \"a\"\nversion = \"1.0.0\"\nedition = \"2021\"\n"
    let contents = PackageContents(
      identity: PackageIdentity(name: "a", version: "1.0.0"), origin: .folder("a"),
      files: files.merging(["Cargo.toml": manifest]) { one, _ in one }
        .map { PackageContents.File(path: $0, bytes: Array($1.utf8)) })
    return ReviewCost.Side(contents, PackageInspector().inspect(contents))
  }

  private static func change(
    _ old: [String: String], _ new: [String: String],
    _ build: ReviewSize.Build = ReviewSize.Build()
  ) -> Int {
    ReviewCost(from: side(old), to: side(new), for: build).builtCode
  }

  private static let library = "// remark\nmod windows;\n\npub fn a() {}\n#[cfg(test)]\nmod t {}\n"

  @Test func `of a version is its code that is built`() throws {
    let files = [
      "src/lib.rs": Self.library, "README.md": "a\nb\n", "tests/t.rs": "fn t() {}\n",
      "src/windows.rs": "#![cfg(windows)]\npub fn w() {}\n",
    ]
    #expect(ReviewCost(of: Self.side(files)).builtCode == 4)
    let linux = ReviewSize.Build(targets: [try TargetTriple("x86_64-unknown-linux-gnu")])
    #expect(ReviewCost(of: Self.side(files), for: linux).builtCode < 4)
  }

  @Test(
    arguments: [
      // Nothing, remarks, texts that are no Rust, and tests.
      (["src/lib.rs": "fn a() {}\n"], ["src/lib.rs": "fn a() {}\n"], 0),
      (["src/lib.rs": "fn a() {}\n"], ["src/lib.rs": "// why\nfn a() {}\n\n"], 0),
      (["README.md": "a\n"], ["README.md": "b\n", "data.json": "{}\n"], 0),
      (["tests/t.rs": "fn a() {}\n"], ["tests/t.rs": "fn b() {}\n"], 0),
      // A line that changes is one that goes and one that comes.
      (["src/lib.rs": "fn a() {}\n"], ["src/lib.rs": "fn b() {}\n"], 2),
      (["src/lib.rs": "fn a() {}\nfn b() {}\n"], ["src/lib.rs": "fn a() {}\n"], 1),
      (["src/lib.rs": ""], ["src/lib.rs": "mod m;\n", "src/m.rs": "fn m() {}\n"], 2),
    ] as [([String: String], [String: String], Int)])
  func `of a change is what comes and goes`(
    _ old: [String: String], _ new: [String: String], _ cost: Int
  ) {
    #expect(Self.change(old, new) == cost)
  }

  @Test func `of a change leaves out what the build does not compile`() throws {
    let linux = ReviewSize.Build(
      targets: [try TargetTriple("x86_64-unknown-linux-gnu")], features: [])
    let old = ["src/lib.rs": "#[cfg(windows)]\nfn w() {}\n#[cfg(feature = \"net\")]\nfn n() {}\n"]
    let new = [
      "src/lib.rs":
        "#[cfg(windows)]\nfn w2() {}\n#[cfg(feature = \"net\")]\nfn n2() {}\nfn l() {}\n"
    ]
    #expect(Self.change(old, new) == 5)
    #expect(Self.change(old, new, linux) == 1)
  }

  @Test func `adds up, and no sum overflows`() {
    let one = ReviewCost(of: Self.side(["src/lib.rs": "fn a() {}\n"]))
    #expect((one + one).builtCode == 2)
    #expect((ReviewCost() + one) == one)
  }
}
