import MoatFindings

/// The rules of a SARIF run, by index.
struct SARIFRules {
  private enum Entry {
    case known(RuleInfo)
    case unknown(String)

    var id: String {
      switch self {
      case .known(let info): info.id
      case .unknown(let id): id
      }
    }
  }

  private let entries: [Entry]
  private let indexes: [String: Int]
  private let helpBase: String?

  /// The known rules by id, then those that only findings name.
  init(_ rules: [RuleInfo], used: [String], helpBase: String?) {
    let known = Dictionary(rules.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let others = Set(used).subtracting(known.keys).sorted()
    entries =
      known.values.sorted { $0.id < $1.id }.map(Entry.known) + others.map(Entry.unknown)
    indexes = Dictionary(
      entries.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.helpBase = helpBase
  }

  /// The members by which a result names its rule.
  func writeRule(of id: String, to writer: inout JSONWriter) {
    writer.member("ruleId", id)
    if let index = indexes[id] { writer.member("ruleIndex", index) }
  }

  /// The members of a reporting descriptor reference.
  func writeReference(to id: String, to writer: inout JSONWriter) {
    writer.member("id", id)
    if let index = indexes[id] { writer.member("index", index) }
  }

  func write(to writer: inout JSONWriter) {
    writer.array("rules") { writer in
      for entry in entries {
        writer.object { writer in
          writer.member("id", entry.id)
          if case .known(let info) = entry { write(info, to: &writer) }
        }
      }
    }
  }

  private func write(_ info: RuleInfo, to writer: inout JSONWriter) {
    let explanation = info.explanation
    writer.object("shortDescription") { $0.member("text", info.summary) }
    writer.object("fullDescription") { $0.member("text", explanation.whatItDoes) }
    writer.object("help") { writer in
      writer.member(
        "text", "\(explanation.whyItMatters)\n\nWhat to do: \(explanation.whatToDo)")
      writer.member("markdown", RulePage.sections(of: info))
    }
    if let helpBase { writer.member("helpUri", "\(helpBase)\(info.id).md") }
    writer.object("defaultConfiguration") { $0.member("level", Self.level(info.severity)) }
    writer.object("properties") { writer in
      writer.member("tags", ["security", "supply-chain", info.group.rawValue])
      writer.member("precision", info.confidence.rawValue)
      writer.member("security-severity", Self.score(info.severity))
    }
  }

  private static func level(_ severity: Severity) -> String {
    switch severity {
    case .tampering, .high: "error"
    case .medium, .low: "warning"
    case .info: "note"
    }
  }

  /// A number GitHub turns into a word: over 9.0 critical, from 7.0 high, from 4.0 medium, else
  /// low (https://docs.github.com/en/code-security/code-scanning).
  private static func score(_ severity: Severity) -> String {
    switch severity {
    case .tampering: "9.8"
    case .high: "8.0"
    case .medium: "5.5"
    case .low: "3.0"
    case .info: "1.0"
    }
  }
}
