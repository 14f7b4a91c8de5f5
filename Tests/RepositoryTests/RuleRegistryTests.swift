import Foundation
import MoatFindings
import MoatPipeline
import MoatRendering
import MoatTestSupport
import Testing

/// Files, lists and fixtures of the rules agree.
@Suite(.computes) struct `Rule registry` {
  /// Rules that no project on disk can make fire or stay quiet, each with the reason.
  private static let withoutFixtures: [String: String] = [
    "unreadable-path": "needs a folder without permissions, which a checkout cannot hold"
  ]

  /// The ids declared in files under a `Rules/` folder, by file.
  private static let declared: [(path: String, ids: [String])] = SourceFile.all
    .filter { $0.path.contains("/Rules/") }
    .map { file in
      (
        file.path,
        file.codeLines.compactMap { _, line in
          let words = line.split(separator: "\"", omittingEmptySubsequences: false)
          guard words.count >= 3, words[0].drop(while: { $0 == " " }) == "id: " else { return nil }
          return String(words[1])
        }
      )
    }

  @Test func `every file under Rules declares one rule, and every rule has one`() {
    for (path, ids) in Self.declared {
      #expect(ids.count == 1, "\(path) declares \(ids)")
    }
    #expect(Self.declared.flatMap(\.ids).sorted() == RuleCatalog.all.map(\.id).sorted())
  }

  @Test func `ids are unique and kebab-case`() {
    let ids = RuleCatalog.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids {
      let parts = id.split(separator: "-", omittingEmptySubsequences: false)
      let isKebab = parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) }
      }
      #expect(isKebab, "\(id)")
      #expect(RuleGroup(rawValue: id) == nil, "\(id) is the name of a group")
    }
  }

  @Test func `a rule's file is named for its id`() {
    for (path, ids) in Self.declared {
      let name = path.split(separator: "/").last.map { $0.dropLast(".swift".count) } ?? ""
      let expected = ids.first?.split(separator: "-").map(\.capitalized).joined() ?? ""
      #expect(name == expected, "\(path)")
    }
  }

  @Test(arguments: RuleCatalog.all.map(\.id)) func `a rule explains itself`(id: String) throws {
    let info = try #require(RuleCatalog.info(id))
    let explanation = info.explanation
    for (title, text) in [
      ("what it does", explanation.whatItDoes), ("why it matters", explanation.whyItMatters),
      ("what to do", explanation.whatToDo), ("example", explanation.example),
    ] {
      #expect(text.contains { !$0.isWhitespace }, "\(info.id): \(title) is empty")
    }
    let heads = [Standing.tampering, .error, .undetermined, .warning, .note].map(\.word)
    #expect(
      heads.contains { explanation.example.contains("\($0)[\(info.id)]: ") },
      "the example of \(info.id) does not show it as a report does")
    #expect(info.summary.first.map { $0.isLowercase || $0 == "`" } ?? false, "\(info.summary)")
    #expect(!info.summary.hasSuffix("."), "\(info.summary)")
    #expect(!info.evidence.isEmpty, "\(info.id) needs no evidence")
  }

  @Test(arguments: RuleCatalog.all.map(\.id))
  func `a rule has a fixture that fires and one that is quiet`(id: String) throws {
    let info = try #require(RuleCatalog.info(id))
    if let reason = Self.withoutFixtures[info.id] {
      print("\(info.id) has no fixtures: \(reason)")
      return
    }
    let folder = SharedData.packageRoot
      .appendingPathComponent("Tests/Fixtures/\(info.group.rawValue)/\(info.id)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for prefix in ["fires-", "quiet-"] {
      #expect(names.contains { $0.hasPrefix(prefix) }, "\(info.id) has no \(prefix)… fixture")
    }
  }

  @Test func `every fixture belongs to a rule`() {
    let root = SharedData.packageRoot.appendingPathComponent("Tests/Fixtures")
    let known = Set(RuleCatalog.all.map { "\($0.group.rawValue)/\($0.id)" })
    for group in (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? [] {
      let folder = root.appendingPathComponent(group).path
      for id in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        #expect(known.contains("\(group)/\(id)"), "Tests/Fixtures/\(group)/\(id)")
      }
    }
  }
}
