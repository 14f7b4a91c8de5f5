import Foundation
import MoatCommands
import MoatHost
import MoatStore
import MoatTestSupport
import Testing

/// Whole commands: status, stdout and stderr. `UPDATE_SNAPSHOTS=1` writes them.
@Suite struct `Commands` {
  private static let withDatabase = ["--advisory-db", "/db"]

  private static let usage: [Run] = [
    Run("help", ["--help"]),
    Run("version", ["--version"]),
    Run("check-help", ["check", "--help"]),
    Run("cargo-prefix", ["moat", "--version"]),
    Run("vendor-help", ["vendor", "--help"]),
    Run("vendor-write-help", ["vendor", "write", "--help"]),
    Run("vendor-diff-help", ["vendor", "diff", "--help"]),
    Run("vendor-without-archives", ["vendor", "--offline"], Sample.files(Sample.cleanLockfile)),
    Run("vendor-unknown-platform", ["vendor", "--platform", "x86-linux"]),
    Run("vendor-no-lockfile", ["vendor"], [:]),
    Run("unknown-option", ["check", "--frobnicate"]),
    Run("unknown-command", ["chekc"]),
    Run("unknown-rule", ["check", "--only", "missing-checksums"]),
    Run("unknown-format", ["check", "--format", "yaml"]),
    Run("bad-now", ["check", "--now", "yesterday"]),
    Run("path-missing", ["check", "nowhere"]),
    Run("path-is-a-manifest", ["check", "Cargo.toml"]),
    Run("config-missing", ["check", "--config", "none.toml"]),
    Run("policy-missing", ["check", "--policy", "none.toml"]),
    Run("empty-folder", ["check"] + withDatabase, ["/db/crates/left/A.md": Sample.advisory]),
    Run(
      "config-unknown-key", ["check"],
      Sample.files().merging(["/project/moat.toml": "version = 1\nfail_on = \"low\"\n"]) { $1 }),
    Run(
      "config-unknown-rule", ["check"],
      Sample.files().merging([
        "/project/moat.toml": "version = 1\n\n[levels]\nunpined-git = \"deny\"\n"
      ]) { $1 }),
    Run(
      "config-broken", ["check"],
      Sample.files().merging(["/project/moat.toml": "version = \n"]) { $1 }),
  ]

  @Test(arguments: usage) func `say what is wrong with a command line`(run: Run) async throws {
    try await run.check()
  }

  private static let formats: [Run] = ["human", "json", "sarif", "github", "markdown"].flatMap {
    format in
    let found = Run(
      "check-\(format)", ["check", "--format", format] + withDatabase, Sample.filesWithDatabase())
    let clean = Run(
      "check-clean-\(format)", ["check", "--format", format, "--skip", "advisories"],
      Sample.files(Sample.cleanLockfile))
    // The rules' own words fill a SARIF report; one snapshot of them is enough.
    return format == "sarif" ? [found] : [found, clean]
  }

  @Test(arguments: formats) func `write every format`(run: Run) async throws {
    try await run.check()
  }

  private static let evidence: [Run] = [
    Run("database-missing", ["check"], Sample.files(Sample.cleanLockfile)),
    Run("database-missing-named", ["check", "--advisory-db", "/none"]),
    Run("check-lockfile-alone", ["check", "Cargo.lock", "--skip", "advisories"]),
    Run("check-quiet", ["check", "-q"] + withDatabase, Sample.filesWithDatabase()),
    Run("check-verbose", ["check", "-v"] + withDatabase, Sample.filesWithDatabase()),
    Run(
      "check-allowed", ["check", "--allow", "lockfile", "--warn", "advisories"] + withDatabase,
      Sample.filesWithDatabase()),
    Run(
      "check-narrow", ["check"] + withDatabase, Sample.filesWithDatabase(),
      variables: ["COLUMNS": "50"]),
    Run("lock-verify", ["lock", "verify"]),
    Run("tree", ["tree"]),
    Run("tree-invert", ["tree", "--invert", "left"]),
    Run("tree-invert-unknown", ["tree", "--invert", "right"]),
    Run(
      "advisories-show", ["advisories", "show", "CVE-2099-1"] + withDatabase,
      Sample.filesWithDatabase()),
    Run(
      "advisories-search", ["advisories", "search", "past"] + withDatabase,
      Sample.filesWithDatabase()),
    Run(
      "advisories-list", ["advisories", "list", "left@1.2.0"] + withDatabase,
      Sample.filesWithDatabase()),
    Run("advisories-status", ["advisories", "status"] + withDatabase, Sample.filesWithDatabase()),
    Run(
      "advisories-unknown", ["advisories", "show", "CVE-1"] + withDatabase,
      Sample.filesWithDatabase()),
    Run("explain", ["explain", "missing-checksum"]),
    Run("explain-unknown", ["explain", "missing-cheksum"]),
    Run("rules", ["rules"]),
    Run("config-show", ["config", "show"]),
    Run(
      "lock-diff", ["lock", "diff", "old.lock", "Cargo.lock"],
      Sample.files(Sample.cleanLockfile).merging([
        "/project/old.lock": Sample.cleanLockfile.replacing("1.2.0", with: "1.1.9")
      ]) { $1 }),
    Run(
      "lock-diff-tampering", ["lock", "diff", "old.lock", "Cargo.lock"],
      Sample.files(Sample.cleanLockfile).merging([
        "/project/old.lock": Sample.cleanLockfile.replacing("0123", with: "9876")
      ]) { $1 }),
  ]

  @Test(arguments: evidence) func `answer`(run: Run) async throws {
    try await run.check()
  }
}

@Suite struct `Writing files` {
  /// On a real disk: finished files are put in place by the store, which knows no other.
  @Test func `init writes a policy that check accepts, once`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-init-\(UInt64.random(in: 0 ... .max))").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (path, text) in Sample.files() {
      let file = folder + path.dropFirst("/project".count)
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    }
    func run(_ arguments: [String]) async -> (Int32, String) {
      let machine = TestHost(currentDirectory: folder)
      var host = machine.host
      host.files = LiveFileSystem()
      host.store = LiveStoreFiles()
      let status = await Moat.run(arguments, in: host)
      return (status, machine.standardOutput + machine.standardError)
    }
    let check = ["check", "--skip", "advisories"]
    #expect(await run(check).0 == 1)
    let (status, said) = await run(["init", "--baseline", "--offline"])
    #expect(status == 0 || status == 3, "\(said)")
    let text = try String(contentsOfFile: folder + "/moat.toml", encoding: .utf8)
    #expect(text.contains("rule = \"missing-checksum\""))
    #expect(await run(check).0 == 0, "the baseline covers what was there")
    #expect(await run(["init"]).0 == 2, "an existing file is not overwritten")
    #expect(try String(contentsOfFile: folder + "/moat.toml", encoding: .utf8) == text)

    let report = folder + "/report.json"
    let (written, output) = await run(check + ["--format", "json", "--output", "report.json"])
    #expect(written == 0)
    #expect(output == "")
    #expect(FileManager.default.fileExists(atPath: report))
  }
}
