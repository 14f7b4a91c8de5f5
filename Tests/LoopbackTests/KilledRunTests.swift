import Foundation
import MoatTestSupport
import Testing

/// The real program, killed at any moment: the old state or the new one, and the next run is well.
@Suite(.enabled(if: Program.isPresent), .enabled(if: SharedData.isPresent))
struct `A killed run` {
  private static let crates = [
    ("thread_local", "1.1.9"), ("cfg-if", "1.0.4"), ("heck", "0.5.0"), ("itertools", "0.14.0"),
    ("crossbeam-utils", "0.8.21"), ("httparse", "1.10.1"), ("rand_core", "0.9.5"),
  ]
  /// How many moments of a run are tried.
  private static let kills = 24

  /// Runs to the end and returns how long that took.
  private func complete(
    _ arguments: [String], _ sandbox: CargoSandbox
  ) async throws -> Duration {
    let start = ContinuousClock.now
    let outcome = try await sandbox.run(
      [Program.path] + arguments, in: "app", environment: sandbox.environment(offline: false))
    try #require(outcome.isSuccess, "\(outcome.error)")
    return ContinuousClock.now - start
  }

  /// Runs and kills after a time.
  private func kill(
    _ arguments: [String], after time: Duration, _ sandbox: CargoSandbox
  ) async throws {
    let seconds = Double(time / .microseconds(1)) / 1_000_000
    _ = try await sandbox.run(
      ["timeout", "-s", "KILL", String(seconds), Program.path] + arguments, in: "app",
      environment: sandbox.environment(offline: false))
  }

  @Test func `of fetch leaves nothing or all`() async throws {
    let registry = try LoopbackRegistry(includingShared: true)
    defer { registry.stop() }
    let sandbox = try CargoSandbox()
    defer { sandbox.remove() }
    try sandbox.replaceCratesIO(with: registry)
    try sandbox.write(["app/here": ""])
    let arguments = ["fetch", "itertools@0.14.0"]
    let time = try await complete(arguments + ["whole"], sandbox)
    let whole = try FolderState(sandbox.url("app/whole"))
    var seen: Set<Bool> = []
    for number in 0..<Self.kills {
      try await kill(arguments + ["cut"], after: time * number / (Self.kills - 4), sandbox)
      let cut = try FolderState(sandbox.url("app/cut"))
      #expect(cut.isEmpty || cut == whole, "killed at \(number): \(cut.count) files")
      seen.insert(cut.isEmpty)
      try? FileManager.default.removeItem(at: sandbox.url("app/cut"))
    }
    #expect(seen.contains(true), "no run was killed early enough")
    _ = try await complete(arguments + ["cut"], sandbox)
    let left = try FileManager.default.contentsOfDirectory(atPath: sandbox.url("app").path)
    #expect(left.sorted() == ["cut", "here", "whole"], "the next run removes what was left")
  }

  /// A lockfile of some crates, whose archives are in Cargo's cache.
  private func lockfile(_ crates: ArraySlice<(String, String)>) throws -> String {
    let root = "[[package]]\nname = \"app\"\nversion = \"0.1.0\"\n\n"
    return try "version = 4\n\n" + root
      + crates.map { name, version in
        let checksum = try SharedCrates.crate(name, version).line.checksum ?? ""
        return """
          [[package]]
          name = "\(name)"
          version = "\(version)"
          source = "registry+https://github.com/rust-lang/crates.io-index"
          checksum = "\(checksum)"

          """
      }.joined(separator: "\n")
  }

  @Test func `of vendor leaves the old tree or the new one`() async throws {
    let sandbox = try CargoSandbox()
    defer { sandbox.remove() }
    let cache = "cargo-home/registry/cache/index.crates.io-1949cf8c6b5b557f"
    for (name, version) in Self.crates {
      let crate = try SharedCrates.crate(name, version)
      try CargoSandbox.put(crate.archive, at: sandbox.url("\(cache)/\(crate.fileName)"))
    }
    let (old, new) = try (lockfile(Self.crates.prefix(3)), lockfile(Self.crates.dropFirst(2)))
    try sandbox.write(["app/Cargo.lock": new])
    let time = try await complete(["vendor", "write", "new"], sandbox)
    let newTree = try FolderState(sandbox.url("app/new"))
    try sandbox.write(["app/Cargo.lock": old])
    _ = try await complete(["vendor", "write", "old"], sandbox)
    let oldTree = try FolderState(sandbox.url("app/old"))
    #expect(oldTree != newTree)
    _ = try await complete(["vendor", "write", "tree"], sandbox)
    var isOld = true
    var kept = 0
    for number in 0..<Self.kills {
      try sandbox.write(["app/Cargo.lock": isOld ? new : old])
      try await kill(
        ["vendor", "write", "tree"], after: time * number / (Self.kills - 4), sandbox)
      let tree = try FolderState(sandbox.url("app/tree"))
      #expect(tree == oldTree || tree == newTree, "killed at \(number): \(tree.count) files")
      if tree == (isOld ? oldTree : newTree) { kept += 1 }
      isOld = tree == oldTree
    }
    #expect(kept > 0, "no run was killed early enough")
    try sandbox.write(["app/Cargo.lock": new])
    _ = try await complete(["vendor", "write", "tree"], sandbox)
    #expect(try FolderState(sandbox.url("app/tree")) == newTree)
    let left = try FileManager.default.contentsOfDirectory(atPath: sandbox.url("app").path)
    #expect(left.sorted() == ["Cargo.lock", "new", "old", "tree"])
  }
}

/// The program that was built beside the tests.
enum Program {
  static let path: String =
    URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("cargo-moat").path

  static let isPresent: Bool = {
    let isThere = FileManager.default.isExecutableFile(atPath: path)
    if !isThere { print("skipped: no program at \(path)") }
    return isThere
  }()
}
