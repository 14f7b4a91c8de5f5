import Foundation
import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// `cargo moat fetch` from a registry on loopback: the whole crate or nothing.
@Suite(.waits) struct `Fetching from a registry` {
  private struct Machine {
    let sandbox: CargoSandbox
    let registry: LoopbackRegistry
    var out: URL { sandbox.url("out") }

    init(_ crates: [TestCrate]) throws {
      sandbox = try CargoSandbox()
      registry = try LoopbackRegistry(crates)
      try sandbox.replaceCratesIO(with: registry)
      try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    }

    func remove() {
      registry.stop()
      sandbox.remove()
    }

    /// - Parameter timeout: seconds without a byte; only what never comes is worth giving up on soon.
    func fetch(
      _ arguments: String..., timeout: Int = 20
    ) async -> (status: Int32, text: String) {
      var variables = sandbox.environment(offline: false)
      variables["CARGO_HTTP_TIMEOUT"] = "\(timeout)"
      let machine = LiveMachine(
        variables: variables, currentDirectory: out.path,
        network: RetryingHTTPClient(
          LiveHTTPClient(NetworkSettings()), pauser: InMemoryPauser(),
          clock: InMemoryClock(TestHost.now)))
      let status = await Moat.run(["fetch"] + arguments, in: machine.host)
      return (status, machine.standardOutput + machine.standardError)
    }

    /// What lies in the folder, hidden leftovers too.
    func state() throws -> FolderState { try #require(try FolderState(out)) }
  }

  private static func tiny(_ version: String, _ number: Int) throws -> TestCrate {
    try TestCrate("tiny", version, files: ["src/lib.rs": "pub const N: u32 = \(number);"])
  }

  @Test func `unpacks the newest`() async throws {
    let machine = try Machine([Self.tiny("1.0.0", 1), Self.tiny("1.1.0", 2)])
    defer { machine.remove() }
    let (status, text) = await machine.fetch("tiny", "--exact")
    #expect(status == 0, "\(text)")
    let source = machine.out.appendingPathComponent("tiny-1.1.0/src/lib.rs")
    #expect(try String(contentsOf: source, encoding: .utf8) == "pub const N: u32 = 2;")
    #expect(try machine.state().fileCount == 2)
  }

  @Test func `passes over what was yanked`() async throws {
    let machine = try Machine([Self.tiny("1.0.0", 1), Self.tiny("1.1.0", 2)])
    defer { machine.remove() }
    machine.registry.yank("tiny", "1.1.0")
    let (status, text) = await machine.fetch("tiny")
    #expect(status == 0, "\(text)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: machine.out.path) == ["tiny-1.0.0"])
  }

  @Test(.enabled(if: SharedData.isPresent)) func `unpacks what cargo unpacks`() async throws {
    let crate = try SharedCrates.crate("thread_local", "1.1.9")
    let machine = try Machine([crate])
    defer { machine.remove() }
    let (status, text) = await machine.fetch("thread_local@1.1.9", "--exact", "--read-only")
    #expect(status == 0, "\(text)")
    let files = crate.files.filter { $0.kind == UInt8(ascii: "0") }
    for file in files {
      let place = machine.out.appendingPathComponent("thread_local-1.1.9/\(file.path)")
      #expect([UInt8](try Data(contentsOf: place)) == file.bytes)
    }
    #expect(try machine.state().fileCount == files.count)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let path: String
    let fault: LoopbackFault
    /// A part of what is said; nil where the crate comes all the same.
    let message: String?
    var testDescription: String { "\(path): \("\(fault)".prefix(60))" }
  }

  private static let archive = LoopbackRegistry.downloadPath(of: "tiny", "1.0.0")
  private static let index = LoopbackRegistry.indexPath(of: "tiny")
  private static let configuration = LoopbackRegistry.configurationPath

  @Test(arguments: [
    Case(path: archive, fault: .flippedBit(at: 50), message: "SHA-256"),
    Case(path: archive, fault: .cut(after: 60), message: "cut short"),
    Case(path: archive, fault: .contentLength(20), message: "SHA-256"),
    Case(path: archive, fault: .endless, message: "larger than"),
    Case(path: archive, fault: .stall(.seconds(30)), message: "too long"),
    Case(path: archive, fault: .redirectLoop, message: "redirects"),
    Case(
      path: archive, fault: .status(403, text: "denied by rule 12"), message: "denied by rule 12"),
    Case(path: archive, fault: .status(404), message: "not in the registry"),
    Case(path: archive, fault: .status(503, times: 2), message: nil),
    Case(path: archive, fault: .drip(bytes: 64, every: .milliseconds(1)), message: nil),
    Case(path: index, fault: .status(404), message: "tiny"),
    Case(path: index, fault: .cut(after: 10), message: "cut short"),
    Case(path: index, fault: .body(Array("{}".utf8)), message: "line 1"),
    Case(path: index, fault: .gzip, message: nil),
    Case(path: configuration, fault: .hangUp, message: "cut short"),
    Case(path: configuration, fault: .body([]), message: "JSON"),
  ])
  func `leaves the whole crate or nothing`(broken: Case) async throws {
    let machine = try Machine([Self.tiny("1.0.0", 1)])
    defer { machine.remove() }
    machine.registry.server.setFault(broken.fault, for: broken.path)
    let isStalled = if case .stall = broken.fault { true } else { false }
    let (status, text) = await machine.fetch("tiny@1.0.0", timeout: isStalled ? 1 : 20)
    if let message = broken.message {
      #expect(status != 0 && text.contains(message), "\(text)")
      #expect(try machine.state().isEmpty)
    } else {
      #expect(status == 0, "\(text)")
      #expect(try machine.state().fileCount == 2)
    }
    machine.registry.server.setFault(nil, for: broken.path)
    let again = await machine.fetch("tiny@1.0.0", "again")
    #expect(again.status == 0, "\(again.text)")
  }

  @Test func `refuses an archive that cargo would not unpack`() async throws {
    // Two files of one name: the later one wins in some readers, the earlier one in others.
    let hostile = try Self.tiny("1.0.0", 1).repacked { $0.append($0[1]) }
    let machine = try Machine([hostile])
    defer { machine.remove() }
    let (status, text) = await machine.fetch("tiny@1.0.0")
    #expect(status != 0 && text.contains("src/lib.rs"), "\(text)")
    #expect(try machine.state().isEmpty)
  }

  @Test(.enabled(if: CargoSandbox.isPresent))
  func `refuses a version that is not as check remembers it`() async throws {
    let machine = try Machine([Self.tiny("1.0.0", 1)])
    defer { machine.remove() }
    try machine.sandbox.write([
      "app/Cargo.toml":
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[dependencies]\ntiny = \"1\"\n",
      "app/src/lib.rs": "",
    ])
    let fetched = try await machine.sandbox.cargo(["fetch"], offline: false)
    try #require(fetched.isSuccess, "\(fetched.error)")
    // Cargo names the index cache of what stands in for crates.io by its address; Moat remembers
    // what crates.io's own says.
    let indexes = machine.sandbox.cargoHome.appendingPathComponent("registry/index")
    let standIn = try #require(
      try FileManager.default.contentsOfDirectory(atPath: indexes.path).first)
    try FileManager.default.moveItem(
      at: indexes.appendingPathComponent(standIn),
      to: indexes.appendingPathComponent("index.crates.io-1949cf8c6b5b557f"))
    let checking = LiveMachine(
      variables: machine.sandbox.environment(offline: true),
      currentDirectory: machine.sandbox.url("app").path)
    _ = await Moat.run(["check"], in: checking.host)
    machine.registry.publish(try Self.tiny("1.0.0", 2))
    let (status, text) = await machine.fetch("tiny@1.0.0")
    #expect(status != 0 && text.contains("changed-index-entry"), "\(text)")
    #expect(try machine.state().isEmpty)
  }
}
