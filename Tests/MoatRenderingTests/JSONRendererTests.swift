import Foundation
import MoatFindings
import MoatModel
import MoatRendering
import Testing

@Suite struct `JSON report` {
  private func parse(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test(arguments: [true, false])
  func `holds every finding`(isPretty: Bool) throws {
    let text = JSONRenderer(rules: Sample.rules, isPretty: isPretty).render(Sample.mixed)
    let report = try parse(text)
    #expect(report["format"] as? String == "moat-report")
    #expect(report["version"] as? Int == 1)
    #expect(report["verdict"] as? String == "findings")
    let findings = try #require(report["findings"] as? [[String: Any]])
    #expect(findings.count == 6)
    let serde = try #require(findings.first { $0["rule"] as? String == "missing-checksum" })
    #expect(serde["group"] as? String == "lockfile")
    #expect(serde["level"] as? String == "deny")
    #expect(serde["suppressed"] is NSNull)
    #expect((serde["paths"] as? [[String]])?.first == ["geckodriver", "hyper", "serde"])
    let location = try #require(serde["location"] as? [String: Any])
    #expect(location["line"] as? Int == 4)
    #expect(location["endColumn"] as? Int == 15)
    let undecided = try #require(findings.first { $0["kind"] as? String == "undetermined" })
    #expect(undecided["because"] as? String == "Cargo's index cache has no entry for it")
    let reasons = findings.compactMap { ($0["suppressed"] as? [String: Any])?["reason"] as? String }
    #expect(reasons == ["we replace it in spring"])
  }

  @Test(arguments: [
    "\"\\\n\u{0}\u{1b}", "\u{2028}\u{2029}", "\u{fffd}\u{ffff}", "🦀\u{e0041}", "é日",
  ])
  func `gives any text back`(text: String) throws {
    var writer = JSONWriter(isPretty: true)
    writer.object { $0.member(text, [text]) }
    #expect(try parse(writer.text)[text] as? [String] == [text])
    #expect(writer.text.unicodeScalars.allSatisfy { $0 == "\n" || !TerminalText.isUnsafe($0) })
  }

  @Test func `writes empty and nested values`() {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.array("a") { _ in }
      writer.object("b") { $0.member("c", nil as Int?) }
      writer.member("d", true)
    }
    #expect(
      writer.text == """
        {
          "a": [],
          "b": {
            "c": null
          },
          "d": true
        }
        """)
  }
}
