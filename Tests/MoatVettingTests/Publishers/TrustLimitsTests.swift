import MoatModel
import MoatVetting
import Testing

@Suite struct `Trust that is limited to versions` {
  private func row(_ version: String, _ source: PublisherSource, login: String? = nil) throws
    -> PublisherRow
  {
    PublisherRow(
      version: VetVersion(try Version(parsing: version)), when: try #require(Day("2026-01-01")),
      source: source, userLogin: login)
  }

  private func limit(_ publisher: String, crate: String? = nil) throws -> TrustLimit {
    TrustLimit(
      publisher: publisher, crate: crate, versions: try VersionRequirement(parsing: "<2"))
  }

  @Test func `refuses versions beyond it`() throws {
    let place = PublisherSource.trustedPublisher("github:o/r")
    let limit = try limit("github:o/r")
    #expect(limit.refuses(try row("2.0.0", place), of: "a"))
    #expect(!limit.refuses(try row("1.9.0", place), of: "a"))
    #expect(!limit.refuses(try row("2.0.0", .trustedPublisher("github:o/x")), of: "a"))
    #expect(!(try self.limit("github:o/r", crate: "b").refuses(try row("2.0.0", place), of: "a")))
  }

  @Test(arguments: ["alice", "7"]) func `knows a person by`(publisher: String) throws {
    let limit = try limit(publisher)
    #expect(limit.refuses(try row("2.0.0", .user(7), login: "alice"), of: "a"))
    #expect(!limit.refuses(try row("2.0.0", .user(8), login: "bob"), of: "a"))
  }

  @Test func `reaches every entry that would vouch for them`() throws {
    let start = try #require(Day("2025-01-01"))
    let end = try #require(Day("2027-01-01"))
    let source = PublisherSource.user(7)
    let wildcard = WildcardAudit(
      criteria: ["safe-to-run"], source: source, start: start, end: end)
    var store = VetStore()
    store.audits.trusted["a"] = [
      TrustEntry(criteria: ["safe-to-run"], source: source, start: start, end: end)
    ]
    store.audits.wildcardAudits["a"] = [wildcard]
    store.imports.audits["far"] = AuditsFile(wildcardAudits: ["a": [wildcard, wildcard]])
    store.imports.publishers["a"] = [
      try row("1.0.0", source, login: "alice"), try row("2.0.0", source, login: "alice"),
    ]
    let refused = TrustLimits.refused(by: [try limit("alice")], in: VetEntries(store: store))
    #expect(refused.count == 4)
    #expect(refused.allSatisfy { $0.row == 1 && $0.entry.crate == "a" })
    #expect(Set(refused.map(\.entry.importName)) == [nil, "far"])
    #expect(TrustLimits.refused(by: [], in: VetEntries(store: store)).isEmpty)
  }
}
