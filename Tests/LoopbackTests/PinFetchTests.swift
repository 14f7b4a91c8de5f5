import Foundation
import MoatCommands
import MoatTestSupport
import Testing

/// `--fetch` with the real git, of a server that speaks HTTPS.
@Suite(.waits, .enabled(if: TLSServer.openssl != nil)) struct `Pins from a server` {
  private static let git = Tool(named: "git")
  private static let tagged = "3d3c42e5aac5ba805825da76410c181273ba90b1"
  private static let main = "9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0"

  private static let workflow = """
    on: push
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: acme/lint@v1
          - uses: acme/gone@v1

    """

  /// A project, and a server with the repository `acme/lint`.
  private final class Scene {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("moat-pins-\(UInt64.random(in: 0 ... .max))")
    let server: TLSServer
    let project: String

    init() throws {
      project = folder.appendingPathComponent("project").path
      let tag = String(repeating: "1", count: 40)
      let files = [
        "project/.github/workflows/ci.yml": `Pins from a server`.workflow,
        "pages/acme/lint/HEAD": "ref: refs/heads/main\n",
        // The list of git's dumb protocol, under the name that git asks for first. The annotated tag
        // is an object of its own.
        "pages/acme/lint/info/refs?service=git-upload-pack": """
        \(`Pins from a server`.main)\trefs/heads/main
        \(tag)\trefs/tags/v1
        \(`Pins from a server`.tagged)\trefs/tags/v1^{}
        \(`Pins from a server`.tagged)\trefs/tags/v1.4.2

        """,
      ]
      for (path, text) in files {
        let file = folder.appendingPathComponent(path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      server = try TLSServer(pages: folder.appendingPathComponent("pages").path)
    }

    deinit {
      server.stop()
      try? FileManager.default.removeItem(at: folder)
    }

    func run(_ arguments: String..., address: String? = nil) async -> (Int32, LiveMachine) {
      let machine = LiveMachine(
        variables: [
          "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "HOME": folder.path,
          "GIT_CONFIG_NOSYSTEM": "1", "GIT_SSL_CAINFO": server.certificate,
          "GITHUB_SERVER_URL": address ?? "https://127.0.0.1:\(server.port)/",
        ], currentDirectory: project)
      return (await Moat.run(arguments, in: machine.host), machine)
    }

    func text(_ path: String) throws -> String {
      try String(contentsOfFile: "\(project)/\(path)", encoding: .utf8)
    }
  }

  @Test(.enabled(if: git != nil)) func `are recorded`() async throws {
    let scene = try Scene()
    let (status, machine) = await scene.run("pins", "--fetch")
    #expect(status == 3, "one repository is not there")
    #expect(machine.standardError.contains("warning: nothing is known of `acme/gone`: https://127"))
    #expect(machine.standardError.contains("recorded 1 repository in moat-pins.toml"))
    let record = try scene.text("moat-pins.toml")
    #expect(record.contains("\"v1\" = \"\(Self.tagged)\"\n"))
    #expect(record.contains("\"v1.4.2\" = \"\(Self.tagged)\"\n"))
    #expect(!record.contains(Self.main), "no workflow names the branch")
  }

  @Test(.enabled(if: git != nil)) func `are written by a fix`() async throws {
    let scene = try Scene()
    let (status, machine) = await scene.run("workflows", "fix", "--fetch")
    #expect(status == 3, "one repository is not there")
    #expect(machine.standardError.contains("left: .github/workflows/ci.yml:"))
    let text = try scene.text(".github/workflows/ci.yml")
    #expect(text.contains("uses: acme/lint@\(Self.tagged) # v1.4.2\n"))
    #expect(text.contains("uses: acme/gone@v1\n"))
  }

  @Test(arguments: ["http://127.0.0.1", "https://", "https://a/b", "--upload-pack=id"])
  func `an address is a server's`(address: String) async throws {
    let scene = try Scene()
    for command in [["pins", "--fetch"], ["workflows", "fix", "--fetch"]] {
      let machine = LiveMachine(
        variables: ["GITHUB_SERVER_URL": address], currentDirectory: scene.project)
      #expect(await Moat.run(command, in: machine.host) == 2)
      #expect(machine.standardError.contains("which is no address of a server"))
    }
  }
}
