package import Foundation
import MoatHost

/// The real cargo on a folder of its own: its own `CARGO_HOME`, no configuration but the test's, a
/// deadline, and no network unless a run asks for it.
package struct CargoSandbox: Sendable {
  /// How one run ended.
  package struct Outcome: Sendable {
    package let status: Int32
    package let output: String
    package let error: String
    package var isSuccess: Bool { status == 0 }
  }

  /// A build of a few small crates takes seconds; on a busy machine more.
  private static let deadline = Duration.seconds(900)
  /// `cargo metadata` prints a few hundred kilobytes.
  private static let outputLimit = 1 << 24

  /// Where cargo is; a test enabled by ``isPresent`` says why it is skipped.
  package static let cargo: String? = Tool(named: "cargo")?.path

  package static var isPresent: Bool { cargo != nil }

  /// The folder that ``remove()`` removes, with all links in its path followed.
  package let folder: URL

  package init() throws {
    let made = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-cargo-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
    folder = made.resolvingSymlinksInPath()
  }

  package func remove() {
    // Read-only folders, which Moat makes, could not be emptied.
    if let walk = FileManager.default.enumerator(atPath: folder.path) {
      for case let path as String in walk {
        let attributes = walk.fileAttributes
        guard attributes?[.type] as? FileAttributeType == .typeDirectory else { continue }
        try? FileManager.default.setAttributes(
          [.posixPermissions: 0o755], ofItemAtPath: folder.appendingPathComponent(path).path)
      }
    }
    try? FileManager.default.removeItem(at: folder)
  }

  package var cargoHome: URL { folder.appendingPathComponent("cargo-home") }

  package func url(_ path: String) -> URL { folder.appendingPathComponent(path) }

  // MARK: Files

  /// Writes a file, with the folders above it.
  package static func put(_ bytes: [UInt8], at file: URL, mode: Int = 0o644) throws {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
  }

  /// Writes texts below the folder.
  package func write(_ files: [String: String], in place: String = "") throws {
    for (path, text) in files {
      try Self.put(
        Array(text.utf8), at: folder.appendingPathComponent(place).appendingPathComponent(path))
    }
  }

  package func read(_ path: String) throws -> String {
    try String(contentsOf: url(path), encoding: .utf8)
  }

  /// Replaces a text in a file, which must have it.
  package func replace(_ old: String, with new: String, in path: String) throws {
    let text = try read(path)
    guard text.contains(old) else { throw CocoaError(.fileReadUnknown) }
    try write([path: text.replacingOccurrences(of: old, with: new)])
  }

  // MARK: Configuration, in `$CARGO_HOME/config.toml`

  /// Lets a registry stand for crates.io. The lockfile still says crates.io.
  package func replaceCratesIO(with registry: LoopbackRegistry) throws {
    try replaceCratesIO(with: "registry = \"\(registry.sparseAddress)\"")
  }

  /// - Parameter source: a line of the `[source]` table.
  package func replaceCratesIO(with source: String) throws {
    try configure(
      "[source.crates-io]\nreplace-with = \"stand-in\"\n\n[source.stand-in]\n\(source)\n")
  }

  package func addRegistry(_ name: String, _ registry: LoopbackRegistry) throws {
    // A registry that wants a token is refused unless a provider is named.
    try configure(
      "[registries.\(name)]\nindex = \"\(registry.sparseAddress)\"\n"
        + "credential-provider = [\"cargo:token\"]\n")
  }

  /// Writes the configuration anew.
  package func configure(_ text: String) throws {
    try Self.put(Array(text.utf8), at: cargoHome.appendingPathComponent("config.toml"))
  }

  // MARK: Running

  /// What cargo and what it starts see.
  ///
  /// The real home is named to rustup alone, whose `cargo` is a proxy.
  package func environment(offline: Bool) -> [String: String] {
    let live = Environment.live()
    var variables = [
      "PATH": live["PATH"] ?? "", "HOME": folder.path, "CARGO_HOME": cargoHome.path,
      "CARGO_TERM_COLOR": "never", "CARGO_INCREMENTAL": "0", "CARGO_NET_RETRY": "0",
      "no_proxy": "127.0.0.1",
    ]
    let toolchains = live["RUSTUP_HOME"] ?? live.home.map { PathText.join($0, ".rustup") }
    if let toolchains, FileManager.default.fileExists(atPath: toolchains) {
      variables["RUSTUP_HOME"] = toolchains
      variables["RUSTUP_AUTO_INSTALL"] = "0"
    }
    if offline { variables["CARGO_NET_OFFLINE"] = "true" }
    return variables
  }

  /// Runs cargo in a folder below the sandbox's.
  ///
  /// - Parameter offline: nothing is asked for over a network; false allows the loopback registry.
  package func cargo(
    _ arguments: [String], in place: String = "app", offline: Bool = true
  ) async throws -> Outcome {
    guard let cargo = Self.cargo else { throw CocoaError(.fileNoSuchFile) }
    return try await run([cargo] + arguments, in: place, environment: environment(offline: offline))
  }

  /// Runs any program in a folder below the sandbox's.
  package func run(
    _ command: [String], in place: String, environment: [String: String]
  ) async throws -> Outcome {
    let result = try await UnhurriedProcessRunner().run(
      ProcessRequest(
        executable: "/bin/sh",
        arguments: ["-c", "cd \"$1\" && shift && exec \"$@\"", "sh", url(place).path] + command,
        environment: environment, outputLimit: Self.outputLimit, errorLimit: Self.outputLimit,
        deadline: Self.deadline))
    let status: Int32 =
      switch result.ending {
      case .exited(let status): status
      case .signalled(let signal): 128 + signal
      }
    return Outcome(
      status: status, output: String(decoding: result.output, as: UTF8.self),
      error: String(decoding: result.error, as: UTF8.self))
  }
}
