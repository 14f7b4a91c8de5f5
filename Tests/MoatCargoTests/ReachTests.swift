import MoatCargo
import MoatFindings
import MoatModel
import Testing

@Suite struct `the reach of a package` {
  private func workspace(
    _ manifests: [String], lock: String, isComplete: Bool = true
  ) throws -> LockedWorkspace {
    var locals: [Workspace.LocalPackage] = []
    for text in manifests {
      let manifest = try Manifest(parsing: SourceText(path: "Cargo.toml", text: text))
      let package = try #require(manifest.package)
      locals.append(
        Workspace.LocalPackage(
          manifest: manifest, name: package.name, version: try #require(package.version),
          folder: "", isMember: true, isInsideRepository: true,
          dependencies: manifest.dependencies))
    }
    let unread =
      isComplete
      ? [] : [Workspace.UnreadMember(path: "x", reason: "y", namedIn: "Cargo.toml", span: nil)]
    let workspace = Workspace(
      folder: "", lockfilePath: "Cargo.lock", rootManifest: locals.first?.manifest,
      localPackages: locals, unreadMembers: unread, configurations: [])
    return LockedWorkspace(
      workspace, lockfile: try Lockfile(parsing: SourceText(path: "Cargo.lock", text: lock)))
  }

  private func lock(_ packages: [(String, [String])]) -> String {
    packages.map { name, dependencies in
      let source =
        name.hasPrefix("app")
        ? "" : "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n"
      return "[[package]]\nname = \"\(name)\"\nversion = \"1.0.0\"\n\(source)"
        + "dependencies = [\(dependencies.map { "\"\($0)\"" }.joined(separator: ", "))]\n"
    }.joined(separator: "\n")
  }

  private let manifest = """
    [package]
    name = "app"
    version = "1.0.0"
    [dependencies]
    ships = "1"
    [build-dependencies]
    builds = "1"
    [target.'cfg(unix)'.dev-dependencies]
    tests = "1"
    """

  private func reach(_ locked: LockedWorkspace) -> [String: Reach] {
    Dictionary(uniqueKeysWithValues: zip(locked.graph.packages.map(\.name), locked.reach))
  }

  @Test func `follows the kind of the member's dependency`() throws {
    let locked = try workspace(
      [manifest],
      lock: lock([
        ("app", ["builds", "ships", "tests"]), ("builds", ["both"]), ("both", []),
        ("ships", ["deep"]), ("deep", []), ("tests", ["both", "deep", "only"]), ("only", []),
        ("left", []),
      ]))
    #expect(
      reach(locked) == [
        "app": .shipped, "ships": .shipped, "deep": .shipped, "builds": .build, "both": .build,
        "tests": .test, "only": .test, "left": .unreached,
      ])
  }

  @Test func `counts a proc-macro member as build`() throws {
    let macros = """
      [package]
      name = "app-macros"
      version = "1.0.0"
      [lib]
      proc-macro = true
      [dependencies]
      syn = "1"
      """
    let locked = try workspace(
      [manifest, macros],
      lock: lock([
        ("app", ["app-macros"]), ("app-macros", ["syn"]), ("syn", []),
      ]))
    #expect(reach(locked)["syn"] == .build)
  }

  @Test func `is unknown where a manifest is missing, but for what certainly ships`() throws {
    let locked = try workspace(
      [manifest], lock: lock([("app", ["ships", "tests"]), ("ships", []), ("tests", [])]),
      isComplete: false)
    #expect(reach(locked)["ships"] == .shipped)
    #expect(reach(locked)["tests"] == .unknown)
  }

  @Test func `paths lead from a member through each dependent, shortest first`() throws {
    let locked = try workspace(
      [manifest],
      lock: lock([
        ("app", ["ships", "tests"]), ("ships", ["deep"]), ("deep", ["leaf"]), ("tests", ["leaf"]),
        ("leaf", []),
      ]))
    let paths = locked.dependencyPaths(to: 4)
    #expect(paths.map(\.names) == [["app", "tests", "leaf"], ["app", "ships", "deep", "leaf"]])
    #expect(paths[0].entry == "tests")
  }
}
