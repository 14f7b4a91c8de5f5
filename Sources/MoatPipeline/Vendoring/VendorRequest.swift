package import MoatCargo
package import MoatModel

/// What to vendor, and where.
package struct VendorRequest: Sendable {
  package let plan: VendorPlan
  /// Absolute. The folder above it is made where it is missing.
  package let destination: String
  /// The folder of the lockfile, which the tree must not hold.
  package let root: String
  /// Whether a tree that is there is replaced even where it was modified.
  package let isReplacing: Bool
  /// Crates of which only a stub is written.
  package let leftOut: Set<PackageIdentity>
  /// Folders of local registries to take archives from.
  package let localRegistries: [String]

  package init(
    plan: VendorPlan, destination: String, root: String, isReplacing: Bool,
    leftOut: Set<PackageIdentity> = [], localRegistries: [String] = []
  ) {
    self.plan = plan
    self.destination = destination
    self.root = root
    self.isReplacing = isReplacing
    self.leftOut = leftOut
    self.localRegistries = localRegistries
  }
}
