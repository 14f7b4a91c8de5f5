package import MoatFindings
package import MoatPolicy

/// Which rules a run applies: `--only` and `--skip`.
package struct RuleSelection: Sendable {
  private let only: [RuleSelector]
  private let skip: [RuleSelector]

  package init(only: [RuleSelector] = [], skip: [RuleSelector] = []) {
    self.only = only
    self.skip = skip
  }

  package func includes(_ info: RuleInfo) -> Bool {
    if skip.contains(where: { $0.reach == nil && $0.selects(info) }) { return false }
    return only.isEmpty || only.contains { $0.selects(info) }
  }

  package func includes(_ finding: Finding, of info: RuleInfo) -> Bool {
    if skip.contains(where: { $0.selects(finding, of: info) }) { return false }
    return only.isEmpty || only.contains { $0.selects(finding, of: info) }
  }
}
