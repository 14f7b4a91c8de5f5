/// Finds what people say of crates that they publish themselves.
///
/// Who publishes is known from the rows that `imports.lock` has of a crate, and people are told by
/// what ``SelfAudit/matches(_:_:)`` compares. Rows are there only for crates with trusted publishers or
/// wildcard audits: not every self-audit is found.
package enum SelfAudits {
  /// The audits and wildcard audits all of whose auditors publish the crate. A violation accuses, and
  /// nobody is kept from accusing themselves.
  package static func all(in entries: VetEntries) -> Set<EntryReference> {
    var found: Set<EntryReference> = []
    for (crate, rows) in entries.publishers {
      let publishers = Set(rows.map(\.party))
      func isOwn(_ who: [String]) -> Bool {
        !who.isEmpty
          && who.allSatisfy { author in
            publishers.contains { SelfAudit.matches(author, $0) }
          }
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
}
