/// Finds what people say of crates that they publish themselves.
///
/// Who publishes is known from the rows that `imports.lock` has of a crate, and people are told by
/// their names: an auditor counts as a publisher where the name before the address, or the address's
/// first part, is the name or the login of an account that published a version of the crate. Rows are
/// there only for crates with trusted publishers or wildcard audits, and a workflow has no name: not
/// every self-audit is found.
package enum SelfAudits {
  /// The audits and wildcard audits all of whose auditors publish the crate. A violation accuses, and
  /// nobody is kept from accusing themselves.
  package static func all(in entries: VetEntries) -> Set<EntryReference> {
    var found: Set<EntryReference> = []
    for (crate, rows) in entries.publishers {
      let names = Set(rows.flatMap { [$0.userName, $0.userLogin] }.compactMap(folded))
      guard !names.isEmpty else { continue }
      func isOwn(_ who: [String]) -> Bool {
        !who.isEmpty && who.allSatisfy { !aliases(of: $0).isDisjoint(with: names) }
      }
      for file in [nil] + entries.imported.indices.map({ Optional($0) }) {
        let importName = entries.name(file)
        for (index, audit) in (entries.file(file).audits[crate] ?? []).enumerated() {
          if case .violation = audit.kind { continue }
          guard isOwn(audit.who) else { continue }
          found.insert(EntryReference(.audit, importName: importName, crate: crate, index: index))
        }
        for (index, audit) in (entries.file(file).wildcardAudits[crate] ?? []).enumerated()
        where isOwn(audit.who) {
          found.insert(
            EntryReference(.wildcard, importName: importName, crate: crate, index: index))
        }
      }
    }
    return found
  }

  /// `Ada Lovelace <ada@example.org>` as `ada lovelace` and `ada`.
  private static func aliases(of who: String) -> Set<String> {
    let parts = who.split(separator: "<", maxSplits: 1)
    let name = parts.first.map(String.init)
    let login = parts.count == 2 ? parts[1].split(separator: "@").first.map(String.init) : nil
    return Set([name, login].compactMap(folded))
  }

  private static func folded(_ name: String?) -> String? {
    guard let name else { return nil }
    let folded = name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return folded.isEmpty ? nil : folded
  }
}
