import MoatModel
import MoatPolicy
import Testing

@Suite struct `the build table` {
  private func file(_ table: String) throws -> PolicyFile {
    try PolicyFile(
      parsing: SourceText(path: "moat.toml", text: "version = 1\n\(table)"), rules: [])
  }

  @Test func `is read`() throws {
    let text = """
      [build]
      targets = ["x86_64-unknown-linux-gnu", "host"]
      features = ["a", "b/c"]
      no-default-features = true
      all-features = false
      no-dev = true
      """
    #expect(
      try file(text).build
        == BuildPolicy(
          targets: ["x86_64-unknown-linux-gnu", "host"], features: ["a", "b/c"],
          noDefaultFeatures: true, allFeatures: false, noDev: true))
    #expect(try file("").build.isEmpty)
  }

  @Test(
    arguments: [
      ("x86_64-unkown-linux-gnu", "did you mean `x86_64-unknown-linux-gnu`?"),
      ("board.json", TargetTriple.Unknown.specificationFile.hint),
    ]) func `refuses a target that is not known`(name: String, help: String) throws
  {
    let refused = #expect(throws: PolicyError.self) {
      try file("[build]\ntargets = [\"\(name)\"]\n")
    }
    let error = try #require(refused)
    #expect(error.message == "`\(name)` is not a target that is known")
    #expect(error.help == help)
  }

  /// A repository can have more looked at than its organisation asks for, and never less.
  @Test(
    arguments: [
      ("", "no-dev = true", BuildPolicy()),
      ("", "targets = [\"host\"]", BuildPolicy()),
      ("no-dev = true", "", BuildPolicy(noDev: true)),
      ("no-dev = true", "no-dev = false", BuildPolicy()),
      (
        "targets = [\"host\"]", "targets = [\"wasm32-wasip1\"]",
        BuildPolicy(targets: ["host", "wasm32-wasip1"])
      ),
      ("targets = [\"host\"]", "targets = []", BuildPolicy(targets: [])),
      ("features = [\"a\"]", "features = [\"b\"]", BuildPolicy(features: ["a", "b"])),
      ("", "all-features = true", BuildPolicy(allFeatures: true)),
      ("no-default-features = true", "", BuildPolicy(noDefaultFeatures: true)),
      ("", "no-default-features = true", BuildPolicy()),
    ]) func `adds up`(organisation: String, repository: String, sum: BuildPolicy) throws
  {
    let policy = Policy(
      organisation: try file("[build]\n\(organisation)\n"),
      repository: try file("[build]\n\(repository)\n"))
    #expect(policy.build == sum)
  }

  @Test func `stands alone without an organisation`() throws {
    let policy = Policy(repository: try file("[build]\nno-dev = true\n"))
    #expect(policy.build == BuildPolicy(noDev: true))
  }
}
