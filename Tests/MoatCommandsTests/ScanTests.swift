import MoatArchive
import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// `scan`, `size` and `build-scripts` on a project with vendored crates: whole commands.
@Suite struct `Commands that inspect` {
  private static let manifest = """
    [package]
    name = "app"
    version = "0.1.0"
    edition = "2021"

    [dependencies]
    fetcher = "1"
    derive = "1"

    [dev-dependencies]
    checks = "1"

    """

  private static let edges = [
    "app": ["checks", "derive", "fetcher"], "derive": ["quoting"], "fetcher": ["native", "probe"],
  ]

  private static let crates: [String: [String: String]] = [
    "fetcher": [
      "Cargo.toml": "[dependencies]\nnative = \"1\"\n[build-dependencies]\nprobe = \"1\"\n",
      "build.rs": """
      use std::process::Command as Run;

      fn main() {
        println!("cargo:rerun-if-changed=build.rs");
        if std::env::var("TARGET").is_ok() {
          Run::new("rustc").arg("--version").output().unwrap();
        }
      }

      """,
      "src/lib.rs": """
      //! Fetches.

      #[cfg(windows)]
      pub fn other() {
        std::fs::remove_file("a").unwrap();
      }

      pub fn fetch() {
        std::net::TcpStream::connect("example.org:80").unwrap();
      }

      #[cfg(test)]
      mod tests {
        #[test]
        fn runs() {
          std::process::Command::new("sh");
        }
      }

      """,
      "tests/all.rs": "fn t() { std::env::vars(); }\n",
    ],
    "derive": [
      "Cargo.toml": "[lib]\nproc-macro = true\n[dependencies]\nquoting = \"1\"\n",
      "src/lib.rs": "pub fn a() { std::fs::read(\"x\").unwrap(); }\n",
    ],
    "native": [
      "Cargo.toml": "",
      "src/lib.rs": "extern \"C\" { fn f(); }\npub fn g() { unsafe { f() } }\n",
    ],
    "probe": ["Cargo.toml": "", "src/lib.rs": "pub fn p() { std::env::vars(); }\n"],
    "quoting": ["Cargo.toml": "", "src/lib.rs": "pub fn q() {}\n"],
    "checks": ["Cargo.toml": "", "src/lib.rs": "pub fn c() { std::fs::read(\"x\"); }\n"],
  ]

  private static func lockfile(_ edges: [String: [String]] = edges) -> String {
    var text = "version = 4\n"
    for name in (crates.keys + ["app"]).sorted() {
      text +=
        "\n[[package]]\nname = \"\(name)\"\nversion = \"\(name == "app" ? "0.1.0" : "1.0.0")\"\n"
      if name != "app" {
        text += "source = \"\(Sample.source)\"\nchecksum = \"\(Sample.digest)\"\n"
      }
      if let targets = edges[name] {
        text += "dependencies = [\n\(targets.map { " \"\($0)\",\n" }.joined())]\n"
      }
    }
    return text
  }

  private static func files(
    without: [String] = [], policy: String? = nil, more: [String: String] = [:]
  ) -> [String: String] {
    var files = [
      "/project/Cargo.toml": manifest, "/project/Cargo.lock": lockfile(),
      "/project/.cargo/config.toml":
        "[source.crates-io]\nreplace-with = \"v\"\n[source.v]\ndirectory = \"vendor\"\n",
    ]
    for (name, texts) in crates where !without.contains(name) {
      for (path, text) in texts {
        let head =
          path == "Cargo.toml"
          ? "[package]\nname = \"\(name)\"\nversion = \"1.0.0\"\nedition = \"2021\"\n" : ""
        files["/project/vendor/\(name)/\(path)"] = head + text
      }
    }
    if let policy { files["/project/moat.toml"] = "version = 1\n\(policy)" }
    return files.merging(more) { $1 }
  }

  private static let accepted = """
    [[build-scripts.accept]]
    crate = "derive"
    version = "1.0.0"
    content = "\(Sample.digest)"

    [[build-scripts.accept]]
    crate = "gone"
    content = "\(Sample.digest)"

    """

  private static let runs: [Run] = [
    Run("scan", ["scan"], files()),
    Run("scan-verbose", ["scan", "-v"], files()),
    Run("scan-quiet", ["scan", "-q"], files(without: ["probe"])),
    Run("scan-json", ["scan", "--json"], files()),
    Run("scan-only", ["scan", "--only", "net,env-all"], files()),
    Run("scan-context", ["scan", "--context", "build"], files()),
    Run("scan-package", ["scan", "fetcher"], files()),
    Run("scan-package-json", ["scan", "fetcher", "--json", "--only", "process"], files()),
    Run("scan-package-quiet", ["scan", "fetcher", "-q"], files()),
    Run("scan-own-package", ["scan", "app"], files(more: ["/project/src/lib.rs": "fn a() {}\n"])),
    Run("scan-folder", ["scan", "vendor/native"], files()),
    Run("scan-gaps", ["scan"], files(without: ["probe", "native"])),
    Run("scan-without-sources", ["scan"], files(without: Array(crates.keys))),
    Run("scan-package-without-source", ["scan", "probe"], files(without: ["probe"])),
    Run("scan-unknown-package", ["scan", "fetchers"], files()),
    Run("scan-unknown-capability", ["scan", "--only", "nett"], files()),
    Run("scan-unknown-context", ["scan", "--context", "test"], files()),
    Run("scan-unpublished", ["scan", "other@1.0.0", "--offline"], files()),
    Run("scan-not-a-version", ["scan", "other@1"], files()),
    Run("scan-missing-path", ["scan", "./other"], files()),
    Run(
      "scan-refused-archive", ["scan", "a-1.0.0.crate"],
      files(more: ["/project/a-1.0.0.crate": "x"])),
    Run("scan-no-repository", ["scan", "--since", "v1"], files()),
    Run("scan-no-project", ["scan"], [:]),
    Run(
      "scan-fixture-below", ["scan"],
      ["/project/Cargo.toml": Sample.manifest, "/project/tests/a/Cargo.lock": Sample.lockfile]),
    Run(
      "scan-several-below", ["scan", "-q"],
      ["/project/b/Cargo.lock": Sample.lockfile, "/project/c/Cargo.lock": Sample.lockfile]),
    Run("scan-help", ["scan", "--help"]),
    Run("size", ["size"], files()),
    Run("size-target", ["size", "--target", "x86_64-unknown-linux-gnu", "--no-dev"], files()),
    Run("size-package", ["size", "fetcher"], files()),
    Run("size-quiet", ["size", "-q"], files(without: ["probe"])),
    Run("size-package-without-source", ["size", "probe"], files(without: ["probe"])),
    Run("size-json", ["size", "--json"], files(without: ["probe"])),
    Run("size-help", ["size", "--help"]),
    Run("build-scripts", ["build-scripts"], files()),
    Run("build-scripts-verbose", ["build-scripts", "-v"], files()),
    Run("build-scripts-quiet", ["build-scripts", "-q"], files(without: ["probe"])),
    Run("build-scripts-json", ["build-scripts", "--json"], files()),
    Run("build-scripts-gaps", ["build-scripts"], files(without: ["probe"])),
    Run("build-scripts-changed", ["build-scripts"], files(policy: accepted)),
    Run("build-scripts-check", ["check", "--only", "inspection"], files(policy: accepted)),
    Run("build-scripts-accept-none", ["build-scripts", "accept"], files()),
    Run("build-scripts-accept-unknown", ["build-scripts", "accept", "derived"], files()),
    Run("build-scripts-accept-plain", ["build-scripts", "accept", "quoting"], files()),
    Run(
      "build-scripts-accept-gaps", ["build-scripts", "accept", "--all"],
      files(without: ["probe"])),
    Run(
      "build-scripts-policy-refused", ["build-scripts"],
      files(policy: "[[build-scripts.accept]]\ncrate = \"a\"\ncontent = \"123\"\n")),
    Run("build-scripts-accept-help", ["build-scripts", "accept", "--help"]),
  ]

  @Test(arguments: runs) func `answer`(run: Run) async throws {
    try await run.check()
  }

  @Test func `what is accepted passes, and a change of it does not`() async throws {
    let run = Run(
      "build-scripts-accept",
      ["build-scripts", "accept", "--all", "--now", "2026-11-21", "--reason", "read by Ada"],
      Self.files())
    try await run.check()
    let written = String(
      decoding: try run.files.read("/project/moat.toml", limit: 1 << 20), as: UTF8.self)
    #expect(written.contains("crate = \"derive\"") && written.contains("crate = \"fetcher\""))
    func check() async -> Run.Result {
      let arguments = [
        "check", "--only", "changed-build-script", "--only", "unaccepted-build-script",
      ]
      let machine = TestHost(files: run.files)
      let status = await Moat.run(arguments, in: machine.host)
      return Run.Result(
        status: status, output: machine.standardOutput, error: machine.standardError)
    }
    let clean = await check()
    #expect(clean.status == 0, "\(clean.output)\(clean.error)")
    // Not the script itself, but what it is built with.
    run.files.set("/project/vendor/probe/src/lib.rs", .file(Array("pub fn p() {}\n".utf8)))
    let changed = await check()
    #expect(changed.status == 1)
    #expect(
      changed.output.contains(
        "error[changed-build-script]: the build script of `fetcher 1.0.0` is not the one"))
    #expect(!changed.output.contains("`derive 1.0.0`"))
  }

  @Test func `an update is told first`() async throws {
    let old = try TestCrate(
      "native", "1.0.0", files: ["src/lib.rs": "pub fn g() {}\n"])
    let new = try TestCrate(
      "native", "1.1.0",
      files: [
        "src/lib.rs": "pub fn g() { std::net::TcpStream::connect(\"a:1\"); }\n",
        "build.rs": "fn main() { std::process::Command::new(\"curl\"); }\n",
      ])
    let cache = "/cargo/registry/cache/index.crates.io-1949cf8c6b5b557f"
    func lockfile(_ crate: TestCrate) throws -> String {
      """
      version = 4
      [[package]]
      name = "app"
      version = "0.1.0"
      dependencies = ["native"]
      [[package]]
      name = "native"
      version = "\(crate.version)"
      source = "\(Sample.source)"
      checksum = "\(try SHA256Hasher.digest(of: crate.archive))"

      """
    }
    var git = InMemoryGit(top: "/project")
    git.revisions = ["HEAD": ["Cargo.lock": Array(try lockfile(old).utf8)]]
    let run = Run(
      "scan-update", ["scan"],
      [
        "/project/Cargo.toml":
          "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\nnative = \"1\"\n",
        "/project/Cargo.lock": try lockfile(new),
      ], git: git, variables: ["CARGO_HOME": "/cargo"]
    ) { files in
      for crate in [old, new] { files.set("\(cache)/\(crate.fileName)", .file(crate.archive)) }
    }
    try await run.check()
    try run.files.remove("\(cache)/\(old.fileName)")
    let without = await run.result()
    #expect(without.output.contains("without an archive of both versions"))
  }

  @Test func `an acceptance of an archive holds for the crate that is vendored from it`()
    async throws
  {
    let crate = try TestCrate(
      "native", "1.0.0",
      files: [
        "src/lib.rs": "pub fn g() {}\n", "build.rs": "fn main() {}\n", ".gitignore": "target\n",
        "Cargo.toml.orig": "[package]\n", ".github/ci.yml": "on: push\n",
      ])
    let files = InMemoryFileSystem([
      "/project/Cargo.toml":
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\nnative = \"1\"\n",
      "/project/src/lib.rs": "",
      "/project/Cargo.lock": """
      version = 4

      [[package]]
      name = "app"
      version = "0.1.0"
      dependencies = [
       "native",
      ]

      [[package]]
      name = "native"
      version = "1.0.0"
      source = "\(Sample.source)"
      checksum = "\(crate.line.checksum ?? "")"

      """,
    ])
    let cached = "/cargo/registry/cache/index.crates.io-1949cf8c6b5b557f/\(crate.fileName)"
    files.set(cached, .file(crate.archive))
    func run(_ arguments: [String]) async -> Run.Result {
      let machine = TestHost(files: files, variables: ["CARGO_HOME": "/cargo"])
      let status = await Moat.run(arguments, in: machine.host)
      return Run.Result(
        status: status, output: machine.standardOutput, error: machine.standardError)
    }
    let accepted = await run(["build-scripts", "accept", "native"])
    #expect(accepted.status == 0, "\(accepted.error)")
    let vendored = await run(["vendor", "--write-config"])
    #expect(vendored.status == 0, "\(vendored.error)")
    try files.remove(cached)
    let check = [
      "check", "--only", "changed-build-script", "--only", "unaccepted-build-script",
    ]
    let same = await run(check)
    #expect(same.status == 0, "\(same.output)\(same.error)")
    files.set("/project/vendor/native/src/lib.rs", .file(Array("pub fn h() {}\n".utf8)))
    #expect(await run(check).status == 1)
  }
}
