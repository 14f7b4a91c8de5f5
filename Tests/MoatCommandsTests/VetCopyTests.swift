import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// Packages that could be copies of published crates.
@Suite struct `Copies of published crates` {
  private static let lockfile = """
    version = 4

    [[package]]
    name = "app"
    version = "0.1.0"
    dependencies = [
     "left",
    ]

    [[package]]
    name = "left"
    version = "1.2.0"

    """
  private static let manifest =
    Sample.manifest + """

      [patch.crates-io]
      left = { path = "patched/left" }

      """
  private static let patched = """
    [package]
    name = "left"
    version = "1.2.0"
    description = "pads to the left"
    repository = "https://example.org/left"

    """
  private static let line =
    #"{"name":"left","vers":"1.2.0","deps":[],"cksum":"\#(Sample.digest)","features":{},"#
    + #""yanked":false}"#

  private static func description(_ repository: String) -> String {
    #"{"crate":{"name":"left","created_at":"2020-01-01T00:00:00Z","updated_at":"#
      + #""2026-01-02T03:04:05Z","downloads":7,"description":"something else","repository":"#
      + #""\#(repository)"},"versions":[]}"#
  }

  private final class Machine {
    let files = InMemoryFileSystem([
      "/project/Cargo.toml": manifest, "/project/Cargo.lock": lockfile,
      "/project/patched/left/Cargo.toml": patched,
    ])

    /// - Parameter repository: of the crate on crates.io; nil where there is none.
    func run(
      _ arguments: String..., repository: String? = nil
    ) async -> (status: Int32, output: String, error: String) {
      var pages: [String: InMemoryHTTPClient.Reply] = [
        "https://index.crates.io/config.json": .init(
          #"{"dl":"https://static.crates.io/crates","api":"https://crates.io"}"#)
      ]
      if let repository {
        pages["https://index.crates.io/le/ft/left"] = .init(line + "\n")
        pages["https://crates.io/api/v1/crates/left"] = .init(description(repository))
      }
      let machine = TestHost(
        files: files, network: InMemoryHTTPClient(serving: pages),
        variables: ["CARGO_HOME": "/cargo"])
      let status = await Moat.run(["vet"] + arguments, in: machine.host)
      return (status, machine.standardOutput, machine.standardError)
    }

    var configuration: String {
      let bytes = try? files.read("/project/supply-chain/config.toml", limit: 1 << 20)
      return bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    func set(_ path: String, _ text: String) { files.set(path, .file(Array(text.utf8))) }
  }

  private static let audited = "[policy.left]\naudit-as-crates-io = true\n"
  private static let own = "[policy.left]\naudit-as-crates-io = false\n"

  @Test func `are told by what crates.io says of itself`() async {
    let same = Machine()
    let made = await same.run("init", "--fetch", repository: "https://example.org/left.git/")
    #expect(made.status == 0, "\(made.error)")
    #expect(made.output.contains("now `true`: it needs audits like the published one"))
    #expect(same.configuration.contains(Self.audited), "\(same.configuration)")
    #expect(same.configuration.contains("[[exemptions.left]]"))
    let other = Machine()
    let kept = await other.run("init", "--fetch", repository: "https://example.org/other")
    #expect(kept.status == 0, "\(kept.error)")
    #expect(!other.configuration.contains("policy"), "\(other.configuration)")
    #expect(!kept.error.contains("left too"), "\(kept.error)")
  }

  @Test func `are not told without evidence, and nothing is decided`() async {
    let machine = Machine()
    let made = await machine.run("init", "--offline")
    #expect(made.status == 0, "\(made.error)")
    #expect(made.error.contains("note: whether crates.io has app and left too is not known"))
    #expect(!machine.configuration.contains("policy"))
    // An audit of that name asks for a decision, and nothing here can make it.
    machine.set(
      "/project/supply-chain/audits.toml",
      "\n# cargo-vet audits file\n\n[[audits.left]]\nwho = \"A\"\ncriteria = \"safe-to-run\"\n"
        + "version = \"1.2.0\"\n")
    let open = await machine.run("regenerate", "audit-as-crates-io", "--offline")
    #expect(open.status == 3, "\(open.output)")
    #expect(open.output.contains("still undecided"))
    #expect(!machine.configuration.contains("policy"))
    #expect(await machine.run("check", "--offline").status == 1)

    let asked = await machine.run("regenerate", "audit-as-crates-io", "--fetch")
    #expect(asked.status == 0, "\(asked.error)")
    #expect(asked.output.contains("now `false`, which trusts it as your own"))
    #expect(machine.configuration.contains(Self.own), "\(machine.configuration)")
  }

  @Test func `are told by what Cargo has on this machine`() async {
    let machine = Machine()
    let host = "index.crates.io-1949cf8c6b5b557f"
    machine.files.set(
      "/cargo/registry/index/\(host)/.cache/le/ft/left",
      .file([3, 2, 0, 0, 0] + Array("etag: \"x\"\0".utf8) + Array("1.2.0\0\(Self.line)\0".utf8)))
    let listed = await machine.run("init", "--offline")
    #expect(listed.status == 0, "\(listed.error)")
    #expect(listed.error.contains("crates.io has a `left` too"), "\(listed.error)")
    #expect(!machine.configuration.contains("policy"))
    try? machine.files.remove("/project/supply-chain")
    machine.set(
      "/cargo/registry/src/\(host)/left-1.2.0/Cargo.toml",
      "[package]\nname = \"left\"\nversion = \"1.2.0\"\ndescription = \"pads to the left\"\n")
    let unpacked = await machine.run("init", "--offline")
    #expect(unpacked.status == 0, "\(unpacked.error)")
    #expect(machine.configuration.contains(Self.audited), "\(machine.configuration)")
  }

  @Test func `are asked about by a check that fetches`() async {
    let machine = Machine()
    _ = await machine.run("init", "--offline")
    let plain = await machine.run("check", "--offline")
    #expect(plain.status == 0, "\(plain.error)")
    let fetched = await machine.run("check", "--fetch", repository: "https://example.org/left")
    #expect(fetched.status == 1, "\(fetched.output)")
    #expect(fetched.error.contains("`audit-as-crates-io` has to be decided"), "\(fetched.error)")
  }
}
