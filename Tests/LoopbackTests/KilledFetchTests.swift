import Foundation
import MoatTestSupport
import Testing

/// The real program, killed at any moment: nothing or all of it, and the next run is well.
@Suite(.waits, .enabled(if: Program.isPresent), .enabled(if: SharedData.isPresent))
struct `A killed fetch` {
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

  @Test func `leaves nothing or all`() async throws {
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
      // The first while the program starts, however slow the machine was before; the last ones past
      // the end: that a run comes through is one of the moments.
      let moment = time * number / (Self.kills - 4) + .milliseconds(1)
      try await kill(arguments + ["cut"], after: moment, sandbox)
      let cut = try FolderState(sandbox.url("app/cut"))
      #expect(cut == nil || cut == whole, "killed at \(number)")
      seen.insert(cut == nil)
      try? FileManager.default.removeItem(at: sandbox.url("app/cut"))
    }
    #expect(seen.contains(true), "no run was killed early enough")
    _ = try await complete(arguments + ["cut"], sandbox)
    let left = try FileManager.default.contentsOfDirectory(atPath: sandbox.url("app").path)
    #expect(left.sorted() == ["cut", "here", "whole"], "the next run removes what was left")
  }
}

/// The program that was built beside the tests.
enum Program {
  static let path: String =
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("cargo-moat").path

  static let isPresent: Bool = {
    let isThere = FileManager.default.isExecutableFile(atPath: path)
    if !isThere { print("skipped: no program at \(path)") }
    return isThere
  }()
}
