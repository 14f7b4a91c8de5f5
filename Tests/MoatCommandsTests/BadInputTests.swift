import MoatHost
import MoatTestSupport
import Testing

/// Inputs that are damaged or made to hurt: a clear message, never a trap.
@Suite struct `Bad input` {
  private static let check = ["check", "--skip", "advisories"]

  private static func lockfile(_ name: String, _ text: String) -> Run {
    Run("lockfile-\(name)", check, Sample.files(text))
  }

  private static func lockfile(_ name: String, bytes: [UInt8]) -> Run {
    Run("lockfile-\(name)", check) { $0.set("/project/Cargo.lock", .file(bytes)) }
  }

  private static let escapes = #"\u001b]0;owned\u0007\u001b[31mred\u202e"#

  private static let runs: [Run] = [
    lockfile("truncated", String(Sample.cleanLockfile.dropLast(90))),
    lockfile("empty", ""),
    lockfile("binary", bytes: [0x7F, 0x45, 0x4C, 0x46] + (0...255)),
    lockfile("not-utf8", bytes: Array(Sample.lockfile.utf8) + [0x23, 0x20, 0xFF, 0xFE, 0x0A]),
    lockfile("crlf", Sample.lockfile.replacing("\n", with: "\r\n")),
    lockfile("bom", "\u{FEFF}" + Sample.lockfile),
    lockfile(
      "duplicate-keys",
      Sample.lockfile.replacing(
        "name = \"left\"\n", with: "name = \"left\"\nname = \"right\"\n")),
    lockfile(
      "conflict",
      Sample.lockfile.replacing(
        "version = \"1.2.0\"\n",
        with: "<<<<<<< HEAD\nversion = \"1.2.0\"\n=======\nversion = \"1.3.0\"\n>>>>>>> topic\n")),
    lockfile("nested", "x = " + String(repeating: "[", count: 100_000)),
    lockfile("unknown-version", Sample.lockfile.replacing("version = 4", with: "version = 5")),
    lockfile("not-a-table", "package = 3\n"),
    lockfile("escapes", Sample.lockfile.replacing("left", with: "le\(escapes)ft")),
    lockfile("escapes-in-version", Sample.lockfile.replacing("1.2.0", with: "1.2.0\(escapes)")),
    Run("lockfile-is-a-folder", check) { $0.set("/project/Cargo.lock", .directory) },
    Run("lockfile-is-a-fifo", check) { $0.set("/project/Cargo.lock", .fifo) },
    Run("lockfile-link-loop", check) { $0.set("/project/Cargo.lock", .symlink(to: "Cargo.lock")) },
    Run("lockfile-unreadable", check) {
      $0.set("/project/Cargo.lock", .failing(.permissionDenied))
    },
    Run("folder-unreadable", check) { $0.set("/project/secret", .failing(.permissionDenied)) },
    Run(
      "folder-name-escapes", check,
      Sample.files().merging(["/project/a\u{1B}[2Jb/Cargo.lock": Sample.lockfile]) { $1 }),
    Run(
      "manifest-broken", check,
      Sample.files(manifest: Sample.manifest.replacing("left = \"1\"", with: "left = \"one\""))),
    Run(
      "manifest-escapes", check,
      Sample.files(
        manifest: Sample.manifest.replacing("left = \"1\"", with: "\"\(escapes)\" = \"1\""))),
    Run(
      "git-fails", check, Sample.files(),
      git: InMemoryGit(failure: .unavailable)
    ) { $0.set("/project/.git", .directory) },
    Run(
      "database-broken", ["check", "--only", "advisories", "--advisory-db", "/db"],
      Sample.filesWithDatabase().merging([
        "/db/crates/a/A.md": "", "/db/crates/b/B.md": "```toml\n[advisory]\nid = 3\n```\n",
        "/db/crates/c\u{1B}[1m/C.md": "\u{1B}[31m",
      ]) { $1 }),
  ]

  @Test(arguments: runs) func `is named`(run: Run) async throws {
    try await run.check()
    #expect(await run.result().status != 4)
  }

  @Test(arguments: ["json", "github", "markdown"])
  func `keeps escapes out of every format`(format: String) async throws {
    try await Run(
      "escapes-\(format)", Self.check + ["--format", format],
      Sample.files(Sample.lockfile.replacing("left", with: "le\(Self.escapes)ft"))
    ).check()
  }

  @Test func `keeps escapes out of SARIF`() async {
    let result = await Run(
      "", Self.check + ["--format", "sarif"],
      Sample.files(Sample.lockfile.replacing("left", with: "le\(Self.escapes)ft"))
    ).result()
    #expect(result.output.contains("owned"))
    #expect(!result.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }
}
