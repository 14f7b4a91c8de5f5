import Foundation
import MoatAdvisories
import MoatModel
import MoatTestSupport
import Testing

extension Tag {
  @Tag static var corpus: Self
}

/// The public database of 2026-08-21.
@Suite(.tags(.corpus), .enabled(if: SharedData.isPresent)) struct `Public advisory database` {
  private static func parsed() throws -> [AdvisoryDocument] {
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
    return documents
  }

  private let documents: [AdvisoryDocument]
  private let database: AdvisoryDatabase

  init() throws {
    documents = try Self.parsed()
    database = try AdvisoryDatabase(documents, snapshot: AdvisorySnapshot(origin: "advisory-db"))
  }

  @Test func `parses whole and without a problem`() throws {
    #expect(documents.count == 1225)
    let problems = documents.filter { !$0.advisory.problems.isEmpty }.map(\.advisory)
    #expect(problems.map { "\($0.id): \($0.problems)" } == [])
    let advisories = documents.map(\.advisory)
    #expect(advisories.filter { $0.cvss != nil && $0.cvssTenths == nil }.isEmpty)
    #expect(advisories.filter { $0.cvss != nil }.count == 420)
    #expect(advisories.filter(\.isMalicious).count == 77)
    #expect(advisories.filter { $0.withdrawn != nil }.count == 13)
    #expect(advisories.filter { $0.kind == .unmaintained }.count == 267)
    #expect(advisories.filter { $0.kind == .unsound }.count == 203)
    #expect(advisories.filter { $0.kind == .notice }.count == 6)
    #expect(advisories.allSatisfy { $0.date != nil })
    #expect(database.day == advisories.compactMap(\.date).max())
  }

  @Test func `agrees with two independent matchers at every version boundary`() throws {
    let text = try String(
      contentsOf: SharedData.folder.appendingPathComponent("advisory-vectors.tsv"),
      encoding: .utf8)
    var rows = 0
    var wrong: [String] = []
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let version = try Version(parsing: fields[1])
      let found = try database.advisories(affecting: fields[0], version).map(\.id)
      if found.joined(separator: ",") != (fields.count > 2 ? fields[2] : "") {
        wrong.append("\(line) found \(found)")
      }
      rows += 1
    }
    #expect(wrong == [])
    #expect(rows == 4296)
  }

  @Test func `comes back from the cache unchanged`() throws {
    let again = try AdvisoryDatabase(decoding: database.bytes)
    let byID = Dictionary(grouping: documents, by: \.advisory.id)
    for advisory in try again.all() {
      let match = try #require(byID[advisory.id]?.first { $0.advisory == advisory })
      #expect(try again.description(of: advisory) == match.description)
    }
  }
}
