package import MoatFindings

/// Findings of one rule and standing, which a report may show together.
package struct Batch: Hashable, Sendable {
  /// The rule's id.
  package let rule: String
  /// The standing all entries have.
  package let standing: Standing
  /// Why nothing could be decided: undetermined findings with different reasons stay apart.
  package let reason: String?
  /// In the report's order.
  package let entries: [Entry]

  /// A finding, or several that say the same of different places.
  package struct Entry: Hashable, Sendable {
    /// The one whose place is shown first.
    package let first: JudgedFinding
    /// Where else the same is true.
    package let elsewhere: [Label]

    /// What the entry says.
    package var finding: Finding { first.finding }
  }

  /// How many places the entries speak of.
  package var placeCount: Int { entries.reduce(0) { $0 + 1 + $1.elsewhere.count } }

  /// Batches by rule, each in the order of `findings`, which all have the standing.
  package static func batches(of findings: [JudgedFinding], _ standing: Standing) -> [Batch] {
    struct Key: Hashable {
      let rule: String
      let reason: String?
    }
    var order: [Key] = []
    var members: [Key: [JudgedFinding]] = [:]
    for judged in findings {
      let key = Key(rule: judged.finding.rule, reason: judged.finding.reason)
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(judged)
    }
    order.sort { ($0.rule, $0.reason ?? "") < ($1.rule, $1.reason ?? "") }
    return order.map { key in
      Batch(
        rule: key.rule, standing: standing, reason: key.reason,
        entries: merged(members[key] ?? []))
    }
  }

  /// Findings that differ only in their place become one entry, at the first one's turn.
  private static func merged(_ findings: [JudgedFinding]) -> [Entry] {
    struct Key: Hashable {
      let message: String
      let notes: [String]
      let help: String?
      let subject: Subject
      let paths: [DependencyPath]
      let hasRelated: Bool
      let suppression: Suppression?
    }
    var order: [Key] = []
    var members: [Key: [JudgedFinding]] = [:]
    for judged in findings {
      let finding = judged.finding
      let key = Key(
        message: finding.message, notes: finding.notes, help: finding.help,
        subject: finding.subject, paths: finding.paths, hasRelated: !finding.related.isEmpty,
        suppression: judged.suppression)
      if members[key] == nil { order.append(key) }
      members[key, default: []].append(judged)
    }
    return order.flatMap { key -> [Entry] in
      let same = members[key] ?? []
      // Related places belong to one primary place each.
      if key.hasRelated { return same.map { Entry(first: $0, elsewhere: []) } }
      return same.prefix(1).map {
        Entry(first: $0, elsewhere: same.dropFirst().map(\.finding.primary))
      }
    }
  }
}

extension Finding {
  /// Why the rule could not decide; nil for a problem.
  package var reason: String? {
    if case .undetermined(let reason) = kind { reason } else { nil }
  }
}
