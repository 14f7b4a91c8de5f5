import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// `cargo moat publishers` on what is recorded: whole commands.
@Suite struct `Commands about publishers` {
  private static let lockfile = """
    version = 4

    [[package]]
    name = "app"
    version = "0.1.0"
    dependencies = [
     "left",
     "middle",
     "right",
    ]

    """
    + ["left", "middle", "right"].map { name in
      """

      [[package]]
      name = "\(name)"
      version = "1.2.0"
      source = "\(Sample.source)"
      checksum = "\(Sample.digest)"

      """
    }.joined()

  private static let manifest = """
    [package]
    name = "app"
    version = "0.1.0"

    [dependencies]
    left = "1"
    middle = "1"
    right = "1"

    """

  private static func record(_ name: String, owners: [String], _ publications: [String]) -> String {
    let lines = { (all: [String]) in all.map { "  \"\($0)\",\n" }.joined() }
    return "version = 1\ncrate = \"\(name)\"\nasked = \"2026-11-19T00:00:00Z\"\n"
      + "owners = [\n\(lines(owners))]\npublications = [\n\(lines(publications))]\n"
  }

  private static let variables = ["XDG_CACHE_HOME": "/cache"]

  private static let recorded: [String: String] = {
    var files = Sample.files(lockfile, manifest: manifest)
    files["/cache/moat/publishers/left.toml"] = record(
      "left", owners: ["user 1 alice Alice \\u001B[31mExample", "team 5 github:left:owners"],
      [
        "1.0.0 2014-11-21T00:00:00Z unrecorded", "1.1.0 2024-01-01T00:00:00Z user 1 alice",
        "1.2.0 2026-01-01T00:00:00Z run 77 0123456789abcdef github:left/left",
      ])
    files["/cache/moat/publishers/middle.toml"] = record(
      "middle", owners: ["user 1 alice Alice"],
      ["1.1.0 2024-01-01T00:00:00Z user 1 alice Alice", "1.2.0 2026-01-01T00:00:00Z user 2 bob"])
    return files
  }()

  private static let baseline = """
    version = 1
    accepted = "2026-10-01T00:00:00Z"

    [crates.gone]
    published-by = ["user 9 zed"]

    [crates.left]
    owners = ["user 1 alice-before", "user 3 carol"]
    published-by = ["user 1 alice"]

    """

  private static func with(_ baseline: String) -> [String: String] {
    recorded.merging(["/project/moat-publishers.toml": baseline]) { $1 }
  }

  static let runs: [Run] = [
    Run("publishers", ["publishers"], recorded, variables: variables),
    Run("publishers-json", ["publishers", "--json"], recorded, variables: variables),
    Run(
      "publishers-crates", ["publishers", "left", "middle", "right"], recorded,
      variables: variables),
    Run("publishers-diff", ["publishers", "--diff"], with(baseline), variables: variables),
    Run(
      "publishers-diff-json", ["publishers", "--diff", "--json", "left"], with(baseline),
      variables: variables),
    Run(
      "publishers-diff-unknown", ["publishers", "--diff"],
      with(
        """
        version = 1
        accepted = "2026-10-01T00:00:00Z"

        [crates.left]
        owners = ["team 5 github:left:owners", "user 1 alice"]
        published-by = ["workflow github:left/left"]

        [crates.middle]
        owners = ["user 1 alice"]
        published-by = ["user 2 bob"]

        [crates.right]
        owners = ["user 3 carol"]
        published-by = []

        """), variables: variables),
    Run("publishers-diff-without", ["publishers", "--diff"], recorded, variables: variables),
    Run(
      "publishers-diff-broken", ["publishers", "--diff"], with("version = 1\naccepted = 3\n"),
      variables: variables),
    Run("publishers-unknown", ["publishers"], Sample.files(lockfile, manifest: manifest)),
    Run("publishers-no-such-crate", ["publishers", "lefd"], recorded, variables: variables),
    Run(
      "publishers-fetch-offline", ["publishers", "--fetch", "--offline"], recorded,
      variables: variables),
    Run(
      "publishers-fetch-failing", ["publishers", "--fetch"], recorded, variables: variables),
    Run(
      "publishers-accept-nothing", ["publishers", "accept"],
      Sample.files(lockfile, manifest: manifest)),
    Run("publishers-help", ["publishers", "--help"]),
  ]

  @Test(arguments: runs) func `say what is recorded`(run: Run) async throws {
    try await run.check()
  }

  @Test func `record a baseline that is then as it was`() async throws {
    let run = Run("", ["publishers", "accept"], Self.recorded, variables: Self.variables)
    let first = await run.result()
    #expect(first.status == 0)
    #expect(
      first.error == """
        wrote moat-publishers.toml: 2 crates
        nothing is recorded of 1 crate, which are not in it

        """)
    let text = String(
      decoding: try run.files.read("/project/moat-publishers.toml", limit: 1 << 16), as: UTF8.self)
    #expect(
      text == """
        # Who can publish the locked crates, as `cargo moat publishers accept` recorded it.
        # `cargo moat publishers --diff` says what changed since.
        version = 1
        accepted = "2026-11-21T00:00:00Z"

        [crates.left]
        owners = ["team 5 github:left:owners", "user 1 alice"]
        published-by = ["workflow github:left/left"]

        [crates.middle]
        owners = ["user 1 alice"]
        published-by = ["user 2 bob"]

        """)
    let machine = TestHost(files: run.files, variables: Self.variables)
    #expect(await Moat.run(["publishers", "--diff"], in: machine.host) == 0)
    #expect(machine.standardOutput == "Since 2026-11-21: nothing changed\n")
    let again = TestHost(files: run.files, variables: Self.variables)
    #expect(await Moat.run(["publishers", "accept"], in: again.host) == 0)
    #expect(again.standardError == "`moat-publishers.toml` has them already\n")
  }

  @Test func `accept one crate and keep the rest`() async throws {
    let run = Run(
      "", ["publishers", "accept", "middle"], Self.with(Self.baseline), variables: Self.variables)
    #expect(await run.result().status == 0)
    let text = String(
      decoding: try run.files.read("/project/moat-publishers.toml", limit: 1 << 16), as: UTF8.self)
    #expect(text.contains("carol"))
    #expect(text.contains("bob"))
    #expect(!text.contains("gone"))
  }
}
