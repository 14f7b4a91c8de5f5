/// One package of a dependency graph as its source tells it, before policies are applied.
package struct VetNode: Hashable, Sendable {
  package var name: String
  package var version: VetVersion
  /// Tells apart packages of one name and version. Never shown, and compared only for sorting.
  package var id: String
  /// Whether it comes from crates.io; everything else is the project's own unless a policy says so.
  package var isCratesIO: Bool
  package var isWorkspaceMember: Bool
  /// Places in the list that this node is part of.
  package var dependencies: [Dependency]
  /// The `description` and `repository` of its manifest, where known.
  package var description: String?
  package var repository: String?

  package struct Dependency: Hashable, Sendable {
    package var node: Int
    package var kinds: DependencyKinds

    package init(node: Int, kinds: DependencyKinds) {
      self.node = node
      self.kinds = kinds
    }
  }

  package init(
    name: String, version: VetVersion, id: String = "", isCratesIO: Bool,
    isWorkspaceMember: Bool = false, dependencies: [Dependency] = [], description: String? = nil,
    repository: String? = nil
  ) {
    self.name = name
    self.version = version
    self.id = id
    self.isCratesIO = isCratesIO
    self.isWorkspaceMember = isWorkspaceMember
    self.dependencies = dependencies
    self.description = description
    self.repository = repository
  }
}
