import Foundation
import MoatFindings
import MoatPipeline
import MoatRendering
import MoatTestSupport
import Testing

/// `docs/rules` is made from the rules; `UPDATE_SNAPSHOTS=1` writes it.
@Suite(.serialized) struct `Rule pages` {
  private static let folder = SharedData.packageRoot.appendingPathComponent("docs/rules")

  @Test(arguments: RuleCatalog.all.map(\.id)) func `a page is up to date`(id: String) throws {
    let info = try #require(RuleCatalog.info(id))
    let file = Self.folder.appendingPathComponent("\(info.id).md")
    #expect(try Snapshot.difference(of: RulePage.page(of: info), from: file) == nil)
  }

  @Test func `the index is up to date`() throws {
    let file = Self.folder.appendingPathComponent("README.md")
    #expect(try Snapshot.difference(of: RulePage.index(of: RuleCatalog.all), from: file) == nil)
  }

  @Test func `there is no page without a rule`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    let known = Set(RuleCatalog.all.map { "\($0.id).md" } + ["README.md"])
    for name in names where !known.contains(name) {
      if Snapshot.isUpdating {
        try FileManager.default.removeItem(at: Self.folder.appendingPathComponent(name))
      } else {
        Issue.record("docs/rules/\(name) belongs to no rule")
      }
    }
  }
}
