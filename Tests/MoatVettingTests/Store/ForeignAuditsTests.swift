import MoatModel
import MoatVetting
import Testing

@Suite struct `Foreign lists` {
  private static func read(_ text: String) throws -> ForeignAudits {
    try VetStoreReader.foreignAudits(SourceText(path: "https://peer.example/a", text: text))
  }

  @Test func `lose only the entries that cannot be understood`() throws {
    let foreign = try Self.read(
      """
      future = 1
      [criteria.good]
      description = "text"
      implies = ["safe-to-run", "gone"]
      [criteria.gone]
      level = 9
      [criteria.safe-to-deploy]
      description = "mine"
      [[audits.a]]
      criteria = ["good", "unheard"]
      version = "1.0.0"
      [[audits.a]]
      criteria = "unheard"
      version = "1.0.1"
      [[audits.a]]
      criteria = "good"
      digest = "1.0.2"
      [[audits.a]]
      criteria = "good"
      version = "1.0.3"
      importable = false
      [[audits.b]]
      criteria = "good"
      version = "1"
      [[wildcard-audits.c]]
      criteria = "safe-to-run"
      user-id = 7
      trusted-publisher = "github:o/r"
      start = "2020-01-01"
      end = "2021-01-01"
      future = true
      [[trusted.d]]
      criteria = "safe-to-run"
      team = "x"
      start = "2020-01-01"
      end = "2021-01-01"
      """)
    #expect(foreign.file.criteria.mapValues(\.implies) == ["good": ["safe-to-run"]])
    #expect(foreign.file.audits.mapValues { $0.map(\.criteria) } == ["a": [["good"]]])
    #expect(foreign.file.wildcardAudits["c"]?.map(\.source) == [.user(7)])
    #expect(foreign.file.trusted == [:])
    #expect(
      foreign.dropped.map { "\($0.name) \($0.error.position.line): \($0.error.message)" } == [
        "gone 6: `level` is not a key of a criterion",
        "safe-to-deploy 7: `safe-to-deploy` is built in and cannot be defined",
        "a 12: `unheard` is not a criterion", "a 17: `digest` is not a key of an audit",
        "b 24: `1` is not a version", "d 32: the publisher is missing",
      ])
    #expect(foreign.droppedCount == 6)
  }

  @Test(arguments: ["audits = 1", "[audits]\na = 1", "criteria = []", "[", "[trusted]\nx = 'y'"])
  func `are refused when nothing can be made of them`(text: String) {
    #expect(throws: VetStoreError.self) { try Self.read(text) }
  }

  @Test func `may be empty, and have no end of faults`() throws {
    #expect(try Self.read("").file == AuditsFile())
    let entries = String(repeating: "{},", count: 1_000)
    let foreign = try Self.read("audits = { a = [\(entries)] }")
    #expect(foreign.droppedCount == 1_000)
    #expect(foreign.dropped.count == ForeignAudits.noteLimit)
  }

  // MARK: merging

  private static func file(_ definition: CriteriaDefinition) throws -> AuditsFile {
    AuditsFile(
      criteria: ["c": definition],
      audits: [
        "a": [
          AuditEntry(criteria: ["c"], kind: .full(try VetVersion(parsing: "2.0.0"))),
          AuditEntry(
            criteria: ["c"], kind: .full(try VetVersion(parsing: "1.0.0")),
            aggregatedFrom: ["earlier"]),
          AuditEntry(
            criteria: ["c"], kind: .full(try VetVersion(parsing: "3.0.0")), importable: false),
        ]
      ])
  }

  @Test func `are merged with the address that each entry came from`() throws {
    let file = try Self.file(CriteriaDefinition(description: "text"))
    let merged = try AuditsFile.aggregated([
      AuditsSource(url: "one", file: file), AuditsSource(url: "two", file: file),
    ])
    #expect(
      merged.criteria == ["c": CriteriaDefinition(description: "text", aggregatedFrom: ["one"])])
    #expect(
      merged.audits["a"]?.map { "\($0.kind) \($0.aggregatedFrom)" } == [
        "full(1.0.0) [\"earlier\", \"one\"]", "full(1.0.0) [\"earlier\", \"two\"]",
        "full(2.0.0) [\"one\"]", "full(2.0.0) [\"two\"]",
      ])
  }

  @Test func `are not merged when a name means two things`() throws {
    let first = CriteriaDefinition(description: "text", implies: ["x"])
    let sources = try [
      AuditsSource(url: "one", file: Self.file(first)),
      AuditsSource(url: "two", file: Self.file(CriteriaDefinition(description: "other"))),
    ]
    let thrown = #expect(throws: AggregationErrors.self) { try AuditsFile.aggregated(sources) }
    #expect(
      try #require(thrown).errors.map(\.message) == [
        "`c` is described differently in `one` and `two`",
        "`c` implies different criteria in `one` and `two`",
      ])
  }
}
