import MoatModel

/// Finds packages from elsewhere than crates.io that nobody decided about.
enum SourceDecisions {
  static func undecided(
    _ crates: [LockedCrate], _ configuration: VetConfiguration, _ policy: VettingPolicy
  ) -> [VettingFacts.UndecidedSource] {
    crates.compactMap { crate in
      guard crate.standing.counts, !isDecided(crate, configuration) else { return nil }
      let stance: VettingPolicy.SourceStance
      let kind: VettingFacts.UndecidedSource.Kind
      let address: RedactedURL?
      switch crate.origin {
      case .cratesIO, .own: return nil
      case .git(let url, _):
        (stance, kind, address) = (policy.git, .git(url.description), url)
      case .registry(let url):
        (stance, kind, address) = (policy.registries, .registry(url.description), url)
      case .path(let folder): (stance, kind, address) = (policy.path, .path(folder), nil)
      }
      let isAllowed =
        stance == .allow
        || policy.allowedSources.contains { $0.allows(crate: crate.name, from: address) }
      return isAllowed ? nil : VettingFacts.UndecidedSource(crate.package, kind)
    }
  }

  /// Whether the store says of a crate that it is audited, or that it is not the published one.
  private static func isDecided(_ crate: LockedCrate, _ configuration: VetConfiguration) -> Bool {
    let keys = [
      PolicyKey(crate.name), PolicyKey(crate.name, version: VetVersion(crate.version)),
      PolicyKey(crate.name, version: crate.vetVersion),
    ]
    return keys.contains { configuration.policies[$0]?.auditAsCratesIO != nil }
  }
}
