package import MoatCargo
import MoatFindings
package import MoatHost
package import MoatModel
package import MoatVetting

extension VetProject {
  /// The project with everything that a policy judges it by; nil where there is no lockfile to judge,
  /// but only the output of `cargo metadata`.
  ///
  /// - Parameter build: what is built; nil where all that is locked counts.
  /// - Throws: ``MoatCargo/BuildSelectionFailure`` for a build that does not fit the workspace.
  package func judge(
    _ policy: VettingPolicy, build: BuildSelection?, today: Day, on host: Host
  ) throws(BuildSelectionFailure) -> VettingJudge? {
    guard let locked else { return nil }
    var built: BuiltSet?
    if let build, !(policy.isLikeCargoVet ?? false) { built = try locked.built(build, on: host) }
    return VettingJudge(
      store: store,
      texts: VetStoreTexts(
        configuration: folder[.configuration], audits: folder[.audits], imports: folder[.imports]),
      graph: graph, criteria: criteria,
      crates: LockedCrates(locked: locked, built: built, uses: uses(policy, host)).crates,
      policy: policy, today: today, doubt: doubt)
  }

  private func uses(_ policy: VettingPolicy, _ host: Host) -> [Set<CrateUse>]? {
    guard let locked, !policy.criteria.isEmpty else { return nil }
    let metadata = MetadataEvidence(configurations: locked.workspace.configurations, host: host)
      .metadata(of: locked)
    return CrateUses(locked: locked, metadata: metadata).uses
  }

  /// Where a manifest is missing, all that its package locks counts as shipped.
  package var doubt: VettingJudge.Doubt? {
    lenientGraph.map { VettingJudge.Doubt(unread: unread, lenientGraph: $0) }
  }
}
