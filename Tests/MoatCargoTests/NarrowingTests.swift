import MoatCargo
import MoatFindings
import MoatModel
import Testing

@Suite struct `a workspace with packages left out` {
  private let locked: LockedWorkspace

  init() throws {
    let lock = """
      version = 4

      [[package]]
      name = "app"
      version = "1.0.0"
      dependencies = ["left", "right"]

      [[package]]
      name = "deep"
      version = "1.0.0"
      source = "registry+https://github.com/rust-lang/crates.io-index"

      [[package]]
      name = "left"
      version = "1.0.0"
      source = "registry+https://github.com/rust-lang/crates.io-index"
      dependencies = ["deep"]

      [[package]]
      name = "right"
      version = "1.0.0"
      source = "registry+https://github.com/rust-lang/crates.io-index"
      dependencies = ["deep", "lost"]
      """
    let workspace = Workspace(
      folder: "", lockfilePath: "Cargo.lock", rootManifest: nil, localPackages: [],
      unreadMembers: [], configurations: [])
    locked = LockedWorkspace(
      workspace, lockfile: try Lockfile(parsing: SourceText(path: "Cargo.lock", text: lock)))
  }

  @Test func `keeps the edges between the packages that are kept`() {
    let kept = locked.keeping([true, true, false, true])
    #expect(kept.graph.packages.map(\.name) == ["app", "deep", "right"])
    #expect(kept.graph.dependencies == [[2], [], [1]])
    #expect(kept.graph.dependents == [[], [2], [0]])
    #expect(kept.graph.brokenEdges.map(\.from) == [2])
    #expect(kept.dependencyPaths(to: 1).map(\.names) == [["app", "right", "deep"]])
    #expect(kept.lockfile.packages.count == 4)
  }

  @Test func `takes the reach that is known better`() {
    let kept = locked.keeping(
      [true, true, true, false], reach: [.shipped, .build, .test, .unreached])
    #expect(kept.reach == [.shipped, .build, .test])
  }

  @Test func `knows no way from a root that is left out`() {
    let kept = locked.keeping([false, true, true, true])
    #expect(kept.roots.isEmpty)
    #expect(kept.path(to: 0) == nil)
  }
}
