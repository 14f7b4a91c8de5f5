/// Leaves out of a store what people say of crates that they publish themselves.
///
/// Who publishes is known from the rows that `imports.lock` has of a crate, and people are told by
/// their names: an auditor counts as a publisher where the name before the address, or the address's
/// first part, is the name or the login of an account that published a version of the crate. Rows are
/// there only for crates with trusted publishers or wildcard audits, and a workflow has no name: what
/// is found is certain to carry the publisher's name, and not everything is found.
package enum SelfAudits {
  /// The store without them, and how many entries were left out of each crate.
  package static func ignored(in store: VetStore) -> (store: VetStore, counts: [String: Int]) {
    var left = store
    var counts: [String: Int] = [:]
    for (crate, rows) in store.imports.publishers {
      let names = Set(rows.flatMap { [$0.userName, $0.userLogin] }.compactMap(folded))
      guard !names.isEmpty else { continue }
      func without(_ file: AuditsFile) -> AuditsFile {
        var file = file
        file.audits[crate] = file.audits[crate]?.filter { audit in
          // A violation accuses; nobody is kept from accusing themselves.
          if case .violation = audit.kind { return true }
          return keeps(audit.who)
        }
        file.wildcardAudits[crate] = file.wildcardAudits[crate]?.filter { keeps($0.who) }
        return file
      }
      func keeps(_ who: [String]) -> Bool {
        let isOwn = !who.isEmpty && who.allSatisfy { !aliases(of: $0).isDisjoint(with: names) }
        if isOwn { counts[crate, default: 0] += 1 }
        return !isOwn
      }
      left.audits = without(left.audits)
      left.imports.audits = left.imports.audits.mapValues(without)
    }
    return (left, counts)
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
