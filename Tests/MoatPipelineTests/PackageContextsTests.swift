import MoatCargo
import MoatHost
import MoatInspection
import MoatPipeline
import MoatTestSupport
import Testing

/// Where the packages of a lockfile run.
@Suite struct `package contexts` {
  private func contexts(
    manifest: String, edges: [String: [String]], known: [String: PackageContexts.Known]
  ) async throws -> [String: [String]] {
    var lockfile = "version = 4\n"
    for name in Set(edges.keys).union(edges.values.joined()).sorted() {
      lockfile += "[[package]]\nname = \"\(name)\"\nversion = \"1.0.0\"\n"
      if name != "app" {
        lockfile += "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n"
      }
      lockfile +=
        "dependencies = [\((edges[name] ?? []).map { "\"\($0)\"" }.joined(separator: ","))]\n"
    }
    let files = InMemoryFileSystem([
      "/project/Cargo.toml": "[package]\nname = \"app\"\nversion = \"1.0.0\"\n\(manifest)",
      "/project/Cargo.lock": lockfile,
    ])
    let project = try await ProjectReader(host: TestHost(files: files).host).projects(at: [])
    let locked = try #require(project.workspaces.first?.locked)
    let found = PackageContexts(locked, known: locked.graph.packages.map { known[$0.name] })
    return Dictionary(
      uniqueKeysWithValues: zip(locked.graph.packages.map(\.name), found.contexts.map(\.names)))
  }

  private func needs(
    _ normal: [String] = [], build: [String] = [], isProcMacro: Bool = false
  ) -> PackageContexts.Known {
    PackageContexts.Known(
      isProcMacro: isProcMacro,
      dependencies: normal.map { DeclaredDependency(name: $0, kind: .normal) }
        + build.map { DeclaredDependency(name: $0, kind: .build) })
  }

  @Test func `build scripts, proc macros and tests have their own`() async throws {
    let found = try await contexts(
      manifest: """
        [dependencies]
        left = "1"
        derive = "1"
        [build-dependencies]
        cc = "1"
        [dev-dependencies]
        check = "1"
        """,
      edges: [
        "app": ["left", "derive", "cc", "check"], "left": ["probe", "shared"],
        "derive": ["quote", "shared"], "cc": ["jobs"], "check": ["shared", "diff"],
        "quote": ["probe"],
      ],
      known: [
        "left": needs(["shared"], build: ["probe"]),
        "derive": needs(["quote", "shared"], isProcMacro: true), "cc": needs(["jobs"]),
        "check": needs(["shared", "diff"]), "quote": needs(build: ["probe"]),
      ])
    #expect(found["app"] == ["normal"])
    #expect(found["left"] == ["normal"])
    #expect(found["derive"] == ["proc-macro"])
    #expect(found["quote"] == ["proc-macro"])
    #expect(found["cc"] == ["build"] && found["jobs"] == ["build"])
    #expect(found["probe"] == ["build"])
    #expect(found["shared"] == ["proc-macro", "normal"])
    #expect(found["check"] == ["dev"] && found["diff"] == ["dev"])
  }

  @Test func `what an unknown package needs counts as what it is`() async throws {
    let found = try await contexts(
      manifest: "[build-dependencies]\nmystery = \"1\"\n",
      edges: ["app": ["mystery"], "mystery": ["inner"], "lonely": []], known: [:])
    #expect(found["mystery"] == ["build"] && found["inner"] == ["build"])
    #expect(found["lonely"] == [])
  }
}
