import MoatCommands
import MoatHost
import MoatTestSupport
import Testing

/// cargo-vet's flags that narrow the graph.
@Suite struct `Flags for a part of the graph` {
  private static let manifest = """
    [package]
    name = "app"
    version = "0.1.0"
    edition = "2021"

    [features]
    default = ["dep:standard"]
    extra = ["dep:optional"]

    [dependencies]
    standard = { version = "1", optional = true }
    optional = { version = "1", optional = true }

    [dev-dependencies]
    tested = "1"

    """

  private static var lockfile: String {
    let names = ["optional", "standard", "tested"]
    var text = "version = 4\n\n[[package]]\nname = \"app\"\nversion = \"0.1.0\"\n"
    text += "dependencies = [\n\(names.map { " \"\($0)\",\n" }.joined())]\n"
    for name in names {
      text += "\n[[package]]\nname = \"\(name)\"\nversion = \"1.0.0\"\n"
      text += "source = \"\(Sample.source)\"\nchecksum = \"\(Sample.digest)\"\n"
    }
    return text
  }

  private static func run(
    _ arguments: [String], _ files: InMemoryFileSystem = project
  ) async -> (status: Int32, output: String, error: String) {
    let machine = TestHost(files: files)
    let status = await Moat.run(["vet"] + arguments, in: machine.host)
    return (status, machine.standardOutput, machine.standardError)
  }

  private static var project: InMemoryFileSystem {
    InMemoryFileSystem([
      "/project/Cargo.toml": manifest, "/project/Cargo.lock": lockfile,
      "/project/supply-chain/config.toml":
        "\n# cargo-vet config file\n\n[cargo-vet]\nversion = \"0.10\"\n",
      "/project/supply-chain/audits.toml": "\n# cargo-vet audits file\n\n[audits]\n",
      "/project/supply-chain/imports.lock": "\n# cargo-vet imports lock\n",
    ])
  }

  @Test(
    arguments: [
      ([], ["optional", "standard", "tested"]),
      // As with cargo-vet, features that are named change nothing while all are on.
      (["--like-cargo-vet", "--features", "extra"], ["optional", "standard", "tested"]),
      (["--no-all-features"], ["standard", "tested"]),
      (["--no-all-features", "--no-default-features"], ["tested"]),
      (["--no-all-features", "--features", "extra"], ["optional", "standard", "tested"]),
      (
        ["--no-all-features", "--no-default-features", "--features", "extra"],
        ["optional", "tested"]
      ),
      (["--like-cargo-vet", "--no-all-features"], ["standard", "tested"]),
      (["--filter-graph", "exclude(is_dev_only(true))"], ["optional", "standard"]),
      (
        ["--filter-graph", "exclude(name(optional))", "--filter-graph", "exclude(name(tested))"],
        ["standard"]
      ),
    ] as [([String], [String])])
  func `change what needs audits`(_ arguments: [String], _ names: [String]) async {
    let result = await Self.run(["check", "--offline"] + arguments)
    #expect(result.status == 1, "\(result.error)")
    for name in ["optional", "standard", "tested"] {
      #expect(
        result.output.contains("\(name) 1.0.0 ") == names.contains(name), "\(result.output)")
    }
  }

  @Test func `say what is wrong with them`() async {
    for (arguments, words) in [
      (["--filter-graph", "keep(name(a))"], "`include(…)` or `exclude(…)` should stand after"),
      (["--filter-graph", "include(nam(a))"], "should stand after `include(`"),
      (["--no-all-features", "--features", "none"], "no selected package has the feature `none`"),
      (["--no-all-features", "--metadata", "m.json"], "--metadata has the features"),
    ] {
      let result = await Self.run(["check", "--offline"] + arguments)
      #expect(result.status == 2)
      #expect(result.error.contains(words), "\(result.error)")
    }
  }

  @Test func `narrow what is written, and a filter writes nothing`() async throws {
    let files = Self.project
    let before = try files.read("/project/supply-chain/config.toml", limit: 1 << 20)
    let refused = await Self.run(
      ["regenerate", "exemptions", "--filter-graph", "exclude(name(optional))"], files)
    #expect(refused.status == 2)
    #expect(refused.error.contains("leave out `--filter-graph`"))
    #expect(try files.read("/project/supply-chain/config.toml", limit: 1 << 20) == before)
    let written = await Self.run(["regenerate", "exemptions", "--no-all-features"], files)
    #expect(written.status == 0, "\(written.error)")
    let text = String(
      decoding: try files.read("/project/supply-chain/config.toml", limit: 1 << 20), as: UTF8.self)
    #expect(text.contains("exemptions.standard") && !text.contains("exemptions.optional"))
  }
}
