import Foundation
import MoatTestSupport
import Testing

extension Tag {
  @Tag static var oracle: Self
}

/// Trees that Moat writes, against those of the real `cargo vendor`, and builds through them.
@Suite(.tags(.oracle), .enabled(if: CargoSandbox.isPresent && SharedData.isPresent))
struct `Vendoring as cargo does` {
  /// Cargo's cache filled with the genuine crates, as if every one had no dependencies, so that all
  /// of them can be locked together.
  private func allGenuine() async throws -> CargoSandbox {
    var crates: [TestCrate] = []
    var dependencies: [String] = []
    var taken: Set<String> = []
    for listed in SharedCrates.all.reversed() {
      var crate = try SharedCrates.load(listed)
      crate.line.dependencies = []
      crate.line.features = [:]
      let parts = crate.version.split(separator: ".")
      let compatible = parts[0] == "0" ? parts.prefix(2).joined(separator: ".") : "\(parts[0])"
      guard taken.insert("\(crate.name) \(compatible)").inserted else { continue }
      crates.append(crate)
      dependencies.append(
        "d\(dependencies.count) = { package = \"\(crate.name)\", version = \"=\(crate.version)\" }")
    }
    let sandbox = try CargoSandbox()
    try await sandbox.lockProject(dependencies, from: LoopbackRegistry(crates))
    return sandbox
  }

  @Test(arguments: [[], ["--versioned-dirs"]])
  func `writes the same tree, times and configuration`(options: [String]) async throws {
    let sandbox = try await allGenuine()
    defer { sandbox.remove() }
    let ours = await sandbox.moat(["vendor"] + options)
    #expect(ours.status == 0, "\(ours.error)")
    let tree = try sandbox.tree("app/vendor")
    try FileManager.default.moveItem(
      at: sandbox.url("app/vendor"), to: sandbox.url("app/ours"))
    let cargo = try await sandbox.cargo(
      ["vendor", "--locked", "--respect-source-config"] + options)
    try #require(cargo.isSuccess, "\(cargo.error)")
    #expect(ours.output == cargo.output)
    let theirs = try sandbox.tree("app/vendor")
    #expect(theirs.count > 5_000)
    #expect(theirs.keys.sorted() == tree.keys.sorted())
    for (path, node) in theirs where node != tree[path] {
      Issue.record("\(path) differs: \(node.mode) \(node.modified ?? 0)")
    }
  }

  @Test func `downloads what is not at hand, and only then`() async throws {
    let crates = [try TestCrate("one", "1.0.0"), try TestCrate("two", "1.0.0")]
    let registry = try LoopbackRegistry(crates)
    defer { registry.stop() }
    let sandbox = try CargoSandbox()
    defer { sandbox.remove() }
    try sandbox.replaceCratesIO(with: registry)
    try sandbox.write([
      "app/Cargo.toml":
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\none = \"1\"\ntwo = \"1\"\n",
      "app/src/lib.rs": "",
    ])
    let locked = try await sandbox.cargo(["generate-lockfile"], offline: false)
    try #require(locked.isSuccess, "\(locked.error)")
    let closed = await sandbox.moat(["vendor", "--offline"])
    #expect(closed.status == 3)
    #expect(closed.error.contains("`one 1.0.0`"), "\(closed.error)")
    #expect(try sandbox.tree("app/vendor").isEmpty)
    // A registry that hands out something else.
    registry.change("two", "1.0.0") { $0.archive = crates[0].archive }
    let lied = await sandbox.moat(["vendor"])
    #expect(lied.status == 3)
    #expect(lied.error.contains("`two 1.0.0`") && !lied.error.contains("`one"), "\(lied.error)")
    #expect(try sandbox.tree("app/vendor").isEmpty)
    registry.change("two", "1.0.0") { $0.archive = crates[1].archive }
    let run = await sandbox.moat(["vendor", "--write-config"])
    #expect(run.status == 0, "\(run.error)")
    // What was downloaded is kept: without the registry it goes on.
    registry.stop()
    #expect(await sandbox.moat(["vendor", "--no-dev"]).status == 0)
    let build = try await sandbox.cargo(["check", "--locked"])
    #expect(build.isSuccess, "\(build.error)")
  }

  @Test func `cargo builds from it`() async throws {
    let sandbox = try CargoSandbox()
    defer { sandbox.remove() }
    try await sandbox.lockProject(
      ["heck = \"0.5\"", "httparse = \"1\"", "cfg-if = \"1\"", "yansi = \"1\""],
      from: LoopbackRegistry(includingShared: true))
    let run = await sandbox.moat(["vendor", "--write-config"])
    #expect(run.status == 0, "\(run.error)")
    #expect(try sandbox.read("app/.cargo/config.toml").contains("directory = \"vendor\""))
    // Nothing but the tree is left to build from.
    try FileManager.default.removeItem(at: sandbox.cargoHome)
    let build = try await sandbox.cargo(["check", "--locked"])
    #expect(build.isSuccess, "\(build.error)")
  }

  /// A crate that only Windows builds, and one that only the tests do, each with a dependency.
  private func narrow() async throws -> CargoSandbox {
    let deep = try TestCrate("deep", "1.0.0", manifest: "[features]\nmore = []\n")
    let crates = [
      deep,
      try TestCrate(
        "win", "1.0.0",
        manifest: "build = \"b.rs\"\n[[bin]]\nname = \"tool\"\n[dependencies]\n"
          + "deep = { version = \"1\", features = [\"more\"], optional = true }\n",
        files: ["src/lib.rs": "", "src/bin/tool.rs": "fn main() {}", "b.rs": "fn main() {}"]),
      try TestCrate("kept", "1.0.0"), try TestCrate("tested", "1.0.0"),
    ]
    let sandbox = try CargoSandbox()
    try await sandbox.lockProject(
      [
        "kept = \"1\"", "[target.'cfg(windows)'.dependencies]",
        "win = { version = \"1\", features = [\"deep\"] }", "[dev-dependencies]", "tested = \"1\"",
      ], from: LoopbackRegistry(crates))
    return sandbox
  }

  @Test(arguments: [
    (["--platform", "x86_64-unknown-linux-gnu"], ["deep", "win"]),
    (["--no-dev"], ["tested"]),
    (["--no-dev", "--platform", "x86_64-unknown-linux-gnu"], ["deep", "tested", "win"]),
    (["--platform", "x86_64-unknown-linux-gnu", "--platform", "x86_64-pc-windows-msvc"], []),
  ])
  func `leaves out what is not built, and cargo still builds`(
    options: [String], leftOut: [String]
  ) async throws {
    let sandbox = try await narrow()
    defer { sandbox.remove() }
    let run = await sandbox.moat(["vendor", "--write-config"] + options)
    #expect(run.status == 0, "\(run.error)")
    for crate in ["deep", "kept", "tested", "win"] {
      let text = try sandbox.read("app/vendor/\(crate)/src/lib.rs")
      #expect(text.contains("compile_error!") == leftOut.contains(crate), "\(crate)")
    }
    try FileManager.default.removeItem(at: sandbox.cargoHome)
    let build = try await sandbox.cargo(["check", "--locked"])
    #expect(build.isSuccess, "\(build.error)")
  }

  @Test func `a tree with stubs gives way to a whole one`() async throws {
    let sandbox = try await narrow()
    defer { sandbox.remove() }
    _ = await sandbox.moat(["vendor", "--no-dev"])
    let run = await sandbox.moat(["vendor"])
    #expect(run.status == 0, "\(run.error)")
    #expect(try sandbox.read("app/vendor/tested/src/lib.rs").isEmpty)
  }

  @Test func `a build that needs what was left out says so`() async throws {
    let sandbox = try await narrow()
    defer { sandbox.remove() }
    _ = await sandbox.moat(["vendor", "--write-config", "--no-dev"])
    try sandbox.write(["app/tests/t.rs": "use tested as _;"])
    let build = try await sandbox.cargo(["test", "--locked", "--no-run"])
    #expect(!build.isSuccess)
    #expect(build.error.contains("left out of the vendored tree"), "\(build.error)")
  }
}
