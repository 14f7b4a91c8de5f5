import Foundation
import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// `vet check --update` as a bot runs it: a list from a server, a patch for the real git.
@Suite(.serialized) struct `A bot's update of audits` {
  private static let git = Tool(named: "git")

  private static let list = """
    [[audits.left]]
    who = "Ann <ann@example.org>"
    criteria = "safe-to-deploy"
    delta = "1.2.0 -> 1.3.0"

    """

  /// The real client for this machine, and nothing for the rest of the world.
  private struct LoopbackOnly: HTTPClient {
    let client = LiveHTTPClient(NetworkSettings(patience: .seconds(5)))

    func send(
      _ request: HTTPRequest, to sink: (any HTTPSink)?
    ) async throws(HTTPFailure) -> HTTPResponse {
      guard request.url.unredacted.hasPrefix("http://127.0.0.1:") else {
        throw .nameNotResolved(host: "elsewhere")
      }
      return try await client.send(request, to: sink)
    }

    func using(_ settings: NetworkSettings) -> any HTTPClient { self }
  }

  /// A repository in a folder of its own, with a store that imports from a server.
  private struct Repository {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-bot-\(UInt64.random(in: 0 ... .max))")

    init(server: LoopbackServer, right: Bool) throws {
      var lockfile = "version = 4\n\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\n"
      lockfile += "dependencies = [\n \"left\",\n\(right ? " \"right\",\n" : "")]\n"
      for (name, version) in [("left", "1.3.0")] + (right ? [("right", "2.0.0")] : []) {
        lockfile += "\n[[package]]\nname = \"\(name)\"\nversion = \"\(version)\"\n"
        lockfile += "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n"
        lockfile += "checksum = \"\(String(repeating: "1", count: 64))\"\n"
      }
      try write("Cargo.lock", lockfile)
      try write(
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\n"
          + "left = \"1\"\n\(right ? "right = \"2\"\n" : "")")
      try write("src/lib.rs", "")
      try write(
        "supply-chain/config.toml",
        """

        # cargo-vet config file

        [cargo-vet]
        version = "0.10"

        # The list of a friend.
        [imports.friend]
        url = "\(server.address)/audits.toml"

        [policy.app]
        audit-as-crates-io = false

        [[exemptions.left]]
        version = "1.2.0"
        criteria = "safe-to-deploy"

        """)
      try write("supply-chain/audits.toml", "\n# cargo-vet audits file\n\n[audits]\n")
      try write(
        "supply-chain/imports.lock", "\n# cargo-vet imports lock\n\n[audits.friend.audits]\n")
      try git("init", "-q")
      try git("add", "-A")
      try git("commit", "-q", "-m", "before")
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    func write(_ path: String, _ text: String) throws {
      let file = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }

    func text(_ path: String) throws -> String {
      try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    }

    @discardableResult
    func git(_ arguments: String..., in subfolder: String = ".") throws -> String {
      let process = Process()
      let output = Pipe()
      process.executableURL = URL(fileURLWithPath: try #require(VetUpdate.git).path)
      process.arguments =
        ["-c", "user.name=Bot", "-c", "user.email=bot@example.org"] + arguments
      process.currentDirectoryURL = folder.appendingPathComponent(subfolder)
      process.environment = [
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.path,
        "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C", "GIT_CEILING_DIRECTORIES": folder.path,
      ]
      process.standardOutput = output
      process.standardError = output
      process.standardInput = FileHandle.nullDevice
      try process.run()
      let text = String(
        decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
      process.waitUntilExit()
      try #require(process.terminationStatus == 0, "git \(arguments): \(text)")
      return text
    }

    func run(
      _ arguments: String..., in subfolder: String = "."
    ) async -> (status: Int32, output: String, error: String) {
      let cache = folder.appendingPathComponent(".git/cache").path
      let machine = LiveMachine(
        variables: ["HOME": folder.path, "XDG_CACHE_HOME": cache, "CARGO_HOME": cache],
        currentDirectory: folder.appendingPathComponent(subfolder).standardizedFileURL.path,
        network: LoopbackOnly())
      let status = await Moat.run(["vet"] + arguments, in: machine.host)
      return (status, machine.standardOutput, machine.standardError)
    }
  }

  private typealias VetUpdate = `A bot's update of audits`

  private func server() throws -> LoopbackServer {
    try LoopbackServer { _ in .ok(Array(Self.list.utf8), type: "text/plain") }
  }

  @Test(.enabled(if: git != nil), arguments: [".", "src"])
  func `takes in what others have read, and git applies it`(_ start: String) async throws {
    let server = try server()
    let repository = try Repository(server: server, right: false)
    defer { repository.remove() }
    #expect(await repository.run("check", "--offline").status == 1)
    let arguments = ["--project", repository.folder.path]
    let bot = await repository.run(
      "check", "--update", "--fetch", "--patch", repository.folder.path + "/.git/audits.patch",
      arguments[0], arguments[1], in: start)
    #expect(bot.status == 0, "\(bot.error)")
    #expect(
      bot.output == """
        ### Audits

        Everything is vetted.

        Imported audits cover 1 package by now:

        - <code>left 1.3.0</code>

        The patch takes the imported audits in. It exempts nothing.

        """, "\(bot.output)")
    #expect(try repository.git("status", "--porcelain") == "")
    try repository.git("apply", "--check", ".git/audits.patch")
    try repository.git("apply", ".git/audits.patch")
    #expect(try repository.git("diff", "--name-only") == "supply-chain/imports.lock\n")
    #expect(try repository.text("supply-chain/config.toml").contains("# The list of a friend."))
    let after = await repository.run("check", "--offline")
    #expect(after.status == 0, "\(after.output)")
    if start != "." { #expect(bot.error.contains("paths of the patch start at"), "\(bot.error)") }
  }

  @Test(.enabled(if: git != nil))
  func `leaves to people what nobody has read, and exempts nothing`() async throws {
    let server = try server()
    let repository = try Repository(server: server, right: true)
    defer { repository.remove() }
    let bot = await repository.run(
      "check", "--update", "--fetch", "--patch", ".git/audits.patch")
    #expect(bot.status == 1, "\(bot.error)")
    #expect(bot.output.contains("1 package without audits."))
    #expect(bot.output.contains("inspect right"), "\(bot.output)")
    let patch = try repository.text(".git/audits.patch")
    #expect(!patch.contains("exemptions"))
    try repository.git("apply", ".git/audits.patch")
    let after = await repository.run("check", "--offline")
    #expect(after.status == 1)
    #expect(after.output.contains("right 2.0.0") && !after.output.contains("left 1.3.0"))
  }
}
