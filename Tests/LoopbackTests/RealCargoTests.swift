import Foundation
import MoatTestSupport
import Testing

extension Tag {
  @Tag static var oracle: Self
}

/// What the real cargo makes of the registry and of the folders.
@Suite(.waits, .tags(.oracle), .enabled(if: CargoSandbox.isPresent)) struct `Real cargo` {
  /// A project that prints what its one dependency computes.
  private static func app(_ dependencies: String, _ expression: String) -> [String: String] {
    [
      "app/Cargo.toml":
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\n"
        + dependencies,
      "app/src/main.rs": "fn main() { println!(\"{}\", \(expression)); }",
    ]
  }

  @Test func `builds from the registry`() async throws {
    let greeter = try TestCrate(
      "greeter", "1.4.0", manifest: "[dependencies]\nword = \"0.3\"\n",
      files: ["src/lib.rs": "pub fn hello() -> String { format!(\"hello {}\", word::WORD) }"])
    let word = try TestCrate(
      "word", "0.3.1", files: ["src/lib.rs": "pub const WORD: &str = \"world\";"])
    let registry = try LoopbackRegistry([greeter, word])
    defer { registry.stop() }
    let sandbox = try CargoSandbox()
    defer { sandbox.remove() }
    try sandbox.replaceCratesIO(with: registry)
    try sandbox.write(Self.app("greeter = \"1\"\n", "greeter::hello()"))
    let run = try await sandbox.cargo(["run", "--quiet"], offline: false)
    #expect(run.output == "hello world\n", "\(run.error)")
    let lockfile = try sandbox.read("app/Cargo.lock")
    #expect(lockfile.contains("registry+https://github.com/rust-lang/crates.io-index"))
    #expect(lockfile.contains("checksum = \"\(greeter.line.checksum ?? "")\""))
    let paths = registry.server.requests.map(\.path)
    #expect(
      Set(paths) == [
        "/index/config.json", "/index/gr/ee/greeter", "/index/wo/rd/word",
        "/dl/greeter/1.4.0/download", "/dl/word/0.3.1/download",
      ])
  }

  @Test(.enabled(if: SharedData.isPresent)) func `builds genuine crates`() async throws {
    let registry = try LoopbackRegistry(includingShared: true)
    defer { registry.stop() }
    let sandbox = try CargoSandbox()
    defer { sandbox.remove() }
    try sandbox.replaceCratesIO(with: registry)
    // With build scripts, a proc macro, renamed and optional dependencies and two majors at once.
    try sandbox.write(
      Self.app(
        """
        heck = "0.5"
        old-heck = { package = "heck", version = "0.4" }
        thread_local = "1"
        httparse = "1"
        miniz_oxide = { version = "0.8", features = ["with-alloc"] }
        pem-rfc7468 = "0.7"
        rand_xoshiro = "0.7"
        toml_parser = "1"
        xflags-macros = "0.3"
        """, "heck::ToSnakeCase::to_snake_case(\"HelloWorld\")"))
    let run = try await sandbox.cargo(["run", "--quiet"], offline: false)
    #expect(run.output == "hello_world\n", "\(run.error)")
    registry.stop()
    let again = try await sandbox.cargo(["build", "--locked", "--target-dir", "other"])
    #expect(again.isSuccess, "\(again.error)")
  }

  @Test func `logs in`() async throws {
    let registry = try LoopbackRegistry([TestCrate("tiny", "1.0.0")], token: "let-me-in")
    defer { registry.stop() }
    let sandbox = try CargoSandbox()
    defer { sandbox.remove() }
    try sandbox.addRegistry("private", registry)
    try sandbox.write(Self.app("tiny = { version = \"1\", registry = \"private\" }\n", "1"))
    let refused = try await sandbox.cargo(["fetch"], offline: false)
    #expect(!refused.isSuccess)
    try sandbox.write([
      "cargo-home/credentials.toml": "[registries.private]\ntoken = \"let-me-in\"\n"
    ])
    let fetched = try await sandbox.cargo(["fetch"], offline: false)
    #expect(fetched.isSuccess, "\(fetched.error)")
    #expect(registry.server.requests.last?.headers["authorization"] == "let-me-in")
  }

  @Test func `builds from a local registry`() async throws {
    let crates = try [
      TestCrate("tiny", "1.0.0", files: ["src/lib.rs": "pub const N: u32 = 1;"]),
      TestCrate("tiny", "1.1.0", files: ["src/lib.rs": "pub const N: u32 = 2;"]),
    ]
    let sandbox = try CargoSandbox()
    defer { sandbox.remove() }
    try LocalRegistryFolder.write(crates, to: sandbox.url("registry"))
    try sandbox.replaceCratesIO(with: "local-registry = \"\(sandbox.url("registry").path)\"")
    try sandbox.write(Self.app("tiny = \"=1.0\"\n", "tiny::N"))
    let run = try await sandbox.cargo(["run", "--quiet"])
    #expect(run.output == "1\n", "\(run.error)")
  }

  @Test(.enabled(if: SharedData.isPresent)) func `vendors the same tree`() async throws {
    let crates = try [
      SharedCrates.crate("heck", "0.5.0"), SharedCrates.crate("cfg-if", "1.0.4"),
      SharedCrates.crate("thread_local", "1.1.9"),
    ]
    let registry = try LoopbackRegistry(crates)
    defer { registry.stop() }
    let sandbox = try CargoSandbox()
    defer { sandbox.remove() }
    try sandbox.replaceCratesIO(with: registry)
    try sandbox.write(Self.app("heck = \"0.5\"\nthread_local = \"1\"\n", "1"))
    let made = try await sandbox.cargo(
      ["vendor", "--respect-source-config", "theirs"], offline: false)
    try #require(made.isSuccess, "\(made.error)")
    try VendorFolder(sandbox.url("app/ours")).write(crates)
    let difference = try await sandbox.run(
      ["diff", "-r", "ours", "theirs"], in: "app", environment: ["PATH": "/usr/bin:/bin"])
    #expect(difference.isSuccess, "\(difference.output)")
    try sandbox.replaceCratesIO(with: "directory = \"\(sandbox.url("app/ours").path)\"")
    let build = try await sandbox.cargo(["build", "--locked"])
    #expect(build.isSuccess, "\(build.error)")
  }
}
