import MoatCargo
import MoatLockfile
import MoatModel
import Testing

@Suite struct `a lockfile diff` {
  private func lockfile(_ packages: [(String, String, [String])]) throws -> Lockfile {
    var text = "version = 4\n"
    for (name, version, dependencies) in packages {
      text += "\n[[package]]\nname = \"\(name)\"\nversion = \"\(version)\"\n"
      if name != "app" {
        text += "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n"
        text += "checksum = \"\(digest(of: name + version))\"\n"
      }
      if !dependencies.isEmpty {
        text += "dependencies = [\(dependencies.map { "\"\($0)\"" }.joined(separator: ", "))]\n"
      }
    }
    return try Lockfile(parsing: SourceText(path: "Cargo.lock", text: text))
  }

  /// Sixty-four hex digits that differ with the text.
  private func digest(of text: String) -> String {
    let sum = text.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    let hex = String(sum, radix: 16)
    return String(repeating: "0", count: 64 - hex.count) + hex
  }

  private func kinds(_ diff: LockDiff) -> [String] {
    diff.changes.map { "\($0.kind) \($0.name)" }
  }

  @Test func `of a lockfile with itself is empty, in any order`() throws {
    let one = try lockfile([("app", "0.1.0", ["a"]), ("a", "1.0.0", [])])
    let two = try lockfile([("a", "1.0.0", []), ("app", "0.1.0", ["a"])])
    #expect(LockDiff(from: one, to: two).changes.isEmpty)
  }

  @Test func `names additions with who pulls them in, removals and updates`() throws {
    let old = try lockfile([("app", "0.1.0", ["a", "b"]), ("a", "1.0.0", []), ("b", "2.0.0", [])])
    let new = try lockfile([("app", "0.1.0", ["a"]), ("a", "1.0.1", ["c"]), ("c", "0.1.0", [])])
    let diff = LockDiff(from: old, to: new)
    #expect(kinds(diff) == ["added c", "upgraded a", "removed b", "edgesChanged app"])
    #expect(diff.changes[0].pulledInBy.map(\.description) == ["a 1.0.1"])
    #expect(diff.changes[1].gained == ["c"])
    #expect(diff.changes[1].gainsInPatchRelease)
    #expect(diff.changes[3].lost == ["b"])
  }

  @Test func `does not mark a dependency gained in a minor release`() throws {
    let old = try lockfile([("app", "0.1.0", ["a"]), ("a", "1.0.0", [])])
    let new = try lockfile([("app", "0.1.0", ["a"]), ("a", "1.1.0", ["c"]), ("c", "0.1.0", [])])
    #expect(
      LockDiff(from: old, to: new).changes.filter(\.gainsInPatchRelease).isEmpty)
  }

  @Test func `sees another checksum for the same version as tampering`() throws {
    let old = try lockfile([("app", "0.1.0", ["a"]), ("a", "1.0.0", [])])
    let text = String(decoding: old.source.bytes, as: UTF8.self)
      .replacing(digest(of: "a1.0.0"), with: String(repeating: "f", count: 64))
    let new = try Lockfile(parsing: SourceText(path: "Cargo.lock", text: text))
    let diff = LockDiff(from: old, to: new)
    #expect(kinds(diff) == ["checksumChanged a"])
    #expect(diff.hasTampering)
  }

  @Test func `sees a checksum that went away`() throws {
    let old = try lockfile([("a", "1.0.0", [])])
    let lines = String(decoding: old.source.bytes, as: UTF8.self).split(separator: "\n")
    let text = lines.filter { !$0.hasPrefix("checksum") }.joined(separator: "\n")
    let new = try Lockfile(parsing: SourceText(path: "Cargo.lock", text: text))
    #expect(LockDiff(from: old, to: new).hasTampering)
  }

  @Test func `sees a moved source`() throws {
    let old = try lockfile([("a", "1.0.0", [])])
    let text = String(decoding: old.source.bytes, as: UTF8.self)
      .replacing("https://github.com/rust-lang/crates.io-index", with: "https://evil.example/index")
    let new = try Lockfile(parsing: SourceText(path: "Cargo.lock", text: text))
    #expect(kinds(LockDiff(from: old, to: new)) == ["sourceChanged a"])
  }

  @Test func `pairs compatible versions first`() throws {
    let old = try lockfile([("a", "1.0.0", []), ("a", "2.0.0", [])])
    let new = try lockfile([("a", "1.5.0", []), ("a", "2.1.0", []), ("a", "3.0.0", [])])
    let diff = LockDiff(from: old, to: new)
    let updates = diff.changes.filter { $0.kind == .upgraded }.map {
      "\($0.before?.versionText ?? "") \($0.after?.versionText ?? "")"
    }
    #expect(updates == ["1.0.0 1.5.0", "2.0.0 2.1.0"])
    #expect(diff.changes.filter { $0.kind == .added }.map { $0.after?.versionText } == ["3.0.0"])
  }

  @Test func `of a first lockfile adds everything`() throws {
    let new = try lockfile([("app", "0.1.0", ["a"]), ("a", "1.0.0", [])])
    #expect(kinds(LockDiff(from: nil, to: new)) == ["added a", "added app"])
  }
}
