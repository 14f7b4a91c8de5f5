import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// `vet import` and `vet imports`: whole commands, one after the other on one project.
@Suite struct `Commands about imports` {
  private static let address = "https://example.org/audits.toml"

  private static let first = """
    [criteria.reviewed]
    description = "somebody read it"

    [[audits.left]]
    who = "Ann <ann@example.org>"
    criteria = "safe-to-deploy"
    version = "1.2.0"

    [[audits.other]]
    who = "Ann <ann@example.org>"
    criteria = "reviewed"
    version = "1.0.0"

    [[audits.strange]]
    criteria = "safe-to-run"
    version = "1.0.0"
    reviewed-by = "a newer tool"

    """

  private static let second = """
    [criteria.reviewed]
    description = "somebody glanced at it"

    [[audits.left]]
    who = "Ann <ann@example.org>"
    criteria = "safe-to-deploy"
    violation = "<1.1"

    [[audits.left]]
    who = "Ann Example <ann@example.org>"
    criteria = "safe-to-deploy"
    version = "1.2.0"

    """

  private static func store(_ configuration: String) -> [String: String] {
    [
      "config.toml":
        "\n# cargo-vet config file\n\n[cargo-vet]\nversion = \"0.10\"\n\(configuration)",
      "audits.toml": "\n# cargo-vet audits file\n\n[audits]\n",
      "imports.lock": "\n# cargo-vet imports lock\n",
    ]
  }

  private static let exemption = """

    [[exemptions.left]]
    version = "1.2.0"
    criteria = "safe-to-deploy"

    """

  /// A project on a machine whose network serves the list.
  private final class Project {
    let files: InMemoryFileSystem
    private let variables = ["XDG_CACHE_HOME": "/cache"]

    init(_ configuration: String = exemption) {
      files = InMemoryFileSystem(Sample.files(Sample.cleanLockfile))
      for (name, text) in store(configuration) {
        files.set("/project/supply-chain/\(name)", .file(Array(text.utf8)))
      }
    }

    func run(
      _ arguments: [String], serving pages: [String: String] = [:]
    ) async -> (status: Int32, output: String, error: String) {
      let network = InMemoryHTTPClient(serving: pages.mapValues { .init($0) })
      let machine = TestHost(files: files, network: network, variables: variables)
      let status = await Moat.run(["vet"] + arguments, in: machine.host)
      return (status, machine.standardOutput, machine.standardError)
    }

    func text(_ name: String) -> String {
      let bytes = try? files.read("/project/supply-chain/\(name)", limit: 1 << 20)
      return bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
  }

  @Test func `take over a list, and what changes in it only when it is accepted`() async throws {
    let project = Project()
    let taken = await project.run(
      ["import", "ours", Self.address], serving: [Self.address: Self.first])
    #expect(taken.status == 0, "\(taken.error)")
    #expect(taken.output.contains("2 audits of 2 crates, 1 of them locked here"))
    #expect(
      taken.output.contains(
        "criteria that count for nothing, used for 0 crates locked here: reviewed\n"
          + "    `--map reviewed=…` lets one count as one of yours\n"))
    #expect(taken.output.contains("1 exemption not needed with it"))
    #expect(taken.error.contains("`strange` (line 17)"))
    #expect(taken.error.contains("took over 1 audit of 1 locked crate"))
    #expect(!project.text("config.toml").contains("exemptions"))
    #expect(project.text("imports.lock").contains("[[audits.ours.audits.left]]"))
    let pins = project.text("moat-imports.lock")
    #expect(pins.contains("url = \"\(Self.address)\""))
    #expect(pins.contains("accepted = \"2026-11-21T00:00:00Z\""))
    // cargo-vet's own checks hold.
    #expect(await project.run(["--locked"]).status == 0)

    let listed = await project.run(["imports"])
    #expect(listed.status == 0)
    #expect(listed.output.contains("ours  1 audit of 1 crate in use"))
    #expect(listed.output.contains("accepted 2026-11-21"))
    #expect(listed.output.contains("2 audits of 2 crates in all"))

    let same = await project.run(["imports", "--update"], serving: [Self.address: Self.first])
    #expect(same.status == 0)
    #expect(same.output == "ours: as accepted\n")

    let changed = await project.run(["imports", "--update"], serving: [Self.address: Self.second])
    #expect(changed.status == 1)
    #expect(
      changed.output == """
        ours: https://example.org/audits.toml
          since 2026-11-21:
          1 new, 1 withdrawn, 1 reworded, 1 criterion changed
          ! criterion `reviewed` promises something else than before
              was: somebody read it
              is:  somebody glanced at it
          + violation left <1.1, safe-to-deploy, by Ann <ann@example.org>
          ~ audit left 1.2.0, safe-to-deploy, by Ann Example <ann@example.org>
          1 other about crates that are not locked; -v shows them

        """)
    #expect(changed.error.contains("`--accept-criteria` takes the new ones"))
    #expect(project.text("moat-imports.lock") == pins)

    let half = await project.run(
      ["imports", "--update", "--accept"], serving: [Self.address: Self.second])
    #expect(half.status == 1)
    #expect(project.text("moat-imports.lock") == pins)

    let whole = await project.run(
      ["imports", "--update", "--accept", "--accept-criteria"],
      serving: [Self.address: Self.second])
    #expect(whole.status == 0, "\(whole.error)")
    #expect(project.text("moat-imports.lock") != pins)
    #expect(project.text("imports.lock").contains("violation = \"<1.1\""))
    #expect(await project.run(["--locked"]).status == 0)
  }

  @Test(
    arguments: [
      (["import", "gogle"], 2, "did you mean `google`?"),
      (["import", "ours"], 2, "well known are actix"),
      (["import", "ours", address, "--map", "a"], 2, "write `--map theirs=ours`"),
      (["import", "ours", address, "--map", "a=b"], 2, "`b` is not a criterion of this store"),
      (["import", "ours", address], 3, "the server answered with status 404"),
      (["import", "ours", "ftp://example.org/a"], 3, "not an `http` or `https` address"),
      (["import", "ours", address, "--offline"], 3, "the network is closed by `--offline`"),
      (["import", "ours", "none.toml"], 3, "none.toml: no such file or folder"),
      (["imports", "ours"], 2, "`ours` is not imported"),
      (["imports", "--accept"], 2, "nothing to accept without --update"),
    ] as [([String], Int32, String)])
  func `say what is wrong and write nothing`(
    arguments: [String], status: Int32, message: String
  ) async {
    let project = Project()
    let before = project.text("config.toml")
    let result = await project.run(arguments)
    #expect(result.status == status, "\(result.error)")
    #expect(result.error.contains(message), "\(result.error)")
    #expect(project.text("config.toml") == before)
    #expect(project.text("moat-imports.lock") == "")
  }

  @Test func `refuse what is no list`() async {
    for page in ["<html>", "[audits]\nleft = 1\n", "\u{0}"] {
      let project = Project()
      let result = await project.run(
        ["import", "ours", Self.address], serving: [Self.address: page])
      #expect(result.status == 3, "\(result.output)")
      #expect(project.text("moat-imports.lock") == "")
    }
  }

  @Test func `read a list from elsewhere, offline too, and keep paths out of the pins`() async {
    let project = Project(
      "\n[imports.ours]\nurl = \"\(Self.address)\"\n" + Self.exemption)
    project.files.set("/project/lists/a.toml", .file(Array(Self.first.utf8)))
    project.files.set(
      "/project/moat.toml",
      .file(Array("version = 1\n[vet.imports.ours]\nfrom = [\"lists/a.toml\"]\n".utf8)))
    let result = await project.run(["imports", "--update", "--accept", "--offline"])
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("never accepted before: 2 audits of 2 crates, 1 of them locked"))
    let pins = project.text("moat-imports.lock")
    #expect(pins.contains("url = \"\(Self.address)\""))
    #expect(pins.contains("from = \"lists/a.toml\""))
    #expect(!pins.contains("/project"))
  }

  @Test func `follow one central list to what it imports`() async {
    let project = Project("\n[imports.central]\nurl = \"central/audits.toml\"\n")
    project.files.set(
      "/project/central/audits.toml",
      .file(Array("[criteria.ok]\ndescription = \"d\"\n\n[audits]\n".utf8)))
    project.files.set(
      "/project/central/imports.lock",
      .file(
        Array(
          "[[audits.far.audits.left]]\ncriteria = \"safe-to-deploy\"\nversion = \"1.2.0\"\n".utf8)))
    let arguments = ["imports", "--update", "--accept", "--offline"]
    #expect(await project.run(arguments).status == 0)
    #expect(!project.text("imports.lock").contains("left"))
    project.files.set(
      "/project/moat.toml",
      .file(Array("version = 1\n[vet.imports.central]\ntransitive = true\n".utf8)))
    let result = await project.run(arguments)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.output.contains("vetted with it: left 1.2.0"))
    #expect(
      project.text("imports.lock").contains("aggregated-from = \"central/imports.lock#far\""))
    #expect(project.text("moat-imports.lock").contains("url = \"central/imports.lock\""))
    #expect(await project.run(["--locked"]).status == 0)
  }

  @Test func `tell at least what is gone where the accepted copy is not here`() async {
    let project = Project()
    _ = await project.run(["import", "ours", Self.address], serving: [Self.address: Self.first])
    try? project.files.remove("/cache")
    let result = await project.run(
      ["imports", "--update"], serving: [Self.address: "[audits]\n"])
    #expect(result.status == 1)
    #expect(result.output.contains("the accepted copy is not on this machine"))
    #expect(result.output.contains("in use here and not in the list any more:"))
    #expect(result.output.contains("no longer vetted with it: left 1.2.0"))
  }

  private static let two = """

    [imports.bad]
    url = "https://bad.example/audits.toml"

    [imports.ours]
    url = "\(address)"

    """

  @Test func `update what can be read, name what cannot, and leave that as it is`() async {
    let project = Project(Self.two + Self.exemption)
    let bad = "https://bad.example/audits.toml"
    let both = await project.run(
      ["imports", "--update", "--accept"], serving: [Self.address: Self.first, bad: Self.first])
    #expect(both.status == 0, "\(both.error)")
    let taken = project.text("imports.lock")
    #expect(taken.contains("[[audits.bad.audits.left]]"))

    let update = Self.first.replacing("version = \"1.0.0\"", with: "version = \"1.0.1\"")
    let asked = await project.run(["imports", "--update"], serving: [Self.address: update])
    #expect(asked.status == 3)
    let pins = project.text("moat-imports.lock")
    let checked = await project.run(
      ["check", "--fetch"], serving: [Self.address: update, bad: Self.first])
    #expect(checked.error.contains("changed since somebody accepted it: ours"))
    let half = await project.run(
      ["imports", "--update", "--accept"], serving: [Self.address: update])
    #expect(half.status == 3)
    #expect(half.output.contains("ours: https://example.org/audits.toml"), "\(half.output)")
    #expect(half.output.contains("bad: stays as it is: "), "\(half.output)")
    #expect(half.error.contains("1 import could not be read: `bad`"), "\(half.error)")
    #expect(project.text("imports.lock") == taken)
    #expect(project.text("moat-imports.lock") != pins)
    #expect(await project.run(["--locked"]).status == 0)

    // Nothing of it is asked where another import is named, and nothing is lost.
    let named = await project.run(
      ["imports", "--update", "ours"], serving: [Self.address: update])
    #expect(named.status == 0, "\(named.error)")
    #expect(named.output == "ours: as accepted\n")
    let none = await project.run(["imports", "--update"])
    #expect(none.status == 3)
    #expect(none.error.contains("2 imports cannot be read"), "\(none.error)")
  }

  @Test func `take over a list beside one that cannot be read`() async {
    let project = Project("\n[imports.bad]\nurl = \"https://bad.example/audits.toml\"\n")
    let taken = await project.run(
      ["import", "ours", Self.address], serving: [Self.address: Self.first])
    #expect(taken.status == 0, "\(taken.error)")
    #expect(project.text("imports.lock").contains("[[audits.ours.audits.left]]"))
  }

  @Test func `say what criteria of a list's own count as`() async {
    let project = Project()
    let list = """
      [criteria.a-strict]
      description = "d"
      implies = "b-strict"

      [criteria.b-strict]
      description = "d"
      implies = "safe-to-run"

      [criteria.c-other]
      description = "d"

      [criteria.d-other]
      description = "d"

      [[audits.left]]
      who = "Ann"
      criteria = ["a-strict", "d-other"]
      version = "1.2.0"

      """
    let shown = await project.run(
      ["import", "ours", Self.address, "--map", "c-other=safe-to-deploy", "--dry-run"],
      serving: [Self.address: list])
    #expect(
      shown.output.contains(
        """
          criterion a-strict counts as safe-to-run
          criterion b-strict counts as safe-to-run
          criterion c-other counts as safe-to-deploy
          criteria that count for nothing, used for 1 crate locked here: d-other
            `--map d-other=…` lets one count as one of yours

        """), "\(shown.output)")
  }
}
