package import MoatModel
package import MoatPolicy

/// What `cargo moat check` was asked to do.
package struct CheckRequest: Sendable {
  package let paths: [String]
  package let selection: RuleSelection
  package let policy: Policy
  package let now: Timestamp
  /// Whether the network stays closed.
  package let isOffline: Bool
  /// How much of the archives and sources on this machine is read.
  package let provenance: ProvenanceRequest

  package init(
    paths: [String], selection: RuleSelection, policy: Policy, now: Timestamp, isOffline: Bool,
    provenance: ProvenanceRequest = ProvenanceRequest()
  ) {
    self.paths = paths
    self.selection = selection
    self.policy = policy
    self.now = now
    self.isOffline = isOffline
    self.provenance = provenance
  }
}
