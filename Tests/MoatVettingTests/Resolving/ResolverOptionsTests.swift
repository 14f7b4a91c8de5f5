import MoatModel
import MoatVetting
import Testing

@Suite struct `Resolver options` {
  private static func day(_ text: String) throws -> Day { try #require(Day(text)) }

  /// `y` by a wildcard audit of version 10, published by user 1.
  private static func wildcardStore() throws -> VetStore {
    var store = Sample.audited
    store.audits.audits["y"] = nil
    store.audits.wildcardAudits["y"] = [
      WildcardAudit(
        criteria: ["safe-to-deploy"], source: .user(1), start: try day("2022-01-01"),
        end: try day("2023-01-01"))
    ]
    store.imports.publishers["y"] = [
      PublisherRow(
        version: Sample.version(10), when: try day("2022-06-01"), source: .user(1),
        userLogin: "who")
    ]
    return store
  }

  @Test func `leave a package out, and what it demands of others`() throws {
    var store = Sample.audited
    store.audits.audits["x"] = nil
    store.audits.audits["y"] = nil
    var options = ResolverOptions()
    options.leftOut = [Sample.x]
    let report = try Sample.report(store, options)
    #expect(report.conclusion == .success)
    #expect(report.standings[Sample.x] == .leftOut)
    // Nothing else needs it, so nothing is demanded of it.
    #expect(report.standings[Sample.y] == .fully)
    #expect(report.requirements[Sample.y].isEmpty)
  }

  @Test func `leave out what is held against crates that are not built, and what those ask for`()
    throws
  {
    var store = Sample.audited
    store.audits.audits["x"]?.append(try Sample.violation("10"))
    #expect(try Sample.report(store).conclusion == .violations)
    var options = ResolverOptions()
    options.leftOut = [Sample.x]
    #expect(try Sample.report(store, options).conclusion == .success)

    // `y` is asked for by what is not built, and by tests.
    var nodes = Sample.nodes
    nodes[0].dependencies.append(VetNode.Dependency(node: 2, kinds: .development))
    let resolver = try Sample.resolver(Sample.audited, options, nodes: nodes)
    let run = CriteriaTable.builtIn.set(["safe-to-run"])
    #expect(resolver.requirements()[Sample.y] == run)
    let whole = try Sample.resolver(Sample.audited, nodes: nodes).requirements()[Sample.y]
    #expect(whole == CriteriaTable.builtIn.set(["safe-to-deploy"]))
  }

  @Test func `add criteria, or replace them`() throws {
    var store = Sample.audited
    store.audits.criteria["crypto"] = CriteriaDefinition(description: "text")
    let crypto = try CriteriaTable(store.audits.criteria).set(["crypto"])
    var options = ResolverOptions()
    options.additionalCriteria = [Sample.y: crypto]
    #expect(try Sample.report(store, options).standings[Sample.y] == .missing(crypto))
    options.additionalCriteria = [:]
    options.replacedCriteria = [Sample.y: crypto]
    #expect(try Sample.report(store, options).requirements[Sample.y] == crypto)
    options.replacedCriteria = [Sample.x: .empty]
    let report = try Sample.report(store, options)
    #expect(report.requirements[Sample.x].isEmpty)
    #expect(!report.requirements[Sample.y].isEmpty, "the dependency's own requirement stays")
  }

  @Test func `ignore a violation`() throws {
    var store = Sample.audited
    store.imports.audits["peer"] = AuditsFile(audits: ["x": [try Sample.violation("*")]])
    store.configuration.imports["peer"] = ImportDeclaration(urls: ["https://peer.example"])
    let report = try Sample.report(store)
    #expect(report.conclusion == .violations)
    let conflict = try #require(report.violations.first?.conflicts.first)
    #expect(conflict.violation.importName == "peer")
    var options = ResolverOptions()
    options.ignoredEntries = [conflict.violation]
    #expect(try Sample.report(store, options).conclusion == .success)
  }

  @Test func `ignore an audit, as evidence and as what a violation is against`() throws {
    var store = Sample.audited
    store.audits.audits["x"] = [Sample.audit(10), try Sample.violation("=10")]
    var options = ResolverOptions()
    options.ignoredEntries = [EntryReference(.audit, crate: "x", index: 0)]
    let report = try Sample.report(store, options)
    #expect(report.conclusion == .missingAudits)
    #expect(report.failures.map(\.place) == [Sample.x])
  }

  @Test func `refuse a grant to a publisher`() throws {
    let store = try Self.wildcardStore()
    #expect(try Sample.report(store).conclusion == .success)
    var options = ResolverOptions()
    options.refusedGrants = [
      PublisherGrant(entry: EntryReference(.wildcard, crate: "y", index: 0), row: 0)
    ]
    #expect(try Sample.report(store, options).failures.map(\.place) == [Sample.y])
    options.refusedGrants = []
    options.ignoredEntries = [EntryReference(.wildcard, crate: "y", index: 0)]
    #expect(try Sample.report(store, options).failures.map(\.place) == [Sample.y])
  }

  @Test func `count the same in updates`() throws {
    var store = Sample.audited
    store.audits.audits["x"] = [
      AuditEntry(
        criteria: ["safe-to-deploy"], kind: .full(Sample.version(10)), importable: false)
    ]
    var options = ResolverOptions()
    options.leftOut = [Sample.x]
    let kept = StoreUpdate.updated(try Sample.resolver(store), mode: .prune)
    #expect(kept.audits.audits["x"]?.count == 1)
    let pruned = StoreUpdate.updated(try Sample.resolver(store, options), mode: .prune)
    #expect(pruned.audits.audits["x"] == nil)
  }

  // MARK: - Notes

  @Test func `are not needed to be told of a violation that a wildcard audit passes by`() throws {
    var store = try Self.wildcardStore()
    store.audits.audits["y"] = [try Sample.violation("=10")]
    let report = try Sample.report(store)
    #expect(report.conclusion == .success, "as in cargo-vet")
    #expect(
      report.notes == [
        .violationPassedBy(
          package: Sample.y, violation: EntryReference(.audit, crate: "y", index: 0),
          by: .wildcard(import: nil, entry: 0, row: 0))
      ])
  }

  @Test func `are not needed to be told of a wildcard audit of an excluded crate`() throws {
    var store = try Self.wildcardStore()
    store.imports.audits["peer"] = AuditsFile(wildcardAudits: store.audits.wildcardAudits)
    store.audits.wildcardAudits = [:]
    store.configuration.imports["peer"] = ImportDeclaration(
      urls: ["https://peer.example"], exclude: ["y"])
    let report = try Sample.report(store)
    #expect(report.notes == [.excludedImportCounts(package: Sample.y, importName: "peer")])
  }

  @Test func `are not needed to be told of an entry that ends on the day of publication`() throws {
    var store = try Self.wildcardStore()
    store.audits.wildcardAudits["y"]?[0].end = try Self.day("2022-06-01")
    let report = try Sample.report(store)
    #expect(report.conclusion == .missingAudits)
    #expect(
      report.notes == [
        .endsOnPublication(
          package: Sample.y, entry: EntryReference(.wildcard, crate: "y", index: 0), row: 0)
      ])
  }
}
