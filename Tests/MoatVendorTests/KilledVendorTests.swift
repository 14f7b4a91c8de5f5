import Foundation
import Glibc
import MoatTestSupport
import Testing

/// The program itself, killed at any moment.
@Suite(.enabled(if: SharedData.isPresent && KilledVendorTests.program != nil))
struct KilledVendorTests {
  /// `cargo-moat` beside the tests' own executable.
  static let program: URL? = {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let program = tests.deletingLastPathComponent().appendingPathComponent("cargo-moat")
    if FileManager.default.isExecutableFile(atPath: program.path) { return program }
    print("skipped: no cargo-moat beside \(tests.path)")
    return nil
  }()

  private static let rounds = 50

  /// A lockfile of genuine crates, and a cache with them.
  private func project(_ listed: [SharedCrates.Listed], in sandbox: CargoSandbox) throws -> String {
    var text = "version = 4\n"
    for crate in listed {
      text += """

        [[package]]
        name = "\(crate.identity.name)"
        version = "\(crate.identity.version)"
        source = "registry+https://github.com/rust-lang/crates.io-index"
        checksum = "\(crate.checksum)"

        """
      let place = sandbox.cargoHome.appendingPathComponent(
        "registry/cache/index.crates.io-1949cf8c6b5b557f/\(crate.file.lastPathComponent)")
      try CargoSandbox.put([UInt8](try Data(contentsOf: crate.file)), at: place)
    }
    return text
  }

  @Test func `leaves the old tree or the new one, and the next run finishes`() async throws {
    let sandbox = try CargoSandbox()
    defer { sandbox.remove() }
    let locks = [
      try project(Array(SharedCrates.all.prefix(60)), in: sandbox),
      try project(Array(SharedCrates.all.dropFirst(30).prefix(60)), in: sandbox),
    ]
    var trees: [[String: TreeNode]] = []
    for lock in locks {
      try sandbox.write(["app/Cargo.lock": lock])
      let run = await sandbox.moat(["vendor"])
      try #require(run.status == 0, "\(run.error)")
      trees.append(try sandbox.tree("app/vendor"))
    }
    var generator = SeededGenerator(seed: 20)
    var kept = 0
    for round in 0..<Self.rounds {
      try sandbox.write(["app/Cargo.lock": locks[round % 2]])
      try kill(after: Int.random(in: 0..<120_000, using: &generator), in: sandbox)
      let state = try sandbox.tree("app/vendor")
      #expect(trees.contains(state), "round \(round)")
      if state == trees[(round + 1) % 2] { kept += 1 }
      // What the killed run left does not stop the next one, and does not outlive it.
      let run = await sandbox.moat(["vendor"])
      #expect(run.status == 0, "round \(round): \(run.error)")
      #expect(try sandbox.tree("app/vendor") == trees[round % 2])
      let names = try FileManager.default.contentsOfDirectory(atPath: sandbox.url("app").path)
      #expect(names.sorted() == ["Cargo.lock", "vendor"])
    }
    print("killed \(Self.rounds) times, \(kept) times before the new tree was in place")
  }

  private func kill(after microseconds: Int, in sandbox: CargoSandbox) throws {
    let process = Process()
    process.executableURL = try #require(Self.program)
    process.arguments = ["vendor", "--quiet"]
    process.currentDirectoryURL = sandbox.url("app")
    process.environment = sandbox.environment(offline: true)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    usleep(UInt32(microseconds))
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
