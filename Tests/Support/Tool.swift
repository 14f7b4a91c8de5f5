import Foundation

/// A program on this machine whose answers tests compare with.
package struct Tool: Sendable {
  package let path: String
  /// What it prints for `--version`.
  package let version: String

  /// The first of that name in `PATH`, if it runs: a name can stand for what is not installed, as
  /// rustup's do without a toolchain. Else says that its tests are skipped.
  package init?(named name: String) {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    let found = folders.map { "\($0)/\(name)" }.first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    guard let found else {
      print("skipped: \(name) is not in PATH")
      return nil
    }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: found)
    process.arguments = ["--version"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else {
      print("skipped: \(found) cannot be started")
      return nil
    }
    version = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      print("skipped: \(found) does not say its version")
      return nil
    }
    path = found
  }
}
