/// Which build the rules and `tree` look at: `[build]` of a `moat.toml`. nil where it says nothing.
package struct BuildPolicy: Hashable, Sendable {
  /// `host`, or names of targets that rustc has built in; empty: every platform.
  package var targets: [String]?
  package var features: [String]?
  package var noDefaultFeatures: Bool?
  package var allFeatures: Bool?
  package var noDev: Bool?

  package init(
    targets: [String]? = nil, features: [String]? = nil, noDefaultFeatures: Bool? = nil,
    allFeatures: Bool? = nil, noDev: Bool? = nil
  ) {
    self.targets = targets
    self.features = features
    self.noDefaultFeatures = noDefaultFeatures
    self.allFeatures = allFeatures
    self.noDev = noDev
  }

  /// Whether it says anything.
  package var isEmpty: Bool { self == BuildPolicy() }

  /// This policy of an organisation with that of a repository, which can have more looked at and
  /// never less: what the organisation leaves out stays as it is without a policy.
  func widened(by repository: BuildPolicy) -> BuildPolicy {
    func both(_ outer: Bool?, _ inner: Bool?) -> Bool { (outer ?? false) && (inner ?? true) }
    var widened = BuildPolicy()
    if let targets, !targets.isEmpty {
      // An empty list is every platform, and so more than any.
      let more = repository.targets ?? targets
      widened.targets = more.isEmpty ? [] : targets + more.filter { !targets.contains($0) }
    }
    let all = (features ?? []) + (repository.features ?? [])
    if !all.isEmpty { widened.features = all }
    if both(noDefaultFeatures, repository.noDefaultFeatures) { widened.noDefaultFeatures = true }
    if allFeatures ?? false || repository.allFeatures ?? false { widened.allFeatures = true }
    if both(noDev, repository.noDev) { widened.noDev = true }
    return widened
  }
}
