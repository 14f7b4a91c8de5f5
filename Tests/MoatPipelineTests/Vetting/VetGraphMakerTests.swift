import MoatCargo
import MoatFindings
import MoatHost
import MoatModel
import MoatPipeline
import MoatTestSupport
import MoatVetting
import Testing

/// The graph that vetting decides over, and what crates are used for, from files.
@Suite struct `A graph from a lockfile` {
  private static let source = "registry+https://github.com/rust-lang/crates.io-index"
  private static let commit = String(repeating: "a", count: 40)

  /// `app` ships `lib`, builds with `gen`, derives with `mac`, tests with `check`; `fork` is from git.
  private static let lockfile =
    package("app", nil, ["check", "fork", "gen", "lib", "mac", "side"])
    + package("check", source, ["deep"]) + package("deep", source)
    + package("fork", "git+https://example.org/fork#\(commit)") + package("gen", source, ["deep"])
    + package("lib", source) + package("mac", source) + package("side", nil, ["lib"])
  private static let manifest = """
    [package]
    name = "app"
    version = "1.0.0"
    edition = "2021"
    description = "the app"

    [dependencies]
    fork = { git = "https://example.org/fork" }
    lib = "1"
    mac = "1"
    side = { path = "side" }

    [build-dependencies]
    gen = "1"

    [dev-dependencies]
    check = "1"

    """

  private static func package(
    _ name: String, _ source: String?, _ needs: [String] = []
  ) -> String {
    var text = "\n[[package]]\nname = \"\(name)\"\nversion = \"1.0.0\"\n"
    if let source { text += "source = \"\(source)\"\n" }
    if source == Self.source { text += "checksum = \"\(String(repeating: "1", count: 64))\"\n" }
    if !needs.isEmpty { text += "dependencies = [\n\(needs.map { " \"\($0)\",\n" }.joined())]\n" }
    return text
  }

  private static func project(
    side: String? =
      "[package]\nname = \"side\"\nversion = \"1.0.0\"\n\n[dependencies]\nlib = \"1\"\n",
    sources: [String: String] = [:]
  ) async throws -> (project: VetProject, host: Host) {
    let files = InMemoryFileSystem([
      "/project/Cargo.toml": manifest, "/project/Cargo.lock": "version = 4\n" + lockfile,
      "/project/src/lib.rs": "",
    ])
    if let side { files.set("/project/side/Cargo.toml", .file(Array(side.utf8))) }
    for (name, text) in sources {
      let folder = "/cargo/registry/src/index.crates.io-1949cf8c6b5b557f/\(name)-1.0.0"
      files.set("\(folder)/Cargo.toml", .file(Array(text.utf8)))
    }
    let host = TestHost(files: files, variables: ["CARGO_HOME": "/cargo"]).host
    return (
      try await VetProject.read(
        VetProject.Request(today: TestHost.now.day, isNew: true), on: host), host
    )
  }

  @Test func `knows members, sources and kinds of edges`() async throws {
    let graph = try await Self.project().project.graph
    #expect(
      graph.packages.map(\.name) == ["app", "check", "deep", "fork", "gen", "lib", "mac", "side"])
    func names(_ places: [Int]) -> [String] { places.map { graph.packages[$0].name } }
    let app = graph.packages[0]
    #expect(app.isWorkspaceMember && app.isRoot && !app.isThirdParty)
    #expect(names(app.normalDependencies) == ["fork", "lib", "mac", "side"])
    #expect(names(app.buildDependencies) == ["gen"])
    #expect(names(app.devDependencies) == ["check"])
    #expect(graph.packages[3].version.gitRevision == Self.commit)
    #expect(!graph.packages[3].isCratesIO && !graph.packages[3].isWorkspaceMember)
    #expect(graph.packages.filter(\.isDevOnly).map(\.name) == ["check"])
    #expect(graph.packages[0].description == nil, "only where somebody asks")
  }

  @Test func `describes what is not published, where somebody asks`() async throws {
    let locked = try #require(try await Self.project().project.locked)
    let graph = VetGraph(
      nodes: VetGraphMaker(locked, policies: [:], describes: true).nodes, policies: [:])
    #expect(graph.packages[0].description == "the app")
    #expect(graph.packages[3].repository == "https://example.org/fork")
    #expect(graph.packages[5].description == nil)
  }

  @Test func `counts all that a package without a manifest locks, and says so`() async throws {
    let project = try await Self.project(side: nil).project
    #expect(project.unread.map(\.name) == ["side"])
    let (strict, lenient) = (project.graph, try #require(project.lenientGraph))
    #expect(
      strict.packages[7].normalDependencies == [5] && strict.packages[7].devDependencies.isEmpty)
    #expect(lenient.packages[7].devDependencies == [5])
    #expect(strict.nearestMembers(above: [5]).map { strict.packages[$0].name } == ["app", "side"])
    #expect(
      project.doubt?.manifests(above: [5], in: strict) == ["side 1.0.0"],
      "the manifest of `app` is here")
  }

  @Test func `takes a package to be audited for no member`() async throws {
    let locked = try #require(try await Self.project(side: nil).project.locked)
    let policies = [PolicyKey("side"): CratePolicy(auditAsCratesIO: true)]
    let made = VetGraphMaker(locked, policies: policies)
    #expect(made.unread.isEmpty)
    let graph = VetGraph(nodes: made.nodes, policies: policies)
    #expect(graph.packages[7].isThirdParty && !graph.packages[7].isWorkspaceMember)
  }

  @Test func `tells what crates are used for`() async throws {
    let (project, host) = try await Self.project(sources: [
      "mac": "[package]\nname = \"mac\"\nversion = \"1.0.0\"\n\n[lib]\nproc-macro = true\n",
      "lib": "[package]\nname = \"lib\"\nversion = \"1.0.0\"\nbuild = \"build.rs\"\n",
    ])
    var policy = VettingPolicy()
    policy.criteria[.tests] = []
    let judge = try #require(
      try project.judge(policy, build: nil, today: TestHost.now.day, on: host))
    let uses = Dictionary(judge.crates.map { ($0.name, $0.uses) }) { first, _ in first }
    #expect(uses["lib"] == [.shipped, .buildScripts])
    #expect(uses["gen"] == [.buildScripts])
    #expect(uses["mac"] == [.procMacros])
    #expect(uses["check"] == [.tests])
    #expect(uses["deep"] == [.buildScripts, .tests])
    // Nothing of it is asked for where no use has criteria of its own.
    let plain = try #require(
      try project.judge(VettingPolicy(), build: nil, today: TestHost.now.day, on: host))
    let asked = plain.crates.filter { !$0.uses.isEmpty }
    #expect(asked.isEmpty)
  }
}

@Suite struct `The place of a store` {
  private static func folder(_ manifest: String?) throws -> String {
    try VetStorePlace.folder(
      below: "/project", manifest: manifest.map { SourceText(path: "Cargo.toml", text: $0) })
  }

  @Test(
    arguments: [
      (nil, "/project/supply-chain"), ("[package]\nname = \"vet\"\n", "/project/supply-chain"),
      ("[workspace.metadata.vet]\nstore = { path = \"audits\" }\n", "/project/audits"),
      ("[package.metadata.vet.store]\npath = \"../shared/audits\"\n", "/shared/audits"),
      ("[workspace.metadata.vet]\nother = 1\n", "/project/supply-chain"),
      ("[workspace.metadata.vet.store]\nother = 1\n", ""),
    ] as [(String?, String)])
  func `is beside the lockfile, or where the manifest says`(
    _ manifest: String?, _ place: String
  ) throws {
    if place.isEmpty {
      #expect(throws: VetStorePlace.Malformed.self) { try Self.folder(manifest) }
    } else {
      #expect(try Self.folder(manifest) == place)
    }
  }

  @Test(arguments: [
    "[workspace.metadata]\nvet = 1\n", "[workspace.metadata.vet]\nstore = \"audits\"\n",
    "[workspace.metadata.vet.store]\npath = 1\n",
    "[workspace.metadata.vet]\n[package.metadata.vet]\n", "[workspace.metadata.vet\n",
  ])
  func `is refused where the manifest says nonsense`(_ manifest: String) {
    #expect(throws: VetStorePlace.Malformed.self) { try Self.folder(manifest) }
  }
}
