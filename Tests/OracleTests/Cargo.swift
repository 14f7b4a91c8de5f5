import Foundation
import MoatTestSupport
import Testing

extension Tag {
  @Tag static var corpus: Self
  @Tag static var oracle: Self
}

/// The real cargo, run on folders that a test makes: it resolves, and never builds or downloads.
struct Cargo: Sendable {
  private let executable: String
  let folder: URL

  private static let path: String? = Tool(named: "cargo")?.path

  static var isPresent: Bool { path != nil }

  /// A fresh folder, which ``remove()`` removes.
  init() throws {
    executable = try #require(Self.path)
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-oracle-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Writes files below the folder.
  func write(_ files: [String: String], in place: String = "") throws {
    for (path, text) in files {
      let file = folder.appendingPathComponent(place).appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  func read(_ path: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }

  /// Runs it; nil for success, else what it wrote to stderr.
  func failure(_ arguments: [String], in place: String = "") throws -> String? {
    try output(arguments, in: place).failure
  }

  /// Runs it, with further variables, in a folder below its own or anywhere: what it wrote to stdout, and to stderr where it failed.
  func output(
    _ arguments: [String], in place: String = "", _ variables: [String: String] = [:]
  ) throws -> (text: String, failure: String?) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL =
      place.hasPrefix("/") ? URL(fileURLWithPath: place) : folder.appendingPathComponent(place)
    process.environment = ProcessInfo.processInfo.environment.merging([
      "CARGO_HOME": folder.appendingPathComponent("cargo-home").path,
      // What rustc says of targets is kept there: workspaces of one folder share it.
      "CARGO_TARGET_DIR": folder.appendingPathComponent("target").path,
      "CARGO_NET_OFFLINE": "true", "CARGO_TERM_COLOR": "never",
    ]) { $1 }.merging(variables) { $1 }
    let logs = try ["stdout", "stderr"].map { name in
      let log = folder.appendingPathComponent("\(name)-\(UInt64.random(in: 0 ... .max))")
      try Data().write(to: log)
      return (log, try FileHandle(forWritingTo: log))
    }
    process.standardOutput = logs[0].1
    process.standardError = logs[1].1
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let texts = try logs.map { log, handle in
      try handle.close()
      defer { try? FileManager.default.removeItem(at: log) }
      return try String(contentsOf: log, encoding: .utf8)
    }
    return (texts[0], process.terminationStatus == 0 ? nil : texts[1])
  }
}
