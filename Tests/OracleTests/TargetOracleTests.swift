import Foundation
import MoatModel
import MoatTestSupport
import Testing

/// The table of targets, against the rustc it was made with.
@Suite(.tags(.oracle)) struct `Target oracle` {
  private static func run(_ program: String, _ arguments: [String]) -> (String, Int32)? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: data, as: UTF8.self), process.terminationStatus)
  }

  /// Another release has other targets, and would find the table stale on every update.
  private static let isSameRelease: Bool = {
    let said = run("rustc", ["--version"])?.0 ?? ""
    let isSame = said.hasPrefix("rustc \(BuiltInTargets.release) ")
    if !isSame { print("skipped: the targets are those of rustc \(BuiltInTargets.release)") }
    return isSame
  }()

  @Test(.enabled(if: isSameRelease)) func `the table is what rustc prints`() throws {
    let script = SharedData.packageRoot.appendingPathComponent("scripts/generate-targets").path
    let check = try #require(Self.run(script, ["--check"]))
    #expect(check.1 == 0, "run scripts/generate-targets")
    let names = try #require(Self.run("rustc", ["--print", "target-list"])).0
    #expect(BuiltInTargets.names == names.split(separator: "\n").map(String.init))
  }

  @Test(.enabled(if: isSameRelease)) func `a target has the facts that rustc prints`() throws {
    for name in ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown", "x86_64-pc-windows-msvc"] {
      let text = try #require(Self.run("rustc", ["--print", "cfg", "--target", name])).0
      let facts = try text.split(separator: "\n").map { try CfgFact(parsing: String($0)) }
      #expect(try TargetTriple(name).facts == Set(facts))
    }
  }
}
