import Foundation
import MoatFindings
import MoatModel
import Testing

@testable import MoatRendering

@Suite struct `SARIF report` {
  private func run(_ report: Report, rules: [RuleInfo] = Sample.rules) throws -> [String: Any] {
    let text = SARIFRenderer(rules: rules, version: "0.1.0").render(report)
    let log = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    return try #require((log["runs"] as? [[String: Any]])?.first)
  }

  private func results(_ run: [String: Any]) throws -> [[String: Any]] {
    try #require(run["results"] as? [[String: Any]])
  }

  private func rules(_ run: [String: Any]) throws -> [[String: Any]] {
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    return try #require(driver["rules"] as? [[String: Any]])
  }

  private func physical(_ result: [String: Any]) throws -> [String: Any] {
    let locations = try #require(result["locations"] as? [[String: Any]])
    return try #require(locations.first?["physicalLocation"] as? [String: Any])
  }

  @Test func `every result has a rule and a place`() throws {
    let bare = JudgedFinding(
      Finding(Sample.rule("unlisted", .policy, .low, "x"), "m", at: Label("")), level: .warn)
    let run = try run(Sample.report(Sample.mixed.findings + [bare]))
    let rules = try rules(run)
    for result in try results(run) {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(rules[index]["id"] as? String == result["ruleId"] as? String)
      let place = try physical(result)
      let artifact = try #require(place["artifactLocation"] as? [String: Any])
      #expect(artifact["uri"] as? String == "Cargo.lock")
      let region = try #require(place["region"] as? [String: Any])
      #expect(try #require(region["startLine"] as? Int) >= 1)
    }
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
  }

  @Test func `levels, suppressions and notifications`() throws {
    let run = try run(Sample.mixed)
    let results = try results(run)
    #expect(
      results.compactMap { $0["level"] as? String }.sorted()
        == ["error", "note", "warning", "warning", "warning", "warning"])
    let texts = results.compactMap { ($0["message"] as? [String: Any])?["text"] as? String }
    #expect(texts.contains { $0.hasPrefix("undetermined: cannot tell whether") })
    let suppressions = results.compactMap { ($0["suppressions"] as? [[String: Any]])?.first }
    #expect(suppressions.map { $0["kind"] as? String } == ["external"])
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["exitCode"] as? Int == 1)
    #expect((invocation["toolExecutionNotifications"] as? [Any])?.count == 1)
  }

  @Test func `an undetermined run was not successful`() throws {
    let run = try run(Sample.report([Sample.undecided]))
    let invocation = try #require((run["invocations"] as? [[String: Any]])?.first)
    #expect(invocation["executionSuccessful"] as? Bool == false)
  }

  @Test func `allowed findings are left out`() throws {
    #expect(try results(run(Sample.report([Sample.unmaintained("serde", level: .allow)]))).isEmpty)
  }

  @Test func `fingerprints outlive a move and stay apart`() throws {
    func finding(_ line: Int) -> JudgedFinding {
      JudgedFinding(
        Finding(Sample.checksum, "m", at: Label("Cargo.lock", SourceSpan(line, line))), level: .deny
      )
    }
    func prints(_ findings: [JudgedFinding]) throws -> [String] {
      try results(run(Sample.report(findings))).compactMap {
        ($0["partialFingerprints"] as? [String: Any])?["moatFinding/v1"] as? String
      }
    }
    #expect(try prints([finding(1)]) == prints([finding(40)]))
    #expect(Set(try prints([finding(1), finding(40)])).count == 2)
  }

  @Test(arguments: [
    ("a/Cargo.lock", "a/Cargo.lock"), ("./a b%", "a%20b%25"), ("é:#?", "%C3%A9%3A%23%3F"),
  ])
  func `paths are URI references`(path: String, uri: String) {
    #expect(SARIFPlaces.encoded(path) == uri)
  }

  @Test func `quoted input forms no link`() throws {
    let finding = Finding(Sample.checksum, "[click](http://evil)", at: Label("Cargo.lock"))
    let result = try #require(
      try results(run(Sample.report([JudgedFinding(finding, level: .deny)]))).first)
    #expect((result["message"] as? [String: Any])?["text"] as? String == "[click] (http://evil)")
  }

  @Test func `rules carry what GitHub shows`() throws {
    let rule = try #require(
      try rules(run(Sample.report([]))).first { $0["id"] as? String == "digest-mismatch" })
    let properties = try #require(rule["properties"] as? [String: Any])
    #expect(properties["security-severity"] as? String == "9.8")
    #expect(properties["tags"] as? [String] == ["security", "supply-chain", "lockfile"])
    #expect((rule["help"] as? [String: Any])?["markdown"] != nil)
  }
}
