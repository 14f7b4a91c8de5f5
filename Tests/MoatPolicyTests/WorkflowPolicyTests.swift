import MoatModel
import MoatPolicy
import MoatWorkflows
import Testing

@Suite struct `the policy of workflows` {
  private func file(_ text: String) throws -> PolicyFile {
    try PolicyFile(
      parsing: SourceText(path: "moat.toml", text: "version = 1\n[workflows]\n" + text), rules: [])
  }

  @Test func `trusts GitHub's own and the repository's owner by default`() {
    var settings = Policy().workflows
    #expect(settings.trusts(owner: "Actions"))
    #expect(!settings.trusts(owner: "example"))
    settings.ownOwner = "Example"
    #expect(settings.trusts(owner: "example"))
    #expect(settings.cooldownDays == 7)
  }

  @Test func `a list is the whole list`() throws {
    let settings = Policy(repository: try file("trusted-owners = [\"Example\"]\n")).workflows
    #expect(settings.trusts(owner: "example"))
    #expect(!settings.trusts(owner: "actions"))
  }

  @Test func `a repository cannot loosen what an organisation asks`() throws {
    let policy = Policy(
      organisation: try file("cooldown = 10\n"),
      repository: try file(
        "trusted-owners = [\"actions\", \"stranger\"]\ncooldown = 3\nephemeral-runners = [\"ours\"]\n"
      ))
    let settings = policy.workflows
    #expect(settings.trusts(owner: "actions"))
    #expect(!settings.trusts(owner: "stranger"))
    #expect(!settings.trusts(owner: "github"))
    #expect(settings.cooldownDays == 10)
    #expect(!settings.isEphemeral("ours"))
  }

  @Test func `a repository can tighten`() throws {
    let policy = Policy(
      organisation: try file("trusted-owners = [\"actions\", \"example\"]\n"),
      repository: try file("trusted-owners = []\ncooldown = 30\n"))
    #expect(!policy.workflows.trusts(owner: "actions"))
    #expect(policy.workflows.cooldownDays == 30)
  }

  @Test func `a checksum is a digest`() throws {
    let digest = String(repeating: "0123456789abcdef", count: 4)
    let policy = try file(
      "tools = [{ crate = \"a\", version = \"1.0.0\", checksum = \"\(digest)\" }]\n")
    #expect(policy.workflows.tools.first?.checksum == digest)
  }

  @Test(arguments: [
    ("a b", "1.0.0", "0", "`a b` is not the name of a crate"),
    ("", "1.0.0", "0", "`` is not the name of a crate"),
    ("a", "1.0", "0", "`1.0` is not one version"),
    ("a", "=1.0.0", "0", "`=1.0.0` is not one version"),
    ("a", "v1.0.0", "0", "`v1.0.0` is not one version"),
    ("a", "1.0.0", "abc", "`abc` is not a SHA-256"),
  ])
  func `a tool that nothing could match is refused`(
    crate: String, version: String, checksum: String, message: String
  ) throws {
    let digest = checksum == "0" ? String(repeating: "0", count: 64) : checksum
    let error = try #require(throws: PolicyError.self) {
      try file(
        "tools = [{ crate = \"\(crate)\", version = \"\(version)\", checksum = \"\(digest)\" }]\n")
    }
    #expect(error.message == message)
    let place = LineIndex(error.source.bytes).position(at: error.span.lower)
    #expect(place.line == 3)
  }
}
