package import MoatModel

/// Leaves out of a store the violations of others that `moat.toml` overrides.
///
/// An entry goes when everything that it forbids of what is locked is overridden; where nothing of it
/// is locked, everything that the store vouches for. Else it stays whole.
package struct ViolationOverrides: Sendable {
  /// The store without what is overridden.
  package private(set) var store: VetStore
  /// One for each override, in order.
  package private(set) var standings: [VettingFacts.OverrideStanding] = []

  package init(
    _ overrides: [VettingPolicy.ViolationOverride], in store: VetStore, locked: [LockedCrate],
    today: Day
  ) {
    self.store = store
    guard !overrides.isEmpty else { return }
    let live = overrides.filter { !$0.isExpired(on: today) }
    var matched: Set<VettingPolicy.ViolationOverride> = []
    for (name, file) in store.imports.audits {
      for (crate, entries) in file.audits {
        let named = live.filter { $0.importName == name && $0.crate == crate }
        guard !named.isEmpty else { continue }
        let candidates = Self.versions(of: crate, in: store, locked)
        self.store.imports.audits[name]?.audits[crate] = entries.filter { entry in
          guard case .violation(let requirement) = entry.kind else { return true }
          let forbidden =
            candidates.first { $0.contains(where: requirement.matches) }?
            .filter(requirement.matches) ?? []
          let covering = named.filter { override in
            override.versions == nil
              || forbidden.contains { override.versions?.matches($0.semver) ?? false }
          }
          guard !covering.isEmpty else { return true }
          matched.formUnion(covering)
          return !forbidden.allSatisfy { version in
            covering.contains { $0.versions?.matches(version.semver) ?? true }
          }
        }
      }
    }
    standings = overrides.map { override in
      let state: VettingFacts.OverrideStanding.State =
        if override.isExpired(on: today) {
          .expired
        } else if store.configuration.imports[override.importName] == nil {
          .unknownImport
        } else {
          matched.contains(override) ? .used : .unmatched
        }
      return VettingFacts.OverrideStanding(override, state)
    }
  }

  /// The versions that a violation can be about: what is locked, else what the store vouches for.
  private static func versions(
    of crate: String, in store: VetStore, _ locked: [LockedCrate]
  ) -> [[VetVersion]] {
    var vouched = (store.configuration.exemptions[crate] ?? []).map(\.version)
    for file in [store.audits] + store.imports.audits.values {
      for entry in file.audits[crate] ?? [] {
        switch entry.kind {
        case .full(let version): vouched.append(version)
        case .delta(let from, let to): vouched += [from, to]
        case .violation: break
        }
      }
    }
    return [locked.filter { $0.name == crate }.map(\.vetVersion), vouched]
  }
}
