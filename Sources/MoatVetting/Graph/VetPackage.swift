/// A package of a ``VetGraph``, with what follows from its place there.
package struct VetPackage: Sendable {
  package let name: String
  package let version: VetVersion
  package let isCratesIO: Bool
  /// Whether it needs audits: it comes from crates.io, or a policy has `audit-as-crates-io = true`.
  package let isThirdParty: Bool
  package let isWorkspaceMember: Bool
  package let description: String?
  package let repository: String?

  /// A workspace member that no other package needs in a normal build.
  package internal(set) var isRoot = false
  /// Reached only by way of development dependencies of members.
  package internal(set) var isDevOnly = true

  // All lists are sorted places in the graph. Packages that no member reaches have none.
  package internal(set) var normalDependencies: [Int] = []
  package internal(set) var buildDependencies: [Int] = []
  /// Of workspace members only: nothing else builds them.
  package internal(set) var devDependencies: [Int] = []
  package internal(set) var normalAndBuildDependencies: [Int] = []
  /// Of every kind.
  package internal(set) var dependencies: [Int] = []
  /// The packages that need this one; of development dependencies, only those of members.
  package internal(set) var dependents: [Int] = []

  /// `name:version`, as reports write a package.
  package var label: String { "\(name):\(version)" }
}
