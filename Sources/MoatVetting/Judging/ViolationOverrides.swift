package import MoatModel

/// Finds the violations of others that `moat.toml` overrides.
///
/// A violation is overridden when everything that it forbids of what is locked is; where nothing of it
/// is locked, everything that the store vouches for. Else it stands, whole.
package struct ViolationOverrides: Sendable {
  /// The violations that do not count.
  package private(set) var overridden: Set<EntryReference> = []
  /// One for each override, in order.
  package private(set) var standings: [VettingFacts.OverrideStanding] = []

  /// - Parameter imports: the names of the imports that the store declares.
  package init(
    _ overrides: [VettingPolicy.ViolationOverride], in entries: VetEntries, imports: Set<String>,
    locked: [LockedCrate], today: Day
  ) {
    var matched: Set<VettingPolicy.ViolationOverride> = []
    let live = overrides.filter { !$0.isExpired(on: today) }
    for (file, name) in entries.importNames.enumerated() {
      let named = Dictionary(grouping: live.filter { $0.importName == name }, by: \.crate)
      for (crate, overrides) in named {
        let candidates = Self.candidates(crate, entries, locked)
        for (index, audit) in (entries.imported[file].audits[crate] ?? []).enumerated() {
          guard case .violation(let range) = audit.kind else { continue }
          let covering = Self.covering(range, of: candidates, overrides)
          matched.formUnion(covering.overrides)
          if covering.coversAll {
            overridden.insert(
              EntryReference(.audit, importName: name, crate: crate, index: index))
          }
        }
      }
    }
    standings = overrides.map { override in
      let state: VettingFacts.OverrideStanding.State =
        if override.isExpired(on: today) {
          .expired
        } else if !imports.contains(override.importName) {
          .unknownImport
        } else {
          matched.contains(override) ? .used : .unmatched
        }
      return VettingFacts.OverrideStanding(override, state)
    }
  }

  /// - Returns: the overrides that are about what a violation forbids, and whether they leave nothing.
  private static func covering(
    _ range: VetRequirement, of candidates: [[VetVersion]],
    _ overrides: [VettingPolicy.ViolationOverride]
  ) -> (overrides: [VettingPolicy.ViolationOverride], coversAll: Bool) {
    let forbidden =
      candidates.map { $0.filter(range.matches) }.first { !$0.isEmpty } ?? []
    func covers(_ override: VettingPolicy.ViolationOverride, _ version: VetVersion) -> Bool {
      override.versions?.matches(version.semver) ?? true
    }
    let about = overrides.filter { override in
      override.versions == nil || forbidden.contains { covers(override, $0) }
    }
    let coversAll =
      !about.isEmpty && forbidden.allSatisfy { version in about.contains { covers($0, version) } }
    return (about, coversAll)
  }

  /// The versions that a violation can be about: what is locked, else what the store vouches for.
  private static func candidates(
    _ crate: String, _ entries: VetEntries, _ locked: [LockedCrate]
  ) -> [[VetVersion]] {
    var vouched = (entries.exemptions[crate] ?? []).map(\.version)
    for file in [entries.own] + entries.imported {
      for audit in file.audits[crate] ?? [] {
        switch audit.kind {
        case .full(let version): vouched.append(version)
        case .delta(let from, let to): vouched += [from, to]
        case .violation: break
        }
      }
    }
    return [locked.filter { $0.name == crate }.map(\.vetVersion), vouched]
  }
}
