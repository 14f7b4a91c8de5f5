import MoatCargo
import MoatDiff
import MoatInspection
import MoatModel
import Testing

/// Two versions of a package made of texts.
private struct Update {
  var old: [String: String]
  var new: [String: String]
  var versions = ("1.2.0", "1.3.0")

  /// - Parameter manifest: what follows name and version.
  static func manifest(_ version: String, _ manifest: String) -> String {
    "[package]\nname = \"left\"\nversion = \"\(version)\"\n\(manifest)"
  }

  init(
    manifests: (String, String) = ("", ""), _ old: [String: String] = [:],
    _ new: [String: String] = [:], versions: (String, String) = ("1.2.0", "1.3.0")
  ) {
    self.versions = versions
    self.old = old
    self.new = new
    self.old["Cargo.toml"] = Self.manifest(versions.0, manifests.0)
    self.new["Cargo.toml"] = Self.manifest(versions.1, manifests.1)
  }

  static func contents(_ version: String, _ files: [String: String]) -> PackageContents {
    PackageContents(
      identity: PackageIdentity(name: "left", version: version), origin: .folder("left"),
      files: files.map { PackageContents.File(path: $0.key, bytes: Array($0.value.utf8)) })
  }

  var diff: PackageDiff {
    let inspector = PackageInspector()
    let before = Self.contents(versions.0, old)
    let after = Self.contents(versions.1, new)
    return PackageDiff(
      old: before, new: after, oldInspection: inspector.inspect(before),
      newInspection: inspector.inspect(after),
      popularNames: PopularNames(imitated: ["serde_json"], known: []))
  }

  /// Without those about the version itself.
  var notes: [String] {
    diff.notes.map { note in
      let places = note.places.map(\.description).joined(separator: " ")
      return "\(note.weight.word) \(note.topic.rawValue): \(note.text)"
        + (places.isEmpty ? "" : " @ \(places)")
    }
  }
}

@Suite struct `Package diff` {
  @Test func `dependencies by kind, platform and weight`() {
    let update = Update(
      manifests: (
        """
        [dependencies]
        a = "1"
        b = "1"
        o = { version = "1", optional = true }
        """,
        """
        [dependencies]
        b = { version = "1.1", features = ["x"], default-features = false }
        o = "1"
        n = "2"
        [build-dependencies]
        cc = "1"
        [dev-dependencies]
        t = "1"
        [target.'cfg(windows)'.dependencies]
        w = { version = "1", optional = true, package = "wide" }
        """
      ))
    #expect(
      update.notes == [
        "notice dependency: new build-dependency `cc` 1",
        "notice dependency: new dependency `n` 2",
        "notice dependency: new optional dependency `wide` (as `w`) 1 for `cfg(windows)`",
        "notice dependency: dependency `o`: is no longer optional",
        "detail dependency: new dev-dependency `t` 1",
        "detail dependency: dependency `b`: 1 → 1.1; now without default features; now with feature `x`",
        "detail dependency: dependency `a` 1 is gone",
      ])
  }

  @Test func `a dependency gained in a patch release, from elsewhere, or named like another`() {
    let patch = Update(manifests: ("", "[dependencies]\nn = \"1\"\n"), versions: ("1.2.0", "1.2.1"))
    #expect(
      patch.notes == ["alert dependency: new dependency `n` 1, gained in a patch release"])
    let elsewhere = Update(
      manifests: (
        "[dependencies]\nn = \"1\"\n", "[dependencies]\nn = { git = \"https://a.example/n\" }\n"
      ))
    #expect(
      elsewhere.notes == [
        "alert dependency: dependency `n`: from git, https://a.example/n, before from crates.io; 1 → any version"
      ])
    let near = Update(manifests: ("", "[dependencies]\nserde_jsn = \"1\"\n"))
    #expect(
      near.notes == [
        "alert dependency: `serde_jsn` is named nearly as the much used `serde-json`",
        "notice dependency: new dependency `serde_jsn` 1",
      ])
  }

  @Test func `what runs while building`() {
    let gained = Update(
      [:],
      ["build.rs": "fn main() { std::process::Command::new(\"sh\"); }\n"])
    #expect(
      gained.notes.first == "alert build-script: gains a build script @ build.rs")
    #expect(
      gained.notes.contains {
        $0.hasPrefix("alert capability: new in the build script: process, ")
          && $0.hasSuffix("@ build.rs:1")
      }, "\(gained.notes)")
    let changed = Update(["build.rs": "fn main() {}\n"], ["build.rs": "fn main() { }\n// x\n"])
    #expect(changed.notes == ["notice build-script: build script changed (+2 −1) @ build.rs"])
    let macro = Update(manifests: ("[lib]\n", "[lib]\nproc-macro = true\n"))
    #expect(macro.notes == ["alert proc-macro: becomes a proc macro: it runs in the compiler"])
    let links = Update(manifests: ("", "links = \"z\"\n"))
    #expect(
      links.notes == ["notice links: `links` none → `z`: the native library it stands for"])
  }

  @Test func `capabilities by subject, not by line`() {
    let call = "pub fn a() { let _ = std::net::TcpStream::connect(\"a:1\"); }\n"
    let moved = Update(["src/lib.rs": call], ["src/lib.rs": "\n\n" + call])
    #expect(moved.notes.isEmpty, "\(moved.notes)")
    let gained = Update(["src/lib.rs": "pub fn a() {}\n"], ["src/lib.rs": call])
    #expect(gained.notes.count == 1)
    #expect(gained.notes.first?.hasPrefix("notice capability: new in the library: net, ") ?? false)
    let unsafe = Update(
      ["src/lib.rs": "unsafe fn a() {}\n"], ["src/lib.rs": "unsafe fn a() {}\nunsafe fn b() {}\n"])
    #expect(
      unsafe.notes.filter { $0.contains("unsafe:") }.map { $0.prefix(49) }
        == ["notice unsafe: `unsafe` in the library: 1 → 2"])
  }

  @Test func `features, targets, people and origin`() {
    let update = Update(
      manifests: (
        """
        authors = ["A"]
        repository = "https://a.example/left"
        license = "MIT"
        edition = "2018"
        [features]
        default = []
        old = []
        """,
        """
        authors = ["B"]
        repository = "https://b.example/left"
        license = "GPL-3.0"
        edition = "2021"
        rust-version = "1.80"
        [lib]
        crate-type = ["cdylib"]
        [features]
        default = ["net"]
        net = []
        """
      ),
      [VCSInfo.fileName: "{\"git\":{\"sha1\":\"1111111111111111\"}}"],
      [
        VCSInfo.fileName: "{\"git\":{\"sha1\":\"2222222222222222\",\"dirty\":true}}",
        "src/main.rs": "fn main() {}\n",
      ])
    #expect(
      update.notes == [
        "alert identity: repository `https://a.example/left` → `https://b.example/left`",
        "notice features: `default` now turns on `net`",
        "notice targets: new programs: `left`",
        "notice targets: crate type: the default → cdylib",
        "notice identity: authors now also name `B`",
        "notice identity: license `MIT` → `GPL-3.0`",
        "notice origin: was packaged from files that differ from its commit @ .cargo_vcs_info.json",
        "detail features: new features: `net`",
        "detail features: features gone: `old`",
        "detail identity: authors no longer name `A`",
        "detail origin: commit 111111111111 → 222222222222",
        "detail toolchain: edition 2018 → 2021",
        "detail toolchain: needs Rust (not said) → 1.80",
      ])
  }

  @Test func `files are in the order of reading, and what few read is folded`() {
    let long = String(repeating: "x", count: 3_000)
    let update = Update(
      [
        "src/lib.rs": "a\n", "src/gone.rs": "unlike all the rest\n", "README.md": "a\n",
        "src/gen.rs": "// @generated\n1\n", "c/vendor/z.c": "1\n", "Cargo.lock": "1\n",
        "blanks.c": "a b\n", "build.rs": "// @generated\nfn main() {}\n",
      ],
      [
        "src/lib.rs": "b\n", "README.md": "b\n", "src/gen.rs": "// @generated\n2\n",
        "c/vendor/z.c": "2\n", "Cargo.lock": "2\n", "blanks.c": "a  b\n", "min.js": long + "\n",
        "build.rs": "// @generated\nfn main() { }\n", "x.bin": "\0\u{1}",
        "tests/t.rs": "fn t() {}\n",
        "src/nul.rs": "// \0\n",
      ])
    let shown = update.diff.files.map { file in
      "\(file.role.word) \(file.path)" + (file.fold.map { ": \($0.phrase)" } ?? "")
    }
    #expect(
      shown == [
        "build script build.rs", "manifest Cargo.toml",
        "source src/gen.rs: says that it was generated",
        "source src/gone.rs: removed", "source src/lib.rs", "source src/nul.rs",
        "binary x.bin: binary", "other blanks.c: only blanks changed",
        "other c/vendor/z.c: source of others", "other min.js: lines of up to 3000 bytes",
        "test tests/t.rs",
        "documentation Cargo.lock: a lockfile that does not count for dependents",
        "documentation README.md",
      ])
  }

  @Test func `the manifest as written is read where the two agree`() {
    let original = {
      Update.manifest($0, "[dependencies]\na = { version = \"1\", path = \"../a\" }\n")
    }
    let made = "\n[dependencies.a]\nversion = \"1\"\n"
    let honest = Update(
      manifests: (made, made), ["Cargo.toml.orig": original("1.2.0")],
      ["Cargo.toml.orig": original("1.3.0")])
    #expect(honest.notes.isEmpty, "\(honest.notes)")
    #expect(honest.diff.files.map(\.fold) == [.normalised, nil])
    let lying = Update(
      manifests: (made, made + "[dependencies.evil]\nversion = \"1\"\n"),
      ["Cargo.toml.orig": original("1.2.0")], ["Cargo.toml.orig": original("1.3.0")])
    #expect(
      lying.notes == [
        "alert manifest: Cargo.toml and Cargo.toml.orig disagree: dependency `evil` is only in `Cargo.toml`",
        "notice dependency: new dependency `evil` 1",
      ])
    #expect(lying.diff.files.map(\.fold) == [nil, nil])
  }

  @Test func `what could not be read is said first`() {
    let old = Update.contents("1.0.0", ["Cargo.toml": Update.manifest("1.0.0", "")])
    let new = PackageContents(
      identity: PackageIdentity(name: "left", version: "1.1.0"), origin: .folder("left"),
      files: [
        PackageContents.File(path: "Cargo.toml", bytes: Array("[package\n".utf8)),
        PackageContents.File(path: "big.c", bytes: [1, 2], size: 1 << 30),
      ],
      remarks: [CrateFolder.Remark(path: "link", reason: "is a symbolic link")])
    let diff = PackageDiff(
      old: old, new: new, oldInspection: nil, newInspection: PackageInspector().inspect(new))
    #expect(diff.notes.prefix(2).allSatisfy { $0.weight == .alert && $0.topic == .unread })
    #expect(
      diff.notes[1].text == "in the new version `link` was not read: it is a symbolic link")
    #expect(diff.files.first { $0.path == "big.c" }?.fold == .tooLarge(1 << 30))
  }

  @Test func `a package that is new is told by what runs while it is built`() {
    let new = Update.contents(
      "1.0.0",
      [
        "Cargo.toml": Update.manifest("1.0.0", "[dependencies]\na = \"1\"\n"),
        "build.rs": "fn main() {}\n", "src/lib.rs": "pub fn a() {}\n",
      ])
    let diff = PackageDiff(
      old: nil, new: new, oldInspection: nil, newInspection: PackageInspector().inspect(new))
    #expect(
      diff.notes.map(\.text) == ["has a build script", "depends on `a`"])
    #expect(diff.files.map(\.fold) == [nil, nil, .newPackage])
  }
}
