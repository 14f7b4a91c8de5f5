import MoatModel
import MoatVetting
import Testing

/// What is read, and what is refused with which words.
@Suite struct `Reading a store` {
  private static func source(_ name: String, _ text: String) -> SourceText {
    SourceText(path: name, text: text)
  }

  /// `line:column: message` of a refusal; nil if the text is read.
  private static func refusal(_ file: StoreFile, _ text: String) -> String? {
    do throws(VetStoreError) {
      switch file {
      case .configuration: _ = try VetStoreReader.configuration(source(file.name, text))
      case .audits: _ = try VetStoreReader.audits(source(file.name, text))
      case .imports: _ = try VetStoreReader.imports(source(file.name, text))
      }
      return nil
    } catch {
      return "\(error.position.line):\(error.position.column): \(error.message)"
    }
  }

  @Test(arguments: [
    ("", "1:1: the file has no `audits`"),
    ("[audits", "1:8: expected `]` or `.` in the header, found the end of the text"),
    (
      "[audits]\n[[audits.a]]\nversion = \"1.0.0\"\nextra = 1",
      "4:1: `extra` is not a key of an audit"
    ),
    ("[audits]\n[criteria.c]\nextra = 1", "3:1: `extra` is not a key of a criterion"),
    ("[[audits.a]]\ncriteria = \"x\"", "1:1: what the audit is about is missing"),
    (
      "[[audits.a]]\nversion = \"1.0.0\"\nviolation = \"*\"",
      "1:1: what the audit is about is given more than once: `version` and `violation`"
    ),
    ("[[audits.a]]\nversion = \"1.0\"", "2:11: `1.0` is not a version"),
    ("[[audits.a]]\ndelta = \"1.0.0\"", "2:9: `1.0.0` is not a change from one version to another"),
    ("[[audits.a]]\ndelta = \"1.0.0 -> 2\"", "2:9: `2` is not a version"),
    ("[[audits.a]]\nviolation = \"y\"", "2:13: `y` is not a version requirement"),
    ("[[audits.a]]\nversion = 1", "2:11: `version` must be a string, but is an integer"),
    (
      "[[audits.a]]\nversion = \"1.0.0\"\nwho = [1]",
      "3:8: `who` must be a string or a list of strings, but is an integer"
    ),
    (
      "[[audits.a]]\nversion = \"1.0.0\"\nimportable = \"no\"",
      "3:14: `importable` must be a boolean, but is a string"
    ),
    ("audits = 1", "1:10: `audits` must be a table, but is an integer"),
    ("[audits]\na = 1", "2:5: `a` must be an array of tables, but is an integer"),
    ("[audits]\na = [1]", "2:6: `a` must be a table, but is an integer"),
    (
      "[audits]\n[[trusted.a]]\ncriteria = \"c\"\nstart = \"2020-01-01\"\nend = \"2020-01-01\"",
      "2:1: the publisher is missing"
    ),
    (
      "[audits]\n[[trusted.a]]\ncriteria = \"c\"\nuser-id = 1\ntrusted-publisher = \"github:o/r\"",
      "2:1: the publisher is given more than once: `user-id` and `trusted-publisher`"
    ),
    ("[audits]\n[[trusted.a]]\ncriteria = \"c\"\nuser-id = -1", "4:11: `user-id` is below zero"),
    (
      "[audits]\n[[trusted.a]]\ncriteria = \"c\"\nuser-id = 1\nstart = 2020-01-01",
      "5:9: `start` must be a string, but is a date or time"
    ),
    (
      "[audits]\n[[trusted.a]]\ncriteria = \"c\"\nuser-id = 1\nstart = \"2020-02-30\"",
      "5:9: `2020-02-30` is not a day"
    ),
    ("[audits]\n[[trusted.a]]\nuser-id = 1", "2:1: a trusted publisher has no `criteria`"),
    (
      "[audits]\n\"\u{E9}\" = []\n\"e\u{301}\" = []",
      "3:1: `e\u{301}` is written twice in different Unicode spellings"
    ),
  ])
  func `refuses audits`(text: String, message: String) {
    #expect(Self.refusal(.audits, text) == message)
  }

  @Test(arguments: [
    ("[cargo-vet]", "1:1: `[cargo-vet]` has no `version`"),
    ("[cargo-vet]\nversion = \"1\"", "2:11: `1` is not the version of a store"),
    ("[imports.a]", "1:1: an import has no `url`"),
    (
      "[imports.a]\nurl = \"u\"\nexclude = \"x\"",
      "3:11: `exclude` must be a list of strings, but is a string"
    ),
    ("[policy.a]\n[policy.\"a:1.0.0\"]", "2:9: `a` has policies with and without a version"),
    ("[policy.\"a:1.0.0\"]\n[policy.a]", "2:9: `a` has policies with and without a version"),
    ("[policy.\"a:1\"]", "1:9: `1` is not a version"),
    (
      "[policy.\"a:1.0.0@git:\(String(repeating: "0", count: 40))\"]\n"
        + "[policy.\"a:1.0.0 @git:\(String(repeating: "0", count: 40))\"]",
      "2:9: `a:1.0.0@git:\(String(repeating: "0", count: 40))` has two policies"
    ),
    (
      "[exemptions]\n[unaudited]", "2:2: both `exemptions` and `unaudited`, its old name, are there"
    ),
    ("[[exemptions.a]]", "1:1: an exemption has no `version`"),
  ])
  func `refuses a configuration`(text: String, message: String) {
    #expect(Self.refusal(.configuration, text) == message)
  }

  @Test(arguments: [
    (
      "[[publisher.a]]\nversion = \"1.0.0\"\nwhen = \"2020-01-01\"\nuser-id = 1",
      "1:1: a publisher has no `user-login`"
    ),
    (
      "[[unpublished.a]]\nversion = \"1.0.0\"\naudited-as = \"1.0.0\"",
      "1:1: an unpublished version has no `audited_as`"
    ),
    ("[audits.peer]", "1:1: an import has no `audits`"),
  ])
  func `refuses a lock of imports`(text: String, message: String) {
    #expect(Self.refusal(.imports, text) == message)
  }

  @Test func `passes over unknown keys where cargo-vet does`() {
    let config = """
      extra = 1
      [imports.a]
      url = "u"
      extra = 1
      [policy.a]
      extra = 1
      [[exemptions.a]]
      version = "1.0.0"
      extra = 1
      [cargo-vet]
      version = "0.10"
      extra = 1
      """
    #expect(Self.refusal(.configuration, config) == nil)
    let audits = """
      [extra]
      [audits]
      [[wildcard-audits.a]]
      criteria = "safe-to-run"
      user-id = 1
      start = "2020-1-2"
      end = " 2021 - 01 - 01 "
      extra = 1
      [[trusted.a]]
      criteria = "safe-to-run"
      trusted-publisher = "github:a/b"
      start = "2020-01-01"
      end = "2021-01-01"
      extra = 1
      """
    #expect(Self.refusal(.audits, audits) == nil)
  }

  @Test func `knows the old names and the missing version`() throws {
    let old = try VetStoreReader.configuration(
      Self.source("config.toml", "[[unaudited.a]]\nversion = \"1.0.0\"\ncriteria = \"x\"\n"))
    #expect(old.version == .missing)
    #expect(old.defaultCriteria == "safe-to-deploy")
    #expect(old.exemptions["a"]?.map(\.suggest) == [true])
  }

  @Test func `tells a string, a list and nothing apart where it matters`() throws {
    let config = try VetStoreReader.configuration(
      Self.source(
        "config.toml", "[policy.a]\ncriteria = []\ndev-criteria = \"x\"\n[policy.\"b:1.0.0\"]\n"))
    let policy = try #require(config.policies[PolicyKey("a")])
    #expect(policy.criteria == [])
    #expect(policy.devCriteria == ["x"])
    let other = try #require(
      config.policies[PolicyKey("b", version: VetVersion(Version(1, 0, 0)))])
    #expect(other == CratePolicy())
  }
}
