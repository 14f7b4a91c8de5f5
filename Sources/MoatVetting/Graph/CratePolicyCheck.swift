import MoatModel

/// Policies that do not fit the packages of a graph.
///
/// The rules are cargo-vet's (`check_crate_policies`): a policy must be for a crate of the graph; one
/// with a version for that version; and where any version of a crate comes from crates.io, policies
/// must name versions, all of them if one has `dependency-criteria`.
package enum CratePolicyProblem: Hashable, Sendable {
  /// A version in use has no policy, though another policy of the crate has `dependency-criteria`.
  case needsVersionedPolicy(name: String, version: VetVersion)
  /// Nothing in the graph fits the policy.
  case unused(PolicyKey)
  /// The crate's policy names no version, though some version comes from crates.io.
  case mustNameVersions(name: String, version: VetVersion)

  /// A lowercase phrase for the user.
  package var message: String {
    switch self {
    case .needsVersionedPolicy(let name, let version):
      "`\(name) \(version)` has no policy of its own"
    case .unused(let key):
      key.version == nil
        ? "there is no crate `\(key.name)`" : "there is no `\(key.name)` with this version"
    case .mustNameVersions(let name, let version):
      "the policy for `\(name)` says nothing about versions, but `\(name) \(version)` needs its own"
    }
  }

  /// What to do.
  package var help: String {
    switch self {
    case .needsVersionedPolicy(let name, let version):
      """
      `dependency-criteria` on a crate from crates.io must be decided version by version: add \
      `[policy."\(name):\(version)"]`
      """
    case .unused(let key): "remove `[policy.\(Self.quoted(key))]`"
    case .mustNameVersions(let name, let version):
      """
      some version of the crate comes from crates.io: replace `[policy.\(name)]` by \
      `[policy."\(name):\(version)"]`
      """
    }
  }

  private static func quoted(_ key: PolicyKey) -> String {
    key.version == nil ? key.description : "\"\(key)\""
  }
}

extension VetGraph {
  /// What is wrong with policies; empty where they fit. Sorted by kind, then crate and version.
  package func policyProblems(_ policies: [PolicyKey: CratePolicy]) -> [CratePolicyProblem] {
    let published = Set(packages.lazy.filter(\.isCratesIO).map(\.name))
    let withDependencyCriteria = Set(
      policies.lazy.filter { !$0.value.dependencyCriteria.isEmpty }.map(\.key.name))
    var unused = Set(policies.keys)
    var needsVersion: [CratePolicyProblem] = []
    var mustName: [CratePolicyProblem] = []
    for package in packages {
      let isVersioned =
        unused.remove(PolicyKey(package.name, version: package.version)) != nil
        || policies[PolicyKey(package.name, version: package.version)] != nil
      unused.remove(PolicyKey(package.name))
      guard published.contains(package.name) else { continue }
      if withDependencyCriteria.contains(package.name), !isVersioned {
        needsVersion.append(
          .needsVersionedPolicy(name: package.name, version: package.version))
      } else if policies[PolicyKey(package.name)] != nil {
        mustName.append(.mustNameVersions(name: package.name, version: package.version))
      }
    }
    let sorted = unused.sorted { left, right in
      if left.name != right.name { return StoreOrder.text(left.name, right.name) == .lower }
      return StoreOrder.optional(left.version, right.version, VetVersion.order) == .lower
    }
    return needsVersion + sorted.map { .unused($0) } + mustName
  }
}
