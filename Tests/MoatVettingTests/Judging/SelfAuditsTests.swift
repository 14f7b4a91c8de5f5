import MoatModel
import MoatVetting
import Testing

@Suite struct `Audits by who publishes` {
  private static func entries(
    own: [AuditEntry] = [], wildcards: [WildcardAudit] = [], imported: [AuditEntry] = [],
    publisher: String? = "ann"
  ) throws -> VetEntries {
    var store = VetStore()
    store.audits.audits = ["x": own, "y": [audit(["Ann"])]]
    store.audits.wildcardAudits = ["x": wildcards]
    store.configuration.imports["peer"] = ImportDeclaration(urls: ["https://example.org/a"])
    var file = AuditsFile()
    file.audits = ["x": imported]
    store.imports.audits = ["peer": file]
    if let publisher {
      store.imports.publishers = [
        "x": [
          PublisherRow(
            version: Sample.version(1), when: try #require(Day("2026-01-01")), source: .user(1),
            userLogin: publisher, userName: "Ann Example")
        ]
      ]
    }
    return VetEntries(store: store, live: nil)
  }

  private static func audit(_ who: [String]) -> AuditEntry {
    AuditEntry(who: who, criteria: ["safe-to-run"], kind: .full(Sample.version(1)))
  }

  private static func found(_ entries: VetEntries) -> [String] {
    SelfAudits.all(in: entries).map {
      "\($0.importName ?? "own") \($0.kind) \($0.crate) \($0.index)"
    }.sorted()
  }

  @Test func `are found where all auditors publish the crate`() throws {
    let entries = try Self.entries(
      own: [
        Self.audit(["Ann Example <a@example.org>"]), Self.audit(["Ann Example", "Bob"]),
        Self.audit([]), Self.audit(["ann"]),
      ], imported: [Self.audit(["Bob"]), Self.audit(["Ann Example"])])
    #expect(Self.found(entries) == ["own audit x 0", "own audit x 3", "peer audit x 1"])
  }

  @Test func `are wildcard audits too, and never violations`() throws {
    let (start, end) = (try #require(Day("2026-01-01")), try #require(Day("2026-12-01")))
    let wildcard = WildcardAudit(
      who: ["Ann Example"], criteria: ["safe-to-run"], source: .user(1), start: start, end: end)
    var violation = try Sample.violation("1")
    violation.who = ["Ann Example"]
    let entries = try Self.entries(own: [violation], wildcards: [wildcard])
    #expect(Self.found(entries) == ["own wildcard x 0"])
  }

  @Test func `are not found where nobody is known to publish`() throws {
    #expect(
      try Self.found(Self.entries(own: [Self.audit(["Ann Example"])], publisher: nil)).isEmpty)
  }
}
