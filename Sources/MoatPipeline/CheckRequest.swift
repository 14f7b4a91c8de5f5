package import MoatCargo
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
  /// nil: all that is locked counts.
  package let build: BuildRequest?

  package init(
    paths: [String], selection: RuleSelection, policy: Policy, now: Timestamp, isOffline: Bool,
    provenance: ProvenanceRequest = ProvenanceRequest(), build: BuildRequest? = nil
  ) {
    self.paths = paths
    self.selection = selection
    self.policy = policy
    self.now = now
    self.isOffline = isOffline
    self.provenance = provenance
    self.build = build
  }
}

/// Why a check did not begin. Everything else that goes wrong is a finding.
package enum CheckFailure: Error, Sendable {
  /// A path that the user named cannot be looked at.
  case path(ProjectReader.UnusablePath)
  /// The build that the user named fits no workspace.
  case build(BuildSelectionFailure)
}
