package import MoatFindings
package import MoatPolicy

/// Which rules a run applies: `--only` and `--skip`.
package struct RuleSelection: Sendable {
  private let only: [RuleSelector]
  private let skip: [RuleSelector]
  /// The evidence that the chosen rules need.
  private let needs: Set<EvidenceNeed>

  package init(only: [RuleSelector] = [], skip: [RuleSelector] = []) {
    self.only = only
    self.skip = skip
    needs = Set(
      RuleCatalog.all.filter { Self.isChosen($0, only, skip) }.flatMap(\.evidence))
  }

  /// Whether the rule runs: because it was chosen, or because it guards evidence that a chosen rule
  /// needs and was not skipped by its own name.
  package func includes(_ info: RuleInfo) -> Bool {
    Self.isChosen(info, only, skip) || isGuard(info)
  }

  package func includes(_ finding: Finding, of info: RuleInfo) -> Bool {
    if isGuard(info) { return true }
    if skip.contains(where: { $0.selects(finding, of: info) }) { return false }
    return only.isEmpty || only.contains { $0.selects(finding, of: info) }
  }

  private func isGuard(_ info: RuleInfo) -> Bool {
    !needs.isDisjoint(with: info.guards)
      && !skip.contains { $0.target == .rule(info.id) && $0.reach == nil }
  }

  private static func isChosen(
    _ info: RuleInfo, _ only: [RuleSelector], _ skip: [RuleSelector]
  ) -> Bool {
    if skip.contains(where: { $0.reach == nil && $0.selects(info) }) { return false }
    return only.isEmpty || only.contains { $0.selects(info) }
  }
}
