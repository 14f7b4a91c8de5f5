import MoatModel
import MoatVetting
import Testing

/// Which of several paths is taken, seen in the explanation of a version.
@Suite struct `The path that is taken` {
  private static func explanation(
    _ store: VetStore, live: ImportsLock? = nil, _ major: Int = 10
  ) throws -> [String] {
    try Sample.resolver(store, live: live)
      .explain(crate: "x", version: Sample.version(major), criterion: "safe-to-deploy").lines
      .dropFirst().map { String($0) }
  }

  private static func delta(_ from: Int, _ to: Int, isFresh: Bool = false) -> AuditEntry {
    AuditEntry(
      criteria: ["safe-to-deploy"],
      kind: .delta(from: Sample.version(from), to: Sample.version(to)), isFresh: isFresh)
  }

  private static func exemption(_ major: Int) -> Exemption {
    Exemption(version: Sample.version(major), criteria: ["safe-to-deploy"])
  }

  @Test func `avoids exemptions, however long the way`() throws {
    var store = VetStore()
    store.configuration.exemptions["x"] = [Self.exemption(10)]
    store.audits.audits["x"] = [
      Sample.audit(1), Self.delta(1, 2), Self.delta(2, 3), Self.delta(3, 10),
    ]
    #expect(
      try Self.explanation(store) == [
        "1) [local] full audit for 1.0.0 by <unspecified>",
        "2) [local] delta audit for 1.0.0->2.0.0 by <unspecified>",
        "3) [local] delta audit for 2.0.0->3.0.0 by <unspecified>",
        "4) [local] delta audit for 3.0.0->10.0.0 by <unspecified>",
      ])
  }

  @Test func `takes the exemption of the lowest version`() throws {
    var store = VetStore()
    store.configuration.exemptions["x"] = [Self.exemption(10), Self.exemption(5)]
    store.audits.audits["x"] = [Self.delta(5, 10)]
    #expect(
      try Self.explanation(store) == [
        "1) [local] exemption for 5.0.0",
        "2) [local] delta audit for 5.0.0->10.0.0 by <unspecified>",
      ])
  }

  @Test func `takes an exemption of the store before a new import`() throws {
    var store = VetStore()
    store.configuration.exemptions["x"] = [Self.exemption(10)]
    var live = ImportsLock(audits: ["peer": AuditsFile()])
    live.audits["peer"]?.audits["x"] = [
      AuditEntry(
        who: ["A <a@example>"], criteria: ["safe-to-deploy"], kind: .full(Sample.version(10)),
        isFresh: true)
    ]
    #expect(try Self.explanation(store, live: live) == ["1) [local] exemption for 10.0.0"])
    store.configuration.exemptions = [:]
    #expect(
      try Self.explanation(store, live: live) == [
        "1) [peer (uncached)] full audit for 10.0.0 by A <a@example>"
      ])
  }

  @Test func `goes over a circle and a lower version`() throws {
    var store = VetStore()
    store.audits.audits["x"] = [
      Sample.audit(12), Self.delta(12, 3), Self.delta(3, 10), Self.delta(10, 12),
    ]
    #expect(try Self.explanation(store).count == 3)
  }

  @Test func `is missing, and what would do is listed`() throws {
    var store = VetStore()
    store.audits.audits["x"] = [Sample.audit(4), Self.delta(4, 6), Sample.audit(10, "safe-to-run")]
    #expect(
      try Self.explanation(store) == [
        "The following versions would certify:", " - 4.0.0", " - 6.0.0",
      ])
    let report = try Sample.report(store)
    #expect(
      report.healingCriteria(of: "x", from: Sample.version(6), to: Sample.version(10))
        == ["safe-to-deploy"])
    #expect(report.healingCriteria(of: "x", from: Sample.version(5), to: Sample.version(10)) == [])
  }

  @Test func `is not told of a crate with contradictions, or for an unknown criterion`() throws {
    var store = VetStore()
    store.audits.audits["x"] = [Sample.audit(4), try Sample.violation("=4")]
    let resolver = try Sample.resolver(store)
    #expect(throws: AuditExplanation.Failure.self) {
      try resolver.explain(crate: "x", version: Sample.version(4), criterion: "safe-to-run")
    }
    #expect(throws: AuditExplanation.Failure.unknownCriterion("nothing")) {
      try resolver.explain(crate: "y", version: Sample.version(4), criterion: "nothing")
    }
  }

  @Test func `is found in no time among thousands of entries`() throws {
    var store = VetStore()
    let day = try #require(Day("2020-01-01"))
    let end = try #require(Day("2023-01-01"))
    let published = try #require(Day("2021-01-01"))
    store.audits.audits["x"] = (0..<2_000).map { Self.delta($0, $0 + 1) }
    for number in 0..<2_000 {
      store.audits.wildcardAudits["x", default: []].append(
        WildcardAudit(
          who: ["\(number)"], criteria: ["safe-to-deploy"], source: .user(1), start: day, end: end))
      store.imports.publishers["x", default: []].append(
        PublisherRow(
          version: Sample.version(number + 2_000), when: published, source: .user(1)))
    }
    store.configuration.exemptions["x"] = [Self.exemption(0)]
    let lines = try Self.explanation(store, 1_999)
    #expect(lines.count == 2_000)
    #expect(lines.first == "1) [local] exemption for 0.0.0")
  }
}
