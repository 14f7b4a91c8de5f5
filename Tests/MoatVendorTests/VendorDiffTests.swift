import Foundation
import MoatArchive
import MoatHost
import MoatTestSupport
import Testing

@Suite struct `Vendor diff` {
  private static func manifest(_ name: String, _ version: String, _ more: String = "") -> String {
    "[package]\nname = \"\(name)\"\nversion = \"\(version)\"\n\(more)"
  }

  private static let old = [
    "vendor/gone/Cargo.toml": manifest("gone", "1.0.0"),
    "vendor/same/Cargo.toml": manifest("same", "1.0.0"), "vendor/same/src/lib.rs": "x",
    "vendor/edited/Cargo.toml": manifest("edited", "1.0.0"), "vendor/edited/src/lib.rs": "x",
    "vendor/moved/Cargo.toml": manifest("moved", "1.0.0"), "vendor/moved/src/lib.rs": "one",
    "vendor/macro/Cargo.toml": manifest("macro", "1.0.0", "[lib]\nproc-macro = true\n"),
    "vendor/macro/src/lib.rs": "x", "vendor/up/Cargo.toml": manifest("up", "1.0.0"),
    "vendor/up/src/lib.rs": "old", "vendor/up/README.md": "old", "vendor/up/tests/t.rs": "old",
  ]

  private static let new = [
    "vendor/same/Cargo.toml": manifest("same", "1.0.0"), "vendor/same/src/lib.rs": "x",
    "vendor/edited/Cargo.toml": manifest("edited", "1.0.0"), "vendor/edited/src/lib.rs": "evil",
    // The highest version has the bare folder, and the old one moves.
    "vendor/moved-1.0.0/Cargo.toml": manifest("moved", "1.0.0"),
    "vendor/moved-1.0.0/src/lib.rs": "one", "vendor/moved/Cargo.toml": manifest("moved", "2.0.0"),
    "vendor/moved/src/lib.rs": "two",
    "vendor/macro/Cargo.toml": manifest("macro", "1.0.1", "[lib]\nproc-macro = true\n"),
    "vendor/macro/src/lib.rs": "y",
    "vendor/up/Cargo.toml": manifest("up", "1.1.0", "build = \"tool/b.rs\"\n"),
    "vendor/up/tool/b.rs": "fn main() {}", "vendor/up/src/lib.rs": "newer",
    "vendor/up/README.md": "new", "vendor/up/tests/t.rs": "new", "vendor/up/lib.so": "\u{7f}ELF",
  ]

  private static func hash(_ bytes: [UInt8]) -> String {
    guard var hasher = try? GitBlobHasher(),
      (try? hasher.start(size: bytes.count, by: .sha1)) != nil
    else { return "" }
    bytes.withUnsafeBytes { hasher.update($0) }
    return hasher.finish()
  }

  private func world(_ files: [String: String]) -> VendorWorld {
    let world = VendorWorld([])
    for (path, text) in files { world.set(path, text) }
    return world
  }

  private var git: InMemoryGit {
    var git = InMemoryGit(top: "/project")
    git.hash = Self.hash
    git.revisions = ["HEAD": Self.old.mapValues { Array($0.utf8) }]
    return git
  }

  @Test func `says what an update changes, in the order to read it`() async throws {
    let run = await world(Self.new).run(["diff"], git: git)
    #expect(run.status == 1, "\(run.error)")
    let file = SharedData.packageRoot.appendingPathComponent(
      "Tests/MoatVendorTests/Snapshots/diff.txt")
    #expect(try Snapshot.difference(of: run.output, from: file) == nil)
  }

  @Test func `writes JSON`() async throws {
    let run = await world(Self.new).run(["diff", "--format", "json"], git: git)
    #expect(run.status == 1, "\(run.error)")
    let file = SharedData.packageRoot.appendingPathComponent(
      "Tests/MoatVendorTests/Snapshots/diff-json.txt")
    #expect(try Snapshot.difference(of: run.output, from: file) == nil)
  }

  @Test func `compares folders too`() async throws {
    let world = world(Self.old)
    for (path, text) in Self.new { world.set("next/\(path)", text) }
    let folders = await world.run(["diff", "vendor", "next/vendor"])
    let revision = await self.world(Self.new).run(["diff"], git: git)
    #expect(folders.output == revision.output)
    let equal = await world.run(["diff", "vendor", "vendor"])
    #expect(equal.output == "the vendored trees are equal\n")
    #expect(equal.status == 0)
  }

  @Test func `does not take an older cargo's omissions for tampering`() async throws {
    var more = Self.old
    more["vendor/same/Cargo.toml.orig"] = "x"
    more["vendor/same/.cargo_vcs_info.json"] = "{}"
    let run = await world(more).run(["diff"], git: git)
    #expect(run.status == 0, "\(run.output)")
    more["vendor/same/build.rs"] = "fn main() {}"
    #expect(await world(more).run(["diff"], git: git).status == 1)
  }

  @Test func `names what no vendored tree has`() async throws {
    let world = world(Self.old)
    world.files.set("/project/vendor/same/src/link", .symlink(to: "/etc"))
    let run = await world.run(["diff"], git: git)
    #expect(run.status == 3)
    #expect(run.error.contains("`same/src/link` is a symbolic link"), "\(run.error)")
  }

  @Test func `says when neither a folder nor a revision is meant`() async throws {
    let run = await world(Self.old).run(["diff", "nowhere"], git: git)
    #expect(run.status == 2)
    #expect(run.error.contains("`nowhere` is neither a folder nor a revision"), "\(run.error)")
  }
}
