import Foundation
import MoatArchive
import MoatModel
import MoatTestSupport
import Testing

/// What the real cargo makes of an archive: `cargo fetch` from a local registry, which unpacks and
/// builds nothing.
struct CargoUnpacking {
  private static let cargo = Tool(named: "cargo")
  private static var executable: String? { cargo?.path }

  /// Whether it is the version that the page speaks of.
  static let is195: Bool = {
    guard let version = cargo?.version else { return false }
    let isIt = version.hasPrefix("cargo 1.95.")
    if !isIt { print("skipped: \(version) is not Cargo 1.95") }
    return isIt
  }()

  private let folder: URL

  /// A fresh folder, which ``remove()`` removes.
  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-archive-\(UInt64.random(in: 0 ... .max))")
    try write(
      "project/Cargo.toml",
      "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
        + "[dependencies]\nleft = \"=1.0.0\"\n")
    try write("project/src/lib.rs", "")
    try write(
      "project/.cargo/config.toml",
      "[source.crates-io]\nreplace-with = \"local\"\n"
        + "[source.local]\nlocal-registry = \"\(folder.path)/registry\"\n")
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Runs it in a fresh home; nil for success, else what it wrote to stderr.
  func failure(unpacking archive: [UInt8]) throws -> String? {
    let digest = try SHA256Hasher.digest(of: archive)
    for old in ["home", "project/Cargo.lock"] {
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(old))
    }
    try write(
      "registry/index/le/ft/left",
      "{\"name\":\"left\",\"vers\":\"1.0.0\",\"deps\":[],\"cksum\":\"\(digest.hex)\","
        + "\"features\":{},\"yanked\":false}\n")
    try Data(archive).write(to: folder.appendingPathComponent("registry/left-1.0.0.crate"))
    try write("stderr", "")

    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.executable))
    process.arguments = ["fetch", "--offline"]
    process.currentDirectoryURL = folder.appendingPathComponent("project")
    process.environment = ProcessInfo.processInfo.environment.merging([
      "CARGO_HOME": folder.appendingPathComponent("home").path, "CARGO_TERM_COLOR": "never",
    ]) { $1 }
    let log = folder.appendingPathComponent("stderr")
    let handle = try FileHandle(forWritingTo: log)
    process.standardError = handle
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try handle.close()
    return process.terminationStatus == 0 ? nil : try String(contentsOf: log, encoding: .utf8)
  }

  private func write(_ path: String, _ text: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
