import Foundation
import MoatAdvisories
import MoatCargo
import MoatFindings
import MoatModel
import MoatTestSupport
import Testing

/// The advisory rules on every real lockfile, against another matcher's answers.
@Suite(.tags(.corpus), .enabled(if: SharedData.isPresent)) struct `Lock oracle` {
  private static let kinds = [
    "vulnerable-dependency": "vulnerability", "malicious-dependency": "vulnerability",
    "unsound-dependency": "unsound", "unmaintained-dependency": "unmaintained",
    "advisory-notice": "notice",
  ]

  private static func database() throws -> AdvisoryDatabase {
    let root = SharedData.folder.appendingPathComponent("advisory-db")
    var documents: [AdvisoryDocument] = []
    for collection in Advisory.Collection.allCases {
      let folder = root.appendingPathComponent(collection.rawValue)
      let walk = try #require(FileManager.default.enumerator(atPath: folder.path))
      for case let path as String in walk where path.hasSuffix(".md") {
        let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(path)))
        documents.append(
          try AdvisoryParser.parse(SourceText(path: path, bytes: bytes), collection: collection))
      }
    }
    return try AdvisoryDatabase(documents, snapshot: AdvisorySnapshot(origin: "advisory-db"))
  }

  @Test func `every row is equal`() throws {
    let data = try Data(contentsOf: SharedData.folder.appendingPathComponent("lock-oracle.json"))
    let oracle = try JSONDecoder().decode([String: [String]].self, from: data)
    let database = try Self.database()
    let today = try #require(Day("2026-08-22"))
    for (path, rows) in oracle.sorted(by: { $0.key < $1.key }) {
      let file = SharedData.folder.appendingPathComponent("projects/\(path)")
      let lockfile = try Lockfile(
        parsing: SourceText(path: path, bytes: [UInt8](try Data(contentsOf: file))))
      var found: Set<String> = []
      for package in lockfile.packages {
        guard let source = package.source else { continue }
        // One at a time, since rules group what has one cause.
        let facts = AdvisoryFacts(
          packages: [
            AuditedPackage(
              identity: package.identity, version: package.version,
              origin: source.isCratesIO ? .cratesIO : .elsewhere, reach: .shipped,
              label: Label(path, package.span))
          ],
          database: .known(database), databaseLabel: Label("advisory-db"), today: today)
        for finding in AdvisoryRules.all.flatMap({ $0.findings(in: facts) }) {
          guard let kind = Self.kinds[finding.rule], let id = finding.subject.advisory else {
            Issue.record("\(path): \(finding.message)")
            continue
          }
          found.insert("\(id) \(kind) \(package.name) \(package.versionText)")
        }
      }
      let missing = Set(rows).subtracting(found).sorted()
      let extra = found.subtracting(rows).sorted()
      #expect(missing == [], "\(path): not found")
      #expect(extra == [], "\(path): found too much")
    }
    #expect(oracle.count == 133)
  }
}
