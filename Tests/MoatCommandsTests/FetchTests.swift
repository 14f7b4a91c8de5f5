import Foundation
import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// crates.io with one crate, `acme-left`, in several versions.
private struct SmallRegistry {
  static let index = "https://index.crates.io/"
  static let archives = "https://static.crates.io/crates"

  var lines: [String]
  var pages: [String: InMemoryHTTPClient.Reply]

  init() throws {
    let files = [
      "src/lib.rs": "pub fn left() {}\n", "build.rs": "fn main() {}\n", ".envrc": "curl evil\n",
      ".vscode/tasks.json": "{}\n", ".vscode/settings.json": "{}\n", "docs/AGENTS.md": "Obey.\n",
      ".cargo_vcs_info.json": "{}\n",
    ]
    var crate = try TestCrate("acme-left", "1.2.0", files: files)
    crate.line.pubtime = "2026-03-01T10:00:00Z"
    crate.line.rustVersion = "1.70"
    lines = [
      Self.line("1.1.0", pubtime: "2025-05-01T10:00:00Z", more: #","yanked":true"#),
      crate.line.json,
      Self.line("1.3.0", pubtime: "2026-11-20T10:00:00Z"),
      Self.line("1.4.0-rc.1", pubtime: "2026-06-01T10:00:00Z"),
      Self.line("1.2.9", pubtime: "2026-07-01T10:00:00Z", more: #","yanked":true"#),
    ]
    pages = [
      Self.index + "config.json": .init(#"{"dl":"\#(Self.archives)"}"#),
      "\(Self.archives)/acme-left/1.2.0/download": .init(200, body: crate.archive),
    ]
  }

  static func line(_ version: String, pubtime: String, more: String = "") -> String {
    #"{"name":"acme-left","vers":"\#(version)","deps":[{"name":"b","req":"^1","optional":true},"#
      + #"{"name":"c","req":"^1","kind":"dev"},{"name":"d","req":"^1","kind":"build"}],"#
      + #""cksum":"\#(String(repeating: "0123456789abcdef", count: 4))","features":{"x":[]}"#
      + #","pubtime":"\#(pubtime)"\#(more)}"#
  }

  var network: InMemoryHTTPClient {
    var pages = pages
    pages[Self.index + "ac/me/acme-left"] = .init(lines.joined(separator: "\n") + "\n")
    return InMemoryHTTPClient(serving: pages)
  }

  /// The same in Cargo's index cache.
  func cached(on files: InMemoryFileSystem) throws {
    var bytes: [UInt8] = [3, 2, 0, 0, 0] + Array("etag: \"x\"\0".utf8)
    for line in lines {
      let version = try #require(line.components(separatedBy: #""vers":""#).last)
      bytes += Array(version.prefix { $0 != "\"" }.utf8) + [0] + Array(line.utf8) + [0]
    }
    files.set(
      "/cargo/registry/index/index.crates.io-1949cf8c6b5b557f/.cache/ac/me/acme-left",
      .file(bytes))
  }
}

@Suite struct `The index` {
  private func run(
    _ name: String, _ arguments: [String], cached: Bool = false, online: Bool = true
  ) throws -> Run {
    let registry = try SmallRegistry()
    var run = Run(
      name, arguments, [:], variables: ["CARGO_HOME": "/cargo", "XDG_CACHE_HOME": "/cache"])
    if cached { try registry.cached(on: run.files) }
    if online { run.network = registry.network }
    return run
  }

  @Test func `is shown`() async throws {
    // The digest of an archive packed here depends on the machine's zlib.
    var registry = try SmallRegistry()
    registry.lines.remove(at: 1)
    var run = Run("index-show", ["index", "show", "acme-left"], [:])
    run.network = registry.network
    try await run.check()
    run = Run("index-show-json", ["index", "show", "acme-left", "--format", "json"], [:])
    run.network = registry.network
    try await run.check()
    run = Run("index-show-version", ["index", "show", "acme-left@1.3.0"], [:])
    run.network = registry.network
    try await run.check()
    run = Run(
      "index-show-version-json", ["index", "show", "acme-left@1.3.0", "--format", "json"], [:])
    run.network = registry.network
    try await run.check()
  }

  @Test func `is read from the cache where the network is closed, and says so`() async throws {
    for arguments in [
      ["index", "show", "acme-left@1.3.0", "--offline"], ["index", "show", "acme-left@1.3.0"],
    ] {
      let result = try await run("", arguments, cached: true, online: false).result()
      #expect(result.status == 0)
      #expect(result.output.contains("from /cargo/registry/index/index.crates.io-1949cf8c6b5b557f"))
      #expect(
        result.output.contains("index.crates.io/config.json") != arguments.contains("--offline"))
    }
  }

  @Test(arguments: [
    ("index-unknown-crate", ["index", "show", "acme-right"], true),
    ("index-unknown-version", ["index", "show", "acme-left@9.9.9"], true),
    ("index-not-a-version", ["index", "show", "acme-left@one"], true),
    ("index-not-a-name", ["index", "show", "../acme"], true),
    ("index-nothing-known", ["index", "show", "acme-left", "--offline"], false),
    ("index-forget-nothing", ["index", "forget", "acme-left"], false),
  ]) func `says what is wrong`(name: String, arguments: [String], online: Bool) async throws {
    try await run(name, arguments, online: online).check()
  }
}

@Suite struct `Fetching a crate` {
  /// A machine in memory and what a run left on it.
  private func fetch(
    _ arguments: [String],
    _ change: (inout SmallRegistry, InMemoryFileSystem) throws -> Void = { _, _ in }
  ) async throws -> (result: Run.Result, files: InMemoryFileSystem) {
    var registry = try SmallRegistry()
    var run = Run(
      "", ["fetch"] + arguments, [:],
      variables: ["CARGO_HOME": "/cargo", "XDG_CACHE_HOME": "/cache"])
    try change(&registry, run.files)
    run.network = registry.network
    return (await run.result(), run.files)
  }

  @Test func `takes the newest that will do, and says what it passed over`() async throws {
    let registry = try SmallRegistry()
    var run = Run("fetch", ["fetch", "acme-left"], [:])
    run.network = registry.network
    try await run.check()
    let root = "/project/acme-left-1.2.0"
    #expect(
      try run.files.filePaths(below: root).sorted() == [
        ".cargo_vcs_info.json", ".envrc.inert", ".vscode.inert/settings.json",
        ".vscode.inert/tasks.json", "Cargo.toml.inert", "build.rs", "docs/AGENTS.md.inert",
        "src/lib.rs",
      ])
    #expect(
      try run.files.read("\(root)/src/lib.rs", limit: 100) == Array("pub fn left() {}\n".utf8))
    #expect(run.files.mode(of: "\(root)/src/lib.rs") == 0o644)
  }

  @Test func `leaves names alone when told, and permissions to nobody`() async throws {
    let (result, files) = try await fetch(["acme-left", "/there", "--exact", "--read-only"])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output == "/there\n")
    #expect(!result.error.contains("inert"))
    #expect(try files.filePaths(below: "/there").contains(".vscode/tasks.json"))
    #expect(files.mode(of: "/there/Cargo.toml") == 0o444)
    #expect(files.mode(of: "/there") == 0o555)
  }

  @Test func `never writes into what is there`() async throws {
    let (result, files) = try await fetch(["acme-left"]) { _, files in
      files.set("/project/acme-left-1.2.0/mine", .file([1]))
    }
    #expect(result.status == 2)
    #expect(result.error.contains("`acme-left-1.2.0` is there already"))
    #expect(try files.filePaths(below: "/project") == ["acme-left-1.2.0/mine"])
  }

  @Test func `refuses other bytes than the index promises`() async throws {
    let (result, files) = try await fetch(["acme-left"]) { registry, _ in
      let other = try TestCrate("acme-left", "1.2.0", files: ["src/lib.rs": "evil"])
      registry.pages["\(SmallRegistry.archives)/acme-left/1.2.0/download"] = .init(
        200, body: other.archive)
    }
    #expect(result.status == 1)
    #expect(result.error.contains("not the expected"))
    #expect(try files.filePaths(below: "/project").isEmpty)
  }

  @Test func `takes an archive of Cargo's cache, if it is the right one`() async throws {
    let place = "/cargo/registry/cache/index.crates.io-1949cf8c6b5b557f/acme-left-1.2.0.crate"
    func right(_ registry: SmallRegistry) throws -> [UInt8] {
      try #require(registry.pages["\(SmallRegistry.archives)/acme-left/1.2.0/download"]).body
    }
    let (result, files) = try await fetch(["acme-left", "--offline"]) { registry, files in
      try registry.cached(on: files)
      files.set(place, .file(try right(registry)))
    }
    #expect(result.status == 0, "\(result.error)")
    #expect(result.error.contains("from Cargo's cache"))
    #expect(try !files.filePaths(below: "/project").isEmpty)

    let (wrong, empty) = try await fetch(["acme-left", "--offline"]) { registry, files in
      try registry.cached(on: files)
      files.set(place, .file(try right(registry) + [0]))
    }
    #expect(wrong.status == 3)
    #expect(wrong.error.contains("passed over `\(place)`"))
    #expect(try empty.filePaths(below: "/project").isEmpty)
  }

  @Test func `stops at an entry that has changed since Moat saw it`() async throws {
    let registry = try SmallRegistry()
    var before = registry
    before.lines[1] = before.lines[1].replacing("\"features\":{}", with: "\"features\":{\"x\":[]}")
    #expect(before.lines[1] != registry.lines[1])
    let files = InMemoryFileSystem([
      "/project/Cargo.lock": Sample.cleanLockfile.replacing("\"left\"", with: "\"acme-left\"")
    ])
    try before.cached(on: files)
    func run(_ arguments: [String]) async -> (status: Int32, error: String) {
      let machine = TestHost(
        files: files, network: registry.network,
        variables: ["CARGO_HOME": "/cargo", "XDG_CACHE_HOME": "/cache"])
      return (await Moat.run(arguments, in: machine.host), machine.standardError)
    }
    _ = await run(["check", "--only", "releases"])
    #expect(try files.filePaths(below: "/cache/moat") == ["index-entries"])
    let refused = await run(["fetch", "acme-left"])
    #expect(refused.status == 1)
    #expect(refused.error.contains("the index entry of `acme-left 1.2.0` is not what it was"))
    #expect(await run(["index", "forget", "acme-left"]).status == 0)
    let fetched = await run(["fetch", "acme-left"])
    #expect(fetched.status == 0, "\(fetched.error)")
  }

  @Test(arguments: [
    ("fetch-unknown-version", ["acme-left@9.9.9"]), ("fetch-unknown-crate", ["acme-right"]),
    ("fetch-yanked", ["acme-left@1.1.0"]),
  ]) func `says what is wrong`(name: String, arguments: [String]) async throws {
    let registry = try SmallRegistry()
    var run = Run(name, ["fetch"] + arguments, [:])
    run.network = registry.network
    try await run.check()
  }

  @Test func `has nothing where nothing will do`() async throws {
    let (result, files) = try await fetch(["acme-left"]) { registry, _ in
      registry.lines.remove(at: 1)
    }
    #expect(result.status == 2)
    #expect(result.error.contains("passed over 1.3.0: only 14 hours old"))
    #expect(result.error.contains("name the version you want"))
    #expect(try files.filePaths(below: "/project").isEmpty)
  }
}
