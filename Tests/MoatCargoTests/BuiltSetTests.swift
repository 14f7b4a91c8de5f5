import MoatCargo
import MoatModel
import Testing

/// What the comparison with `cargo tree` cannot show: missing metadata, explanations, refusals.
@Suite struct `what is built` {
  private static let registry = "registry+https://github.com/rust-lang/crates.io-index"

  /// `app` needs `lib`, and `win` on Windows; `lib` has an optional `extra` and builds with `tool`.
  private static let lock = """
    version = 4

    [[package]]
    name = "app"
    version = "1.0.0"
    dependencies = ["lib", "tests", "win"]

    [[package]]
    name = "deep"
    version = "1.0.0"
    source = "\(registry)"

    [[package]]
    name = "extra"
    version = "1.0.0"
    source = "\(registry)"
    dependencies = ["deep"]

    [[package]]
    name = "lib"
    version = "1.0.0"
    source = "\(registry)"
    dependencies = ["extra", "tool"]

    [[package]]
    name = "tests"
    version = "1.0.0"
    source = "\(registry)"

    [[package]]
    name = "tool"
    version = "1.0.0"
    source = "\(registry)"

    [[package]]
    name = "win"
    version = "1.0.0"
    source = "\(registry)"
    """

  private static let manifest = """
    [package]
    name = "app"
    version = "1.0.0"
    edition = "2021"

    [dependencies]
    lib = "1"

    [target.'cfg(windows)'.dependencies]
    win = "1"

    [dev-dependencies]
    tests = "1"

    [features]
    more = ["lib/extra"]
    """

  private static func dependency(
    _ name: String, kind: ManifestDependency.Kind = .normal, optional: Bool = false
  ) -> PackageMetadata.Dependency {
    PackageMetadata.Dependency(
      key: name, name: name, kind: kind, requirement: nil, isOptional: optional, place: .cratesIO)
  }

  private static let known: [String: PackageMetadata] = [
    "lib": PackageMetadata(
      dependencies: [dependency("extra", optional: true), dependency("tool", kind: .build)],
      features: [], isProcMacro: false, hasBuildScript: true),
    "extra": PackageMetadata(
      dependencies: [dependency("deep")], features: [], isProcMacro: false, hasBuildScript: false),
  ]

  private static let leaf = PackageMetadata(
    dependencies: [], features: [.init(name: "f", values: [])], isProcMacro: false,
    hasBuildScript: false)

  private let locked: LockedWorkspace

  init() throws {
    let manifest = try Manifest(
      parsing: SourceText(path: "Cargo.toml", text: Self.manifest))
    let workspace = Workspace(
      folder: "", lockfilePath: "Cargo.lock", rootManifest: manifest,
      localPackages: [
        Workspace.LocalPackage(
          manifest: manifest, name: "app", version: Version(1, 0, 0), folder: "", isMember: true,
          isInsideRepository: true, dependencies: manifest.dependencies)
      ], unreadMembers: [], configurations: [])
    locked = LockedWorkspace(
      workspace, lockfile: try Lockfile(parsing: SourceText(path: "Cargo.lock", text: Self.lock)))
  }

  private func built(
    _ selection: BuildSelection = BuildSelection(),
    changing: [String: Evidence<PackageMetadata>] = [:]
  ) throws(BuildSelectionFailure) -> BuiltSet {
    try locked.built(
      selection,
      metadata: locked.metadata { package in
        changing[package.name] ?? .known(Self.known[package.name] ?? Self.leaf)
      })
  }

  private func names(_ built: BuiltSet) -> [String] {
    locked.graph.packages.indices.filter(built.isBuilt).map { locked.graph.packages[$0].name }
  }

  private func index(_ name: String) throws -> Int {
    try #require(locked.graph.packages.firstIndex { $0.name == name })
  }

  private static let linux = BuildSelection.Target.host

  private func host() throws -> TargetTriple { try TargetTriple("x86_64-unknown-linux-gnu") }

  @Test func `follows targets, features and kinds`() throws {
    #expect(names(try built()) == ["app", "lib", "tests", "tool", "win"])
    let linux = BuildSelection(
      targets: [.host], host: try host(), features: ["more"], includesDevelopment: false)
    let set = try built(linux)
    #expect(names(set) == ["app", "deep", "extra", "lib", "tool"])
    #expect(set.isExact)
    #expect(set.reach(of: try index("tool")) == .build)
    #expect(set.reach(of: try index("deep")) == .shipped)
    #expect(set.reach(of: try index("win")) == .unreached)
    #expect(try built().reach(of: try index("tests")) == .test)
  }

  @Test func `counts every edge and feature of a package without metadata`() throws {
    let set = try built(changing: ["lib": .unavailable("gone")])
    #expect(names(set) == ["app", "deep", "extra", "lib", "tests", "tool", "win"])
    #expect(!set.isExact)
    #expect(set.gaps.map(\.reason) == [.noMetadata("gone")])
    let tool = try #require(set.package(try index("tool")))
    #expect(tool.isForTargets && tool.isForHost)
    #expect(tool.features == ["f"])
  }

  @Test func `counts what may be a proc macro both as one and as none`() throws {
    let metadata = try #require(Self.known["lib"])
    let unclear = PackageMetadata(
      dependencies: metadata.dependencies, features: [], isProcMacro: nil, hasBuildScript: nil)
    let set = try built(changing: ["lib": .known(unclear)])
    let lib = try #require(set.package(try index("lib")))
    #expect(lib.isForTargets && lib.isForHost)
    #expect(set.gaps.map(\.reason) == [.kindUnknown])
    #expect(set.reach(of: try index("lib")) == .shipped)
  }

  @Test func `says where the metadata and the lockfile disagree`() throws {
    let other = PackageMetadata(
      dependencies: [Self.dependency("tool", kind: .build), Self.dependency("absent")],
      features: [], isProcMacro: false, hasBuildScript: true)
    let set = try built(changing: ["lib": .known(other)])
    #expect(names(set).contains("extra"), "an edge that nothing explains counts")
    #expect(
      Set(set.gaps.map(\.reason)) == [
        .missingEdge("absent"), .unexplainedEdge(to: try index("extra")),
      ])
  }

  @Test func `does not mind what is missing of a package that is not built`() throws {
    let set = try built(changing: ["extra": .unavailable("gone")])
    #expect(set.isExact)
  }

  @Test(
    arguments: [
      (BuildSelection(features: ["none"]), BuildSelectionFailure.unknownFeature("none")),
      (BuildSelection(features: ["dep:lib"]), .malformedFeature("dep:lib")),
      (BuildSelection(features: ["a/b/c"]), .malformedFeature("a/b/c")),
      (BuildSelection(members: ["lib"]), .unknownMember("lib")),
    ]) func `refuses flags that do not fit`(selection: BuildSelection, why: BuildSelectionFailure)
  {
    #expect(throws: why) { try built(selection) }
  }

  @Test func `shows the way to a package and what opened it`() throws {
    let set = try built(BuildSelection(features: ["more,", "app/more"]))
    let way = set.way(to: try index("deep"))
    #expect(
      way.map(\.to) == [try index("lib"), try index("extra"), try index("deep")])
    #expect(way[0].opener == nil)
    #expect(way[1].opener == .feature("extra", of: try index("lib")))
    #expect(
      set.featureOrigins(of: try index("lib"), host: false).map(\.origin)
        == [.feature("more", of: try index("app"))])
    #expect(
      set.featureOrigins(of: try index("app"), host: false).map(\.origin) == [.selection])
  }

  @Test func `shows where the ways to a package are closed`() throws {
    let set = try built(
      BuildSelection(targets: [.host], host: try host(), includesDevelopment: false))
    let lib = try index("lib")
    let win = set.closedEdges(to: try index("win"))
    #expect(win.map(\.from) == [try index("app")])
    #expect(win.map(\.way) == [[try index("win")]])
    #expect(
      win.map(\.reasons) == [[.condition(try PlatformCondition(parsing: "cfg(windows)"))]])
    let deep = set.closedEdges(to: try index("deep"))
    #expect(deep.map(\.from) == [lib])
    #expect(deep.map(\.way) == [[try index("extra"), try index("deep")]])
    #expect(deep.map(\.reasons) == [[.option(["extra"])]])
    #expect(set.closedEdges(to: try index("tests")).map(\.reasons) == [[.development]])
    #expect(set.closedEdges(to: lib) == [])
  }

  /// A chain of features as long as this would end a resolver that recurses.
  @Test func `a long chain of features does not exhaust the stack`() throws {
    let count = 200_000
    let chain = (0..<count).map {
      PackageMetadata.Feature(name: "f\($0)", values: [.feature("f\($0 + 1)")])
    }
    let first = [PackageMetadata.Feature(name: "default", values: [.feature("f0")])]
    let long = PackageMetadata(
      dependencies: [], features: first + chain, isProcMacro: false, hasBuildScript: false)
    let set = try built(changing: ["lib": .known(long)])
    #expect(try #require(set.package(try index("lib"))).features.count == count + 1)
  }
}
