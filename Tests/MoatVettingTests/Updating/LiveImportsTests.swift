import MoatModel
import MoatVetting
import Testing

@Suite struct `What was fetched` {
  private static let url = "https://peer.example/audits.toml"

  private static func store(_ declaration: ImportDeclaration? = nil) -> VetStore {
    var store = VetStore()
    store.configuration.imports["peer"] = declaration ?? ImportDeclaration(urls: [url])
    return store
  }

  private static func merged(
    _ file: AuditsFile, into store: VetStore, texts: [String: String] = [:]
  ) throws -> ImportsLock {
    let live = LiveImports(audits: ["peer": [FetchedAudits(url: url, file: file, texts: texts)]])
    return try live.merged(
      into: store, graph: VetGraph(nodes: Sample.nodes, policies: [:]),
      criteria: try CriteriaTable(store.audits.criteria))
  }

  private static func audit(_ who: String, _ notes: String? = nil) -> AuditEntry {
    AuditEntry(
      who: [who], criteria: ["safe-to-run"], kind: .full(Sample.version(1)), notes: notes)
  }

  @Test func `is fresh but for what the store has`() throws {
    var store = Self.store()
    store.imports.audits["peer"] = AuditsFile(audits: ["x": [Self.audit("B")]])
    let fetched = AuditsFile(audits: ["x": [Self.audit("B", "mended"), Sample.audit(2)]])
    let live = try Self.merged(fetched, into: store)
    #expect(live.audits["peer"]?.audits["x"]?.map(\.isFresh) == [false, true])
  }

  @Test func `of two audits that differ by their author, the one in the store is meant`() throws {
    var store = Self.store()
    store.imports.audits["peer"] = AuditsFile(audits: ["x": [Self.audit("B")]])
    let fetched = AuditsFile(audits: ["x": [Self.audit("A"), Self.audit("B")]])
    let live = try Self.merged(fetched, into: store)
    #expect(live.audits["peer"]?.audits["x"]?.map(\.isFresh) == [true, false])
    // And an update leaves the store as it is.
    let updated = StoreUpdate.updated(
      try Sample.resolver(store, live: live), mode: .check)
    #expect(updated.imports.audits == store.imports.audits)
  }

  @Test func `is mapped to our criteria`() throws {
    var store = Self.store(
      ImportDeclaration(
        urls: [Self.url], exclude: ["y"],
        criteriaMap: ["theirs": ["ours"], "safe-to-run": []]))
    store.audits.criteria["ours"] = CriteriaDefinition(description: "ours")
    var fetched = AuditsFile(
      criteria: [
        "theirs": CriteriaDefinition(descriptionURL: "https://peer.example/theirs"),
        "more": CriteriaDefinition(description: "more", implies: ["theirs", "safe-to-deploy"]),
      ],
      audits: [
        "x": [Sample.audit(1, "more"), Sample.audit(2, "safe-to-run")], "y": [Sample.audit(1)],
      ])
    let live = try Self.merged(
      fetched, into: store, texts: ["https://peer.example/theirs": "the text"])
    let file = try #require(live.audits["peer"])
    // By what it implies, and `safe-to-run` alone is taken for nothing.
    #expect(file.audits["x"]?.map(\.criteria) == [["safe-to-deploy", "ours"], []])
    #expect(file.audits["y"] == nil)
    #expect(file.criteria == ["theirs": CriteriaDefinition(description: "the text")])

    fetched.criteria["theirs"]?.descriptionURL = nil
    let failure = ImportFailure.noDescription(importName: "peer", criterion: "theirs")
    #expect(throws: failure) { try Self.merged(fetched, into: store) }
  }

  @Test func `with other words for a mapped criterion is refused until they are accepted`() throws {
    var store = Self.store(
      ImportDeclaration(urls: [Self.url], criteriaMap: ["theirs": ["safe-to-run"]]))
    store.imports.audits["peer"] = AuditsFile(
      criteria: ["theirs": CriteriaDefinition(description: "old")])
    let fetched = AuditsFile(criteria: ["theirs": CriteriaDefinition(description: "new")])
    let change = ImportFailure.ChangedCriterion(
      importName: "peer", criterion: "theirs", accepted: "old", fetched: "new")
    #expect(throws: ImportFailure.changedCriteria([change])) {
      try Self.merged(fetched, into: store)
    }
    let live = LiveImports(audits: ["peer": [FetchedAudits(url: Self.url, file: fetched)]])
    let accepted = try live.merged(
      into: store, graph: VetGraph(nodes: [], policies: [:]), criteria: .builtIn,
      acceptsChangedCriteria: true)
    #expect(accepted.audits["peer"]?.criteria["theirs"]?.description == "new")
  }

  @Test func `must be there for every import, unless its absence is accepted`() throws {
    var store = Self.store()
    store.imports.audits["peer"] = AuditsFile(audits: ["x": [Self.audit("B")]])
    let graph = VetGraph(nodes: [], policies: [:])
    #expect(throws: ImportFailure.notFetched(importName: "peer")) {
      try LiveImports().merged(into: store, graph: graph, criteria: .builtIn)
    }
    let live = try LiveImports().merged(
      into: store, graph: graph, criteria: .builtIn, unread: ["peer"])
    #expect(live.audits == store.imports.audits)
  }

  @Test func `about publishers stands beside what the store knows`() throws {
    let day = try #require(Day("2022-01-01"))
    var store = Self.store()
    store.audits.trusted["x"] = [
      TrustEntry(criteria: ["safe-to-run"], source: .user(1), start: day, end: day)
    ]
    let row = PublisherRow(
      version: Sample.version(1), when: day, source: .user(1), userLogin: "a")
    store.imports.publishers = ["x": [row], "z": [row]]
    var live = LiveImports(audits: ["peer": [FetchedAudits(url: Self.url, file: AuditsFile())]])
    let graph = VetGraph(nodes: Sample.nodes, policies: [:])
    #expect(live.cratesWithReleases(store: store, graph: graph) == ["x"])
    func rows() throws -> [PublisherRow]? {
      let merged = try live.merged(into: store, graph: graph, criteria: .builtIn)
      #expect(merged.publishers["z"] == nil, "nothing speaks of it any more")
      return merged.publishers["x"]
    }
    #expect(try rows() == [row], "nothing was fetched")
    live.releases["x"] = [2, 1].map { major in
      CrateRelease(
        version: Version(major, 0, 0), published: day,
        publisher: ReleasePublisher(source: .user(1), login: "b"))
    }
    #expect(try rows()?.map(\.isFresh) == [false, true])
    #expect(try rows()?.map(\.userLogin) == ["b", "b"])
  }

  @Test func `tells the closest published version`() throws {
    var nodes = Sample.nodes
    nodes[Sample.x].isCratesIO = false
    var store = Self.store()
    store.configuration.policies[PolicyKey("x")] = CratePolicy(auditAsCratesIO: true)
    let graph = VetGraph(nodes: nodes, policies: store.configuration.policies)
    #expect(LiveImports.cratesWithVersions(graph: graph) == ["x"])
    func row(_ versions: [UInt64]?) throws -> UnpublishedRow? {
      var live = LiveImports(audits: ["peer": [FetchedAudits(url: Self.url, file: AuditsFile())]])
      live.versions["x"] = versions?.map { Version($0, 0, 0) }
      return try live.merged(into: store, graph: graph, criteria: .builtIn).unpublished["x"]?.last
    }
    #expect(try row([12, 8, 9, 11])?.auditedAs == Sample.version(9))
    #expect(try row([12, 11])?.auditedAs == Sample.version(11))
    #expect(try row([10, 9]) == nil)
    #expect(try row(nil) == nil, "nothing is known")
    #expect(throws: ImportFailure.notPublished(crate: "x")) { try row([]) }
  }
}
