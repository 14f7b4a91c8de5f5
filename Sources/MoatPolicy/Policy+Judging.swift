package import MoatFindings
package import MoatModel

extension Policy {
  /// What the finding does to the run.
  package func level(of finding: Finding, _ info: RuleInfo) -> Level {
    if finding.severity == .tampering { return .deny }
    // Of flags that say equally much the later counts.
    var flag: FlagLevel?
    for candidate in flags where candidate.selector.selects(finding, of: info) {
      if candidate.selector.precision >= flag?.selector.precision ?? 0 { flag = candidate }
    }
    if let flag { return flag.level }
    let files = [organisation, repository].compactMap { $0 }
    let named = files.compactMap { level(of: finding, info, in: $0) }
    guard let organisation else { return named.first ?? standardLevel(finding, failOn.value) }
    // The organisation's word, or its threshold where it says nothing, is the least.
    let least =
      level(of: finding, info, in: organisation)
      ?? standardLevel(finding, organisation.failOn ?? .medium)
    return max(
      least, named.max() ?? .allow, repository?.failOn == nil ? .allow : tightened(finding, info))
  }

  /// What the repository's own threshold makes of a finding it has no `[levels]` entry for.
  private func tightened(_ finding: Finding, _ info: RuleInfo) -> Level {
    guard let repository, level(of: finding, info, in: repository) == nil else { return .allow }
    return standardLevel(finding, repository.failOn ?? .medium)
  }

  private func level(of finding: Finding, _ info: RuleInfo, in file: PolicyFile) -> Level? {
    file.levels.filter { $0.selector.selects(finding, of: info) }
      .max { $0.selector.precision < $1.selector.precision }?.level
  }

  private func standardLevel(_ finding: Finding, _ failOn: Severity) -> Level {
    if finding.severity >= failOn { return .deny }
    return finding.severity == .info ? .note : .warn
  }

  /// The suppression that silences the finding today, if one does.
  package func suppression(of finding: Finding, _ info: RuleInfo, on today: Day) -> Suppression? {
    func first(in file: PolicyFile?) -> Suppression? {
      file?.suppressions.first { $0.covers(finding) && !$0.isExpired(on: today) }
    }
    if let found = first(in: organisation) { return found }
    if let organisation {
      let least =
        level(of: finding, info, in: organisation)
        ?? standardLevel(finding, organisation.failOn ?? .medium)
      if least == .deny { return nil }
    }
    return first(in: repository)
  }

  /// Every suppression written, whatever it does.
  package var suppressions: [Suppression] {
    (organisation?.suppressions ?? []) + (repository?.suppressions ?? [])
  }
}
