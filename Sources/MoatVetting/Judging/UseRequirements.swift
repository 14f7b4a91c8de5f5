import MoatModel

/// Turns criteria by use into what the resolver asks of each package.
enum UseRequirements {
  /// What replaces, and what is added to, the requirement that the store makes of a package.
  struct Changes {
    var replaced: [Int: CriteriaSet] = [:]
    var additional: [Int: CriteriaSet] = [:]
  }

  /// - Parameters:
  ///   - crates: by the places of the graph; nil for those that are not locked as far as is known.
  ///   - table: holds every criterion that is named.
  static func changes(
    _ criteria: CriteriaByUse, of crates: [LockedCrate?], table: CriteriaTable
  ) -> Changes {
    var changes = Changes()
    guard !criteria.isEmpty else { return changes }
    for (place, crate) in crates.enumerated() {
      guard let uses = crate?.uses, !uses.isEmpty else { continue }
      var asked = CriteriaSet.empty
      var isWhole = true
      for use in uses {
        guard let list = criteria[use] else {
          isWhole = false
          continue
        }
        asked.formUnion(table.set(list.map(\.name)))
      }
      // A use without a list of its own asks for what the store asks for.
      if isWhole {
        changes.replaced[place] = asked
      } else if !asked.isEmpty {
        changes.additional[place] = asked
      }
    }
    return changes
  }
}
