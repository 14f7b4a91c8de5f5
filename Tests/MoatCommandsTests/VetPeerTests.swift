import MoatCommands
import MoatHost
import MoatModel
import MoatTestSupport
import MoatVetting
import Testing

/// Hints at well-known lists that a project does not import.
@Suite struct `Hints at lists of others` {
  private static let store = [
    "config.toml": "\n# cargo-vet config file\n\n[cargo-vet]\nversion = \"0.10\"\n",
    "audits.toml": "\n# cargo-vet audits file\n\n[audits]\n",
    "imports.lock": "\n# cargo-vet imports lock\n",
  ]

  private static let audit = """
    [[audits.left]]
    who = "Ann <ann@example.org>"
    criteria = "safe-to-deploy"
    version = "1.2.0"

    """

  private static let violation = """
    [[audits.left]]
    who = "Bob <bob@example.org>"
    criteria = "safe-to-deploy"
    violation = "<1.3"
    notes = "it phones home"

    """

  private final class Machine {
    let files = InMemoryFileSystem(Sample.files(Sample.cleanLockfile))

    init() {
      for (name, text) in store {
        files.set("/project/supply-chain/\(name)", .file(Array(text.utf8)))
      }
    }

    func run(
      _ arguments: String..., lists: [String: String] = [:], now: Timestamp = TestHost.now
    ) async -> (status: Int32, output: String, error: String, asked: Int) {
      var pages: [String: InMemoryHTTPClient.Reply] = [:]
      for (name, text) in lists {
        if let url = WellKnownAudits.named(name)?.url { pages[url] = .init(text) }
      }
      let network = InMemoryHTTPClient(serving: pages)
      let machine = TestHost(
        files: files, network: network, now: now, variables: ["XDG_CACHE_HOME": "/cache"])
      let status = await Moat.run(["vet"] + arguments, in: machine.host)
      let asked = network.requests.count { $0.url.unredacted.contains("githubusercontent") }
      return (status, machine.standardOutput, machine.standardError, asked)
    }
  }

  @Test func `come from --fetch, and are remembered`() async {
    let machine = Machine()
    let unknown = await machine.run("check", "--offline")
    #expect(unknown.status == 1)
    #expect(unknown.error.contains("`--fetch` asks 9 organisations"), "\(unknown.error)")
    let fetched = await machine.run(
      "suggest", "--fetch", lists: ["google": Self.audit, "mozilla": "[audits]\n", "isrg": "{"])
    #expect(fetched.asked == WellKnownAudits.all.count)
    #expect(fetched.error.contains("the list of zcash could not be read"), "\(fetched.error)")
    for command in ["check", "suggest"] {
      let known = await machine.run(command, "--offline")
      #expect(known.asked == 0)
      #expect(
        known.output.contains("cargo moat vet import google  covers 1 crate (left)"),
        "\(known.output)")
      #expect(!known.output.contains("import mozilla"))
      #expect(!known.error.contains("organisations"))
    }
    let json = await machine.run("check", "--offline", "--format", "json")
    #expect(json.output.contains("\"name\": \"google\""))
    let peer = await machine.run("check", "--offline", "--format", "cargo-vet-json")
    #expect(!peer.output.contains("google"))
    let silent = await machine.run("check", "--offline", "--no-registry-suggestions")
    #expect(!silent.output.contains("google"))
  }

  @Test func `say how old they are`() async {
    let machine = Machine()
    _ = await machine.run("suggest", "--fetch", lists: ["google": Self.audit])
    let later = await machine.run("check", "--offline", now: TestHost.now.adding(days: 40))
    #expect(later.error.contains("`--fetch` reads them anew"), "\(later.error)")
  }

  @Test func `tell of violations, and count for nothing`() async {
    let machine = Machine()
    let fetched = await machine.run("suggest", "--fetch", lists: ["google": Self.violation])
    #expect(
      fetched.error.contains(
        "warning: google says that `left 1.2.0` is not safe-to-deploy: it phones home"),
      "\(fetched.error)")
    #expect(!fetched.output.contains("import google"))
  }

  @Test func `are remembered from an import, and are none for what is imported`() async {
    let machine = Machine()
    let imported = await machine.run("import", "google", lists: ["google": Self.audit])
    #expect(imported.status == 0, "\(imported.error)")
    machine.files.set(
      "/project/supply-chain/imports.lock",
      .file(Array(Self.store["imports.lock", default: ""].utf8)))
    machine.files.set(
      "/project/supply-chain/config.toml", .file(Array(Self.store["config.toml", default: ""].utf8))
    )
    let other = await machine.run("check", "--offline")
    #expect(other.output.contains("import google"), "\(other.output)")
    machine.files.set(
      "/project/supply-chain/config.toml",
      .file(
        Array(
          (Self.store["config.toml", default: ""]
            + "\n[imports.theirs]\nurl = \"\(WellKnownAudits.named("google")?.url ?? "")\"\n").utf8)
      ))
    let same = await machine.run("check", "--offline")
    #expect(!same.output.contains("import google"), "\(same.output)")
  }
}
