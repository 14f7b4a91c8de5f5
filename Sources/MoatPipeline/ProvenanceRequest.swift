/// How much of the evidence on this machine is looked at, and where.
package struct ProvenanceRequest: Sendable {
  package enum Effort: Hashable, Sendable {
    /// What changed since it was last found right, by sizes and times: for `check`.
    case changes
    /// Every byte.
    case everything
    /// Every byte, and vendored crates without an archive are packed again, which costs some
    /// hundred times the time of reading them.
    case repacking
  }

  package let effort: Effort
  /// Absolute folders of vendored crates, besides those that the configuration names.
  package let vendorFolders: [String]
  /// Leaves out the sources that Cargo has unpacked.
  package let isOnlyVendored: Bool

  package init(
    effort: Effort = .changes, vendorFolders: [String] = [], isOnlyVendored: Bool = false
  ) {
    self.effort = effort
    self.vendorFolders = vendorFolders
    self.isOnlyVendored = isOnlyVendored
  }

  package var isThorough: Bool { effort != .changes }
}
