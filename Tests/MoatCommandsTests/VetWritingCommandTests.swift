import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// What the commands around a store print and leave behind.
@Suite struct `Commands that write a store` {
  private static let head = """

    # cargo-vet config file

    [cargo-vet]
    version = "0.10"

    """
  private static let exemption = """

    [[exemptions.left]]
    version = "1.2.0"
    criteria = "safe-to-deploy"

    """
  private static let unneeded = """

    [[exemptions.gone]]
    version = "1.0.0"
    criteria = "safe-to-deploy"

    """
  private static let noAudits = "\n# cargo-vet audits file\n\n[audits]\n"
  private static let publisher = """

    # cargo-vet imports lock

    [[publisher.left]]
    version = "1.2.0"
    when = "2026-11-01"
    user-id = 5
    user-login = "ann"
    user-name = "Ann"

    """
  private static let ann = ["--who", "Ann <ann@example.com>"]

  private struct Project {
    let files = InMemoryFileSystem(Sample.files(Sample.cleanLockfile))

    /// Without a store.
    init() {}

    init(
      configuration: String, audits: String = noAudits,
      imports: String = "\n# cargo-vet imports lock\n"
    ) {
      for (name, text) in [
        "config.toml": configuration, "audits.toml": audits, "imports.lock": imports,
      ] {
        files.set("/project/supply-chain/\(name)", .file(Array(text.utf8)))
      }
    }

    func run(_ arguments: String...) async -> (status: Int32, output: String, error: String) {
      await run(arguments)
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

  @Test func `init exempts what is locked`() async {
    let project = Project()
    let made = await project.run("init")
    #expect(made.status == 0, "\(made.error)")
    #expect(made.output.contains("1 version exempt"))
    #expect(project.text("config.toml").hasSuffix(Self.exemption))
    #expect(project.text("audits.toml") == Self.noAudits)
    let checked = await project.run("--locked")
    #expect(checked.status == 0, "\(checked.error)")
  }

  @Test func `init leaves a store that is there alone`() async {
    let project = Project(configuration: Self.head)
    let refused = await project.run("init")
    #expect(refused.status == 2)
    #expect(refused.error.contains("is there already"))
    #expect(project.text("config.toml") == Self.head)
  }

  @Test func `explain shows what leads to a version`() async {
    let audits = """

      # cargo-vet audits file

      [[audits.left]]
      who = "Ann <ann@example.com>"
      criteria = "safe-to-deploy"
      version = "1.1.0"

      [[audits.left]]
      who = "Bob <bob@example.com>"
      criteria = "safe-to-deploy"
      delta = "1.1.0 -> 1.2.0"

      """
    let vetted = await Project(configuration: Self.head, audits: audits).run("explain", "left")
    #expect(vetted.status == 0, "\(vetted.error)")
    for words in ["1.1.0", "1.2.0", "Ann", "Bob"] {
      #expect(vetted.output.contains(words), "\(vetted.output)")
    }
    let lacking = await Project(configuration: Self.head).run("explain", "left")
    #expect(lacking.status == 1, "\(lacking.output)")
  }

  @Test func `graph prints a diagram`() async {
    let graph = await Project(configuration: Self.head + Self.exemption)
      .run("graph", "--depth", "full")
    #expect(graph.status == 0, "\(graph.error)")
    #expect(graph.output.hasPrefix("graph LR\n"))
    #expect(graph.output.contains("left"))
  }

  @Test func `aggregate merges two lists`() async {
    let project = Project()
    for (name, version) in [("one", "1.0.0"), ("two", "2.0.0")] {
      let text = """
        [[audits.left]]
        who = "\(name)"
        criteria = "safe-to-run"
        version = "\(version)"

        """
      project.files.set("/project/\(name).toml", .file(Array(text.utf8)))
    }
    project.files.set("/project/lists", .file(Array("# ours\none.toml\n  two.toml \n".utf8)))
    let merged = await project.run("aggregate", "lists")
    #expect(merged.status == 0, "\(merged.error)")
    for line in [
      "version = \"1.0.0\"\naggregated-from = \"one.toml\"\n",
      "version = \"2.0.0\"\naggregated-from = \"two.toml\"\n",
    ] {
      #expect(merged.output.contains(line), "\(merged.output)")
    }
  }

  @Test func `prune and regenerate drop exemptions that nothing needs`() async {
    for command in [["prune"], ["regenerate", "exemptions"]] {
      let project = Project(configuration: Self.head + Self.unneeded + Self.exemption)
      let pruned = await project.run(command)
      #expect(pruned.status == 0, "\(command): \(pruned.error)")
      #expect(project.text("config.toml") == Self.head + Self.exemption, "\(command)")
    }
  }

  @Test func `regenerate adds exemptions that are needed`() async {
    let project = Project(configuration: Self.head)
    #expect(await project.run("--locked").status == 1)
    let regenerated = await project.run("regenerate", "exemptions")
    #expect(regenerated.status == 0, "\(regenerated.error)")
    #expect(project.text("config.toml") == Self.head + Self.exemption)
  }

  @Test func `renew moves the end of what ends soon`() async {
    let audits = """

      # cargo-vet audits file

      [[wildcard-audits.left]]
      who = "Ann <ann@example.com>"
      criteria = "safe-to-deploy"
      user-id = 5 # Ann (ann)
      start = "2026-01-01"
      end = "2026-12-01"

      [audits]

      """
    let project = Project(configuration: Self.head, audits: audits, imports: Self.publisher)
    let early = await project.run("renew", "--expiring", "--now", "2026-09-01")
    #expect(early.status == 0, "\(early.error)")
    #expect(early.output == "nothing to renew\n")
    #expect(project.text("audits.toml") == audits)
    let renewed = await project.run("renew", "--expiring", "--now", "2026-11-20")
    #expect(renewed.status == 0, "\(renewed.error)")
    #expect(renewed.output.contains("2026-12-01 → 2027-11-20"))
    #expect(project.text("audits.toml").contains("\nend = \"2027-11-20\"\n"))
  }

  @Test func `add-exemption refuses a crate that is no dependency`() async {
    let project = Project(configuration: Self.head + Self.exemption)
    let refused = await project.run("add-exemption", "right", "2.0.0")
    #expect(refused.status == 2)
    #expect(refused.error.contains("`right` is not a dependency of this project"))
    #expect(project.text("config.toml") == Self.head + Self.exemption)
  }

  @Test func `record-violation makes the check fail`() async {
    let project = Project(configuration: Self.head + Self.exemption)
    let recorded = await project.run(
      ["record-violation", "left", "<1.3", "--notes", "reads too much"] + Self.ann)
    #expect(recorded.status == 0, "\(recorded.error)")
    let entry = """
      [[audits.left]]
      who = "Ann <ann@example.com>"
      criteria = "safe-to-deploy"
      violation = "<1.3"
      notes = "reads too much"

      """
    #expect(project.text("audits.toml").contains(entry), "\(project.text("audits.toml"))")
    #expect(await project.run("--locked").status == 1)
  }

  @Test func `trust takes the place of an exemption`() async {
    let project = Project(
      configuration: Self.head + Self.exemption, imports: Self.publisher)
    let trusted = await project.run(
      "trust", "left", "ann", "--criteria", "safe-to-deploy", "--start-date", "2026-01-01",
      "--end-date", "2027-01-01", "--offline")
    #expect(trusted.status == 0, "\(trusted.error)")
    let entry = """
      [[trusted.left]]
      criteria = "safe-to-deploy"
      user-id = 5 # Ann (ann)
      start = "2026-01-01"
      end = "2027-01-01"

      """
    #expect(project.text("audits.toml").contains(entry), "\(project.text("audits.toml"))")
    #expect(project.text("config.toml") == Self.head)
    let checked = await project.run("--locked")
    #expect(checked.status == 0, "\(checked.error)\(checked.output)")
  }

  @Test func `certify takes the place of an exemption`() async {
    let project = Project(configuration: Self.head + Self.exemption)
    let certified = await project.run(
      [
        "certify", "left", "1.2.0", "--criteria", "safe-to-deploy", "--notes", "all of it",
        "--accept-all",
      ] + Self.ann)
    #expect(certified.status == 0, "\(certified.error)")
    #expect(certified.output.contains("left 1.2.0 is fully audited"))
    let audits = """

      # cargo-vet audits file

      [[audits.left]]
      who = "Ann <ann@example.com>"
      criteria = "safe-to-deploy"
      version = "1.2.0"
      notes = "all of it"

      """
    #expect(project.text("audits.toml") == audits)
    #expect(project.text("config.toml") == Self.head)
    let checked = await project.run("--locked")
    #expect(checked.status == 0, "\(checked.error)\(checked.output)")
  }

  @Test func `certify without a terminal needs to be agreed to`() async {
    let project = Project(configuration: Self.head + Self.exemption)
    let refused = await project.run(
      ["certify", "left", "1.2.0", "--criteria", "safe-to-deploy"] + Self.ann)
    #expect(refused.status == 2)
    #expect(refused.error.contains("there is no terminal to sign the audit on"))
    #expect(project.text("audits.toml") == Self.noAudits)
    #expect(project.text("config.toml") == Self.head + Self.exemption)
  }
}
