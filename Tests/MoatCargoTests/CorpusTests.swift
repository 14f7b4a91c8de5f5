import MoatCargo
import MoatModel
import MoatTestSupport
import Testing

@Suite(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct `real lockfiles` {
  @Test func `parse, and print as they were`() throws {
    var printed = 0
    for file in try SharedData.files(named: "Cargo.lock", below: "projects") {
      let lockfile: Lockfile
      do {
        lockfile = try Lockfile(parsing: SourceText(path: file.path, bytes: file.bytes))
      } catch {
        Issue.record("\(file.path): \(error.message)")
        continue
      }
      let text = lockfile.printed()
      if Array(text.utf8) != file.bytes { Issue.record("\(file.path) changes when printed") }
      printed += 1
    }
    #expect(printed > 100)
  }

  @Test func `have edges that lead to one package each`() throws {
    for file in try SharedData.files(named: "Cargo.lock", below: "projects") {
      let lockfile = try Lockfile(parsing: SourceText(path: file.path, bytes: file.bytes))
      // Cargo's own fixture of a lockfile that `cargo add` has yet to complete.
      if file.path.hasSuffix("cargo_add/lockfile_updated/in/Cargo.lock") { continue }
      let graph = DependencyGraph(lockfile)
      for broken in graph.brokenEdges {
        Issue.record("\(file.path): \(broken.edge.raw) ambiguous: \(broken.isAmbiguous)")
      }
    }
  }
}

@Suite(.enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct `real manifests` {
  @Test func `parse`() throws {
    for file in try SharedData.files(named: "Cargo.toml", below: "projects") {
      do {
        _ = try Manifest(parsing: SourceText(path: file.path, bytes: file.bytes))
      } catch {
        if file.path.contains("/cargo_add/invalid_manifest/") { continue }
        Issue.record("\(file.path): \(error.message)")
      }
    }
  }
}
