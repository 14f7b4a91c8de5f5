import MoatFindings
import MoatModel
import MoatPolicy
import MoatVetting
import Testing

@Suite struct `the vet table` {
  private func file(_ table: String) throws -> PolicyFile {
    try PolicyFile(
      parsing: SourceText(path: "moat.toml", text: "version = 1\n\(table)"), rules: [])
  }

  @Test func `is read`() throws {
    let vetting = try file(
      """
      [vet]
      store = "audits"
      like-cargo-vet = false
      git-dependencies = "allow"
      path-dependencies = "deny"
      self-audits = false
      longest-trust = 400

      [[vet.allow-source]]
      source = "https://github.com/our/"
      reason = "ours"

      [vet.criteria]
      build-scripts = ["safe-to-run", "builds-alone"]
      tests = []

      [[vet.override]]
      import = "mozilla"
      crate = "time"
      versions = "<0.3"
      reason = "no threads here"
      expires = 2027-01-31
      """
    ).vetting
    #expect(vetting.store?.value == "audits")
    #expect(vetting.isLikeCargoVet == false)
    #expect(vetting.git == .allow && vetting.path == .deny && vetting.registries == .deny)
    #expect(vetting.countsSelfAudits == false && vetting.longestTrust == 400)
    #expect(vetting.allowedSources.map(\.reason) == ["ours"])
    #expect(vetting.criteria[.buildScripts]?.map(\.name) == ["safe-to-run", "builds-alone"])
    #expect(vetting.criteria[.tests]?.isEmpty == true)
    #expect(vetting.criteria[.shipped] == nil)
    let entry = try #require(vetting.overrides.first)
    #expect(entry.importName == "mozilla" && entry.expires == Day("2027-01-31"))
    #expect(entry.covers(importName: "mozilla", crate: "time", version: Version(0, 1, 45)))
    #expect(!entry.covers(importName: "mozilla", crate: "time", version: Version(0, 3, 1)))
    #expect(!entry.covers(importName: "google", crate: "time", version: Version(0, 1, 45)))
  }

  @Test func `says nothing where it is not written`() throws {
    #expect(try file("").vetting == VettingPolicy())
  }

  /// Text, and what the error must speak of.
  private static let refused: [(String, String)] = [
    ("[vet]\nstor = \"x\"", "`stor` is not a key"),
    ("[vet]\nstore = \"../x\"", "not a folder below"),
    ("[vet]\nstore = \"/x\"", "not a folder below"),
    ("[vet]\ngit-dependencies = \"maybe\"", "must be one of"),
    ("[vet]\nlongest-trust = 0", "at least 1"),
    ("[vet.criteria]\nship = []", "`ship` is not a key"),
    ("[[vet.override]]\nimport = \"a\"\ncrate = \"b\"", "`reason` is missing"),
    ("[[vet.override]]\nimport = \"a\"\ncrate = \"b\"\nreason = \" \"", "reason is empty"),
    (
      "[[vet.override]]\nimport = \"a\"\ncrate = \"b\"\nreason = \"c\"\nversions = \"new\"",
      "not a requirement"
    ),
    (
      "[[vet.override]]\nimport = \"a\"\ncrate = \"b\"\nreason = \"c\"\nexpires = \"soon\"",
      "not a day"
    ),
    ("[[vet.allow-source]]\nreason = \"ours\"", "is missing"),
  ]

  @Test(arguments: refused) func `is refused`(text: String, message: String) {
    let error = #expect(throws: PolicyError.self) { try file(text) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func `of a repository only adds to an organisation's`() throws {
    let organisation = try file(
      """
      [vet]
      git-dependencies = "deny"
      path-dependencies = "allow"
      self-audits = false
      longest-trust = 400
      [vet.criteria]
      shipped = ["safe-to-deploy"]
      """)
    let repository = try file(
      """
      [vet]
      like-cargo-vet = true
      git-dependencies = "allow"
      path-dependencies = "deny"
      self-audits = true
      longest-trust = 4000
      [vet.criteria]
      shipped = ["ours"]
      [[vet.allow-source]]
      crate = "a"
      reason = "b"
      [[vet.override]]
      import = "a"
      crate = "b"
      reason = "c"
      """)
    let both = Policy(organisation: organisation, repository: repository).vetting
    #expect(both.git == .deny && both.path == .deny)
    #expect(both.isLikeCargoVet == nil && both.countsSelfAudits == false)
    #expect(both.longestTrust == 400)
    #expect(both.criteria[.shipped]?.map(\.name) == ["safe-to-deploy", "ours"])
    #expect(both.allowedSources.isEmpty && both.overrides.isEmpty)
    let alone = Policy(repository: repository).vetting
    #expect(alone.git == .allow && alone.overrides.count == 1)
  }

  @Test func `allows sources by address and by crate`() {
    func entry(_ crate: String?, _ source: String?) -> VettingPolicy.AllowedSource {
      VettingPolicy.AllowedSource(crate: crate, source: source, reason: "x", label: Label("m"))
    }
    let fork = RedactedURL("https://github.com/our/h2")
    #expect(entry(nil, "https://github.com/our/").allows(crate: "h2", from: fork))
    #expect(entry("h2", "https://github.com/our/h2.git").allows(crate: "h2", from: fork))
    #expect(!entry("h3", "https://github.com/our/").allows(crate: "h2", from: fork))
    #expect(!entry(nil, "https://github.com/ours/").allows(crate: "h2", from: fork))
    #expect(entry("local", nil).allows(crate: "local", from: nil))
    #expect(!entry(nil, "https://github.com/our/").allows(crate: "local", from: nil))
  }
}
