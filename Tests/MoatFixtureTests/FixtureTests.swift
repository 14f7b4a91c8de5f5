import Foundation
import MoatFindings
import MoatTestSupport
import Testing

@Suite(.computes) struct `Fixtures` {
  @Test(arguments: Fixture.all.map { "\($0.rule)/\($0.name)" })
  func `a rule says what is expected`(name: String) async throws {
    let fixture = try #require(Fixture.all.first { "\($0.rule)/\($0.name)" == name })
    let report = try await fixture.check()
    let findings = report.findings.filter {
      $0.finding.rule == fixture.rule && $0.suppression == nil
    }
    let text = FindingText(report.sources).text(of: findings)
    let expected = fixture.folder.appendingPathComponent("expected.txt")
    if fixture.mustFire {
      #expect(!findings.isEmpty, "it must fire")
      #expect(try Snapshot.difference(of: text, from: expected) == nil)
    } else {
      #expect(fixture.name.hasPrefix("quiet-"), "a name begins with `fires-` or `quiet-`")
      #expect(text == "", "it must be quiet")
    }
  }
}
