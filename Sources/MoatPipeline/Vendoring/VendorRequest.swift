package import MoatCargo

/// What to vendor, and where.
package struct VendorRequest: Sendable {
  package let plan: VendorPlan
  /// Absolute. The folder above it is made where it is missing.
  package let destination: String
  /// The folder of the lockfile, which the tree must not hold.
  package let root: String
  /// Whether a tree that is there is replaced even where it was modified.
  package let isReplacing: Bool
  /// The builds to serve; of crates that none of them compiles only a stub is written. nil: all.
  package let narrowing: VendorNarrowing?
  /// Folders of local registries to take archives from.
  package let localRegistries: [String]
  /// Whether the network stays closed.
  package let isOffline: Bool

  package init(
    plan: VendorPlan, destination: String, root: String, isReplacing: Bool,
    narrowing: VendorNarrowing? = nil, localRegistries: [String] = [],
    isOffline: Bool = false
  ) {
    self.plan = plan
    self.destination = destination
    self.root = root
    self.isReplacing = isReplacing
    self.narrowing = narrowing
    self.localRegistries = localRegistries
    self.isOffline = isOffline
  }
}
