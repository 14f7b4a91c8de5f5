import Foundation
import Glibc
import MoatModel
import MoatTestSupport
import Testing

/// The program itself, killed at any moment.
@Suite(.waits, .enabled(if: SharedData.isPresent && BuiltProgram.url != nil))
struct `A killed vendor` {
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
      try project(Array(SharedCrates.all.prefix(14)), in: sandbox),
      try project(Array(SharedCrates.all.dropFirst(7).prefix(14)), in: sandbox),
    ]
    var trees: [[String: TreeNode]] = []
    for lock in locks {
      try sandbox.write(["app/Cargo.lock": lock])
      let run = await sandbox.moat(["vendor"])
      try #require(run.status == 0, "\(run.error)")
      trees.append(try sandbox.tree("app/vendor"))
    }
    let whole = try await duration(of: locks[0], in: sandbox)
    var generator = SeededGenerator(seed: 20)
    var kept = 0
    for round in 0..<Self.rounds {
      try sandbox.write(["app/Cargo.lock": locks[round % 2]])
      try kill(after: Int.random(in: 0..<whole * 5 / 4, using: &generator), in: sandbox)
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

  /// How many microseconds the program takes when nobody kills it.
  private func duration(of lock: String, in sandbox: CargoSandbox) async throws -> Int {
    try sandbox.write(["app/Cargo.lock": lock])
    let began = ContinuousClock.now
    let process = try start(in: sandbox)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let time = (ContinuousClock.now - began).components
    return Int(time.seconds) * 1_000_000 + Int(time.attoseconds / 1_000_000_000_000)
  }

  private func kill(after microseconds: Int, in sandbox: CargoSandbox) throws {
    let process = try start(in: sandbox)
    usleep(UInt32(microseconds))
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private func start(in sandbox: CargoSandbox) throws -> Process {
    let process = Process()
    process.executableURL = BuiltProgram.url
    process.arguments = ["vendor", "--quiet"]
    process.currentDirectoryURL = sandbox.url("app")
    process.environment = sandbox.environment(offline: true)
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
