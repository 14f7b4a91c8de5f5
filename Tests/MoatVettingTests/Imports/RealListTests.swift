import MoatModel
import MoatTestSupport
import MoatVetting
import Testing

/// The lists that projects import, as they are.
@Suite(.enabled(if: SharedData.isPresent)) struct `Real imported lists` {
  private static func lists() throws -> [(path: String, audits: ForeignAudits)] {
    try SharedData.files(named: "audits.toml", below: "projects").map { path, bytes in
      (path, try VetStoreReader.foreignAudits(SourceText(path: path, bytes: bytes)))
    }
  }

  @Test func `are read, and differ from themselves in nothing`() throws {
    let lists = try Self.lists()
    #expect(lists.count >= 10)
    for (path, audits) in lists {
      #expect(audits.droppedCount == 0, "\(path): \(audits.dropped.first?.error.message ?? "")")
      #expect(ImportDelta(from: audits.file, to: audits.file).isEmpty, "\(path)")
      #expect(ImportDelta.withdrawn(inUse: audits.file, from: audits.file).isEmpty, "\(path)")
    }
  }

  @Test func `differ from each other in the same way in both directions`() throws {
    let files = try Self.lists().map(\.audits.file)
    for (one, two) in zip(files, files.dropFirst()) {
      let forth = ImportDelta(from: one, to: two)
      let back = ImportDelta(from: two, to: one)
      #expect(forth.added == back.removed)
      #expect(forth.removed == back.added)
      #expect(forth.reworded.count == back.reworded.count)
    }
  }

  @Test func `name publishers whose records agree`() throws {
    var count = 0
    for (path, bytes) in try SharedData.files(named: "imports.lock", below: "projects") {
      let lock = try VetStoreReader.imports(SourceText(path: path, bytes: bytes))
      for rows in lock.publishers.values {
        for row in rows {
          count += 1
          let party = row.party
          #expect(Party(line: party.line(withName: true)) == party, "\(path)")
        }
      }
    }
    #expect(count > 300)
  }
}
