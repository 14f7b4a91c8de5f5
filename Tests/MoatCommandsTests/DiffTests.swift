import Foundation
import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// Two versions of `left` as folders, in memory.
private enum Versions {
  static func manifest(_ version: String, _ rest: String = "") -> String {
    """
    [package]
    name = "left"
    version = "\(version)"
    edition = "2021"
    repository = "https://git.example/left"
    \(rest)
    """
  }

  static let old = [
    "Cargo.toml": manifest("1.2.0"),
    "README.md": "# left\n\nPads on the left.\n",
    "src/lib.rs": """
    //! Pads.

    /// Pads a text on the left.
    pub fn left_pad(text: &str, width: usize) -> String {
        let mut result = String::new();
        for _ in text.len()..width {
            result.push(' ');
        }
        result.push_str(text);
        result
    }

    fn helper(values: &[usize]) -> usize {
        let total: usize = values.iter().sum();
        total / values.len().max(1)
    }

    """,
    "src/old_name.rs": (0..<12).map { "pub const VALUE_\($0): u32 = \($0);\n" }.joined(),
  ]

  static let new = [
    "Cargo.toml": manifest("1.2.1", "[dependencies]\nfetcher = \"0.3\"\n"),
    "README.md": "# left\n\nPads on the left.\nNow with \u{1b}[31mcolour\u{202e}.\n",
    "build.rs": """
    use std::process::Command as Run;

    fn main() {
        let _ = Run::new("sh").arg("-c").arg("true").status();
    }

    """,
    "src/lib.rs": """
    //! Pads.

    mod math;

    /// Pads a text on the left.
    pub fn left_pad(text: &str, width: usize, with: char) -> String {
        let mut result = String::new();
        for _ in text.len()..width {
            result.push(with);
        }
        result.push_str(text);
        result
    }

    """,
    "src/math.rs": """
    pub fn helper(values: &[usize]) -> usize {
        let total: usize = values.iter().sum();
        total / values.len().max(1)
    }

    """,
    "src/new_name.rs": (0..<12).map { "pub const VALUE_\($0): u32 = \($0 == 5 ? 50 : $0);\n" }
      .joined(),
  ]

  /// Below `/project/old` and `/project/new`.
  static func files(
    _ old: [String: String] = old, _ new: [String: String] = new
  ) -> [String: String] {
    var files: [String: String] = [:]
    for (path, text) in old { files["/project/old/\(path)"] = text }
    for (path, text) in new { files["/project/new/\(path)"] = text }
    return files
  }
}

@Suite struct `Diff of packages` {
  private static let forms: [Run] = [
    Run("diff-help", ["diff", "--help"]),
    Run("diff-human", ["diff", "old", "new"], Versions.files()),
    Run("diff-stat", ["diff", "old", "new", "--stat"], Versions.files()),
    Run("diff-only-build", ["diff", "old", "new", "--only", "build"], Versions.files()),
    Run("diff-json", ["diff", "old", "new", "--format", "json"], Versions.files()),
    Run(
      "diff-patch", ["diff", "old", "new", "--format", "patch", "--only", "src"], Versions.files()),
    Run("diff-html", ["diff", "old", "new", "--format", "html"], Versions.files()),
    Run(
      "diff-html-unified",
      ["diff", "old", "new", "--format", "html", "--layout", "unified", "--only", "src"],
      Versions.files()),
    Run("diff-equal", ["diff", "old", "new"], Versions.files(Versions.old, Versions.old)),
  ]

  @Test(arguments: forms) func `is written in every form`(run: Run) async throws {
    try await run.check()
  }

  private static let wrong: [Run] = [
    Run("diff-nothing", ["diff"]),
    Run("diff-one", ["diff", "left"]),
    Run("diff-same", ["diff", "left", "1.0.0", "1.0.0"]),
    Run("diff-same-folder", ["diff", "old", "old"], Versions.files()),
    Run("diff-bad-version", ["diff", "left", "1.0", "1.1.0"]),
    Run("diff-no-folder", ["diff", "old", "nowhere"], Versions.files()),
    Run("diff-no-manifest", ["diff", "old", "."], ["/project/old/a": "", "/project/b": ""]),
    Run("diff-no-archive", ["diff", "left-1.0.0.crate", "left-1.1.0.crate"]),
    Run(
      "diff-refused-archive", ["diff", "left-1.0.0.crate", "left-1.1.0.crate"],
      ["/project/left-1.0.0.crate": "no archive", "/project/left-1.1.0.crate": "nor this"]),
    Run("diff-offline", ["diff", "left", "1.0.0", "1.1.0", "--offline"]),
    Run("diff-no-tool", ["diff", "old", "new", "--tool", "no-such-tool"], Versions.files()),
    Run("diff-lockfile-and-crate", ["diff", "left", "--lockfile", "a..b"]),
    Run("diff-lockfile-alone", ["diff", "--lockfile", "Cargo.lock"]),
  ]

  @Test(arguments: wrong) func `what cannot be compared is said`(run: Run) async throws {
    try await run.check()
  }

  // MARK: hostile contents

  /// Names and texts that would be markup, escapes or other lines where they are not made harmless.
  private static let hostile: [String: String] = [
    "src/<img src=x onerror=alert(1)>.rs": "pub fn a() {}\n</td><script>alert(1)</script>\n",
    "src/a\u{1b}[2J.rs": "\u{1b}]0;title\u{7}\r\u{202e}evil\u{200b}\n",
    "src/\"quoted\" 'name' &amp;.rs": "a & b < c > d \" '\n",
    "src/line\nbreak.rs": "x\n",
  ]

  @Test func `hostile names and contents stay text in every form`() async {
    let files = Versions.files(
      ["Cargo.toml": Versions.manifest("1.0.0")],
      Self.hostile.merging(["Cargo.toml": Versions.manifest("1.0.1<b>\\u001b[1m")]) { $1 })
    for format in ["human", "json", "html"] {
      let result = await Run("hostile", ["diff", "old", "new", "-v", "--format", format], files)
        .result()
      #expect(result.status == 0, "\(result.error)")
      let raw = result.output.unicodeScalars.filter {
        ($0.value < 0x20 && $0 != "\n") || $0.value == 0x7F || $0.value == 0x202E
          || $0.value == 0x200B
      }
      #expect(raw.isEmpty, "\(format): \(raw)")
      #expect(result.output.contains("img src=x"))
      guard format == "html" else { continue }
      #expect(!result.output.contains("<img"))
      #expect(!result.output.contains("<script"))
      #expect(!result.output.contains("<b>\u{5c}u"))
    }
  }

  // MARK: lockfiles and archives

  /// crates.io with two versions of `acme-left`, and lockfiles that pin them.
  private struct World {
    let old: TestCrate
    let new: TestCrate

    init() throws {
      old = try TestCrate("acme-left", "1.2.0", files: ["src/lib.rs": "pub fn a() {}\n"])
      new = try TestCrate(
        "acme-left", "1.3.0", manifest: "[dependencies]\nright = \"1\"\n",
        files: ["src/lib.rs": "pub fn a() {}\npub fn b() {}\n"])
    }

    var network: InMemoryHTTPClient {
      let archives = "https://static.crates.io/crates"
      return InMemoryHTTPClient(serving: [
        "https://index.crates.io/config.json": .init(#"{"dl":"\#(archives)"}"#),
        "https://index.crates.io/ac/me/acme-left": .init(
          "\(old.line.json)\n\(new.line.json)\n"),
        "\(archives)/acme-left/1.2.0/download": .init(200, body: old.archive),
        "\(archives)/acme-left/1.3.0/download": .init(200, body: new.archive),
      ])
    }

    func lockfile(_ crate: TestCrate, _ more: String = "") -> String {
      """
      version = 4

      [[package]]
      name = "acme-left"
      version = "\(crate.version)"
      source = "\(Sample.source)"
      checksum = "\(crate.line.checksum ?? "")"
      \(more)
      """
    }

    func run(
      _ arguments: [String], _ files: [String: String] = [:], git: InMemoryGit = InMemoryGit()
    ) async -> Run.Result {
      var run = Run("none", arguments, files, git: git)
      run.network = network
      return await run.result()
    }
  }

  @Test func `versions are taken from the registry, and verified`() async throws {
    let world = try World()
    let result = await world.run(["diff", "acme-left", "1.2.0", "1.3.0"])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("acme-left 1.2.0 → 1.3.0"))
    #expect(result.output.contains("old: archive with the recorded SHA-256"))
    #expect(result.output.contains("* new dependency `right` 1\n"))
    #expect(result.output.contains("\n+pub fn b() {}\n"))
  }

  @Test func `an unknown version names those near it`() async throws {
    let result = try await World().run(["diff", "acme-left@1.2.0", "acme-left@1.2.9"])
    #expect(result.status == 3)
    #expect(result.error.contains("has no version 1.2.9"))
    #expect(result.error.contains("hint: versions near it: 1.3.0, 1.2.0"))
  }

  @Test func `an archive that is not the recorded one is refused`() async throws {
    let world = try World()
    var run = Run("none", ["diff", "acme-left", "1.2.0", "1.3.0"], [:])
    let archives = "https://static.crates.io/crates/acme-left"
    run.network = InMemoryHTTPClient(serving: [
      "https://index.crates.io/config.json": .init(#"{"dl":"https://static.crates.io/crates"}"#),
      "https://index.crates.io/ac/me/acme-left": .init(
        "\(world.old.line.json)\n\(world.new.line.json)\n"),
      "\(archives)/1.2.0/download": .init(200, body: world.old.archive),
      "\(archives)/1.3.0/download": .init(200, body: world.old.archive),
    ])
    let result = await run.result()
    #expect(result.status == 3)
    #expect(result.output.isEmpty)
  }

  @Test func `a whole update is told crate by crate, also what cannot be compared`() async throws {
    let world = try World()
    let git = """
      [[package]]
      name = "from-git"
      version = "0.2.0"
      source = "git+https://git.example/from-git#0123456789abcdef0123456789abcdef01234567"

      """
    let files = [
      "/project/a.lock": world.lockfile(world.old),
      "/project/b.lock": world.lockfile(world.new, git),
    ]
    let result = await world.run(["diff", "--lockfile", "a.lock..b.lock"], files)
    #expect(result.status == 3)
    #expect(result.output.hasPrefix("2 crates change: 1 updated, 1 new, 1 not compared\n"))
    #expect(result.output.contains("! from-git 0.2.0 (new)     not compared: "))
    #expect(result.output.contains("* acme-left 1.2.0 → 1.3.0  dependency; +"))
    #expect(result.output.contains("\n+pub fn b() {}\n"))
    let equal = await world.run(["diff", "--lockfile", "a.lock..a.lock"], files)
    #expect(equal.status == 0)
    #expect(equal.output == "both lockfiles lock the same packages\n")
    let other = try world.old.repacked { $0[0].bytes += [10] }
    let tampered = await world.run(
      ["diff", "--lockfile", "a.lock..b.lock"],
      ["/project/a.lock": files["/project/a.lock"] ?? "", "/project/b.lock": world.lockfile(other)])
    #expect(tampered.status == 3)
    #expect(tampered.output.contains("its checksum changed for the same version"))
  }

  @Test(arguments: [
    ("v1..v2", "acme-left 1.2.0 → 1.3.0"), ("v1..", "acme-left 1.2.0 → 1.3.0"),
    ("..v1", "acme-left 1.3.0 → 1.2.0"), ("none..v2", "acme-left 1.3.0 (new)"),
  ])
  func `lockfiles of two commits`(range: String, change: String) async throws {
    let world = try World()
    var git = InMemoryGit(top: "/project")
    let new = Array(world.lockfile(world.new).utf8)
    git.revisions = [
      "v1": ["Cargo.lock": Array(world.lockfile(world.old).utf8)], "v2": ["Cargo.lock": new],
      "HEAD": ["Cargo.lock": new], "none": [:],
    ]
    let result = await world.run(
      ["diff", "--lockfile", range, "--stat"],
      ["/project/Cargo.lock": world.lockfile(world.new)], git: git)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains(change), "\(result.output)")
    #expect(
      result.error.contains("note: `none` has no `Cargo.lock`: every crate is new")
        == range.hasPrefix("none"))
    let unknown = await world.run(["diff", "--lockfile", "v3..v2"], [:], git: git)
    #expect(unknown.status == 2)
    #expect(unknown.error.contains("`v3` is neither a file nor a revision"))
  }
}
