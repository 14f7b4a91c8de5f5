import MoatArchive
import MoatHost
import MoatModel
import MoatTestSupport
import Testing

/// `verify` and `vendor verify` as whole commands.
@Suite struct `Verifying` {
  private static let configuration = """
    [source.crates-io]
    replace-with = "vendored-sources"

    [source.vendored-sources]
    directory = "vendor"

    """

  /// The sample with a vendored tree that agrees with itself.
  private static func vendored(
    _ more: [String: String] = [:], package: String = Sample.digest
  ) -> [String: String] {
    let manifest = "[package]\nname = \"left\"\nversion = \"1.2.0\"\n"
    let source = "pub fn left() {}\n"
    let files = ["Cargo.toml": manifest, "src/lib.rs": source]
    let listed = files.sorted { $0.key < $1.key }.map { path, text in
      let digest = (try? SHA256Hasher.digest(of: Array(text.utf8)))?.hex ?? ""
      return "\"\(path)\":\"\(digest)\""
    }
    var all = Sample.files(Sample.cleanLockfile)
    all["/project/.cargo/config.toml"] = configuration
    all["/project/vendor/left/.cargo-checksum.json"] =
      "{\"files\":{\(listed.joined(separator: ","))},\"package\":\"\(package)\"}"
    for (path, text) in files { all["/project/vendor/left/\(path)"] = text }
    return all.merging(more) { $1 }
  }

  private static let cache = "/cargo/registry/cache/index.crates.io-1949cf8c6b5b557f"

  private static let runs: [Run] = [
    Run("verify-without-evidence", ["verify"], Sample.files(Sample.cleanLockfile)),
    Run("verify-vendored", ["verify"], vendored()),
    Run("verify-vendored-json", ["verify", "--format", "json"], vendored()),
    Run("vendor-verify", ["vendor", "verify"], vendored()),
    Run("vendor-verify-folder", ["vendor", "verify", "vendor"], vendored()),
    Run("vendor-verify-missing", ["vendor", "verify", "third_party"], vendored()),
    Run(
      "verify-build-script", ["verify"], vendored(["/project/vendor/left/build.rs": "fn main() {}"])
    ),
    Run(
      "verify-tampered-archive", ["verify"],
      Sample.files(Sample.cleanLockfile).merging(["\(cache)/left-1.2.0.crate": "x"]) { $1 },
      variables: ["CARGO_HOME": "/cargo"]),
    Run(
      "check-tampered-archive", ["check", "--skip", "advisories"],
      Sample.files(Sample.cleanLockfile).merging(["\(cache)/left-1.2.0.crate": "x"]) { $1 },
      variables: ["CARGO_HOME": "/cargo"]),
    Run(
      "verify-escapes", ["verify", "-v"],
      vendored(["/project/vendor/left/\u{1B}[31mred\nline.rs": ""])),
    Run("verify-no-project", ["verify"], [:]),
  ]

  @Test(arguments: runs) func `answers`(run: Run) async throws { try await run.check() }

  @Test func `the lockfiles of vendored crates are not the project's`() async throws {
    let manifest = "[package]\nname = \"left\"\nversion = \"1.2.0\"\n"
    var files = Sample.files(Sample.cleanLockfile)
    files["/project/third_party/left/Cargo.toml"] = manifest
    files["/project/third_party/left/Cargo.lock"] = "version = 4\n"
    files["/project/third_party/left/.cargo-checksum.json"] =
      "{\"files\":{},\"package\":\"\(Sample.digest)\"}"
    let named = await Run("", ["vendor", "verify", "third_party"], files).result()
    #expect(named.output.contains("· 1 lockfile, 1 manifest, 2 packages"))
    let other = await Run("", ["vendor", "verify", "vendor"], files).result()
    #expect(!other.output.contains("· 1 lockfile,"))
  }

  @Test func `a tree with two names is looked at once`() async throws {
    let files = Self.vendored(["/project/vendor/left/build.rs": "fn main() {}"])
    let plain = await Run("", ["vendor", "verify", "vendor"], files).result()
    #expect(plain.output.contains("vendor/left"))
    let linked = await Run("", ["vendor", "verify", "third_party"], files) {
      $0.set("/project/third_party", .symlink(to: "vendor"))
    }.result()
    #expect(linked.output == plain.output)
  }

  @Test func `a suppression does not silence changed bytes`() async throws {
    let policy = """
      version = 1

      [levels]
      unlisted-file = "allow"

      [[suppress]]
      rule = "unlisted-file"
      reason = "we know"

      """
    let files = Self.vendored([
      "/project/vendor/left/build.rs": "fn main() {}", "/project/moat.toml": policy,
    ])
    let result = await Run("", ["verify"], files).result()
    #expect(result.status == 1)
    #expect(result.output.contains("tampering[unlisted-file]"))
  }
}
