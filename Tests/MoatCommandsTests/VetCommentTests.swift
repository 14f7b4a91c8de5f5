import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// What becomes of comments when commands write a store.
@Suite struct `Comments in a store` {
  private static let configuration = """

    # cargo-vet config file

    [cargo-vet]
    version = "0.10"

    # until 1.3 is out
    [[exemptions.left]]
    version = "1.2.0" # ticket 7
    criteria = "safe-to-deploy"
    owner = "ann"

    """

  private final class Project {
    let files = InMemoryFileSystem(Sample.files(Sample.cleanLockfile))

    init() {
      for (name, text) in [
        "config.toml": configuration, "audits.toml": "\n# cargo-vet audits file\n\n[audits]\n",
        "imports.lock": "\n# cargo-vet imports lock\n",
      ] {
        files.set("/project/supply-chain/\(name)", .file(Array(text.utf8)))
      }
    }

    func run(_ arguments: [String]) async -> (status: Int32, output: String, error: String) {
      let machine = TestHost(files: files)
      let status = await Moat.run(["vet"] + arguments, in: machine.host)
      return (status, machine.standardOutput, machine.standardError)
    }

    func text(_ name: String) -> String {
      let bytes = try? files.read("/project/supply-chain/\(name)", limit: 1 << 20)
      return bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
  }

  @Test func `stay when something else changes`() async {
    let project = Project()
    let added = await project.run(["add-exemption", "right", "2.0.0", "--force"])
    #expect(added.status == 0, "\(added.error)")
    #expect(added.error.contains("`config.toml` keeps its comments and unknown keys"))
    #expect(
      project.text("config.toml")
        == Self.configuration
        + "\n[[exemptions.right]]\nversion = \"2.0.0\"\ncriteria = \"safe-to-deploy\"\n")
  }

  @Test func `are formatted away only when that is asked for`() async {
    let project = Project()
    let refused = await project.run(["fmt"])
    #expect(refused.status == 1)
    #expect(refused.error.contains("formatting would drop 3 comments or unknown keys"))
    #expect(refused.error.contains("config.toml:7: # until 1.3 is out"))
    #expect(refused.error.contains("config.toml:11: owner = \"ann\""))
    #expect(project.text("config.toml") == Self.configuration)

    let discarded = await project.run(["fmt", "--discard"])
    #expect(discarded.status == 0, "\(discarded.error)")
    #expect(!project.text("config.toml").dropFirst(25).contains("#"))
    #expect(await project.run(["fmt"]).status == 0)
    #expect(await project.run(["--locked"]).status == 0)
  }
}
