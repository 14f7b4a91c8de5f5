import MoatFindings
import MoatModel
import MoatPolicy

/// The rules of one run and what they said.
struct RuleRun {
  let selection: RuleSelection
  private(set) var findings: [Finding] = []
  private var applied: Set<String> = []
  private var seen: Set<Finding> = []
  /// Kinds of evidence that some rule lacked.
  private var lacking: Set<EvidenceNeed> = []

  init(selection: RuleSelection) { self.selection = selection }

  func includes(_ info: RuleInfo) -> Bool { selection.includes(info) }

  mutating func apply(_ info: RuleInfo, _ rule: () -> [Finding]) {
    guard selection.includes(info) else { return }
    applied.insert(info.id)
    for finding in rule() where selection.includes(finding, of: info) {
      if finding.isUndetermined { lacking.formUnion(info.evidence) }
      // A manifest or configuration file that two workspaces share is reported once.
      if seen.insert(finding).inserted { findings.append(finding) }
    }
  }

  var ruleCount: Int { applied.count }

  /// The rules that ran with all evidence of the kinds they need.
  var decided: Set<String> {
    applied.filter { id in
      RuleCatalog.info(id).map { lacking.isDisjoint(with: $0.evidence) } ?? false
    }
  }

  /// Every finding with what the policy makes of it.
  func judged(by policy: Policy, on today: Day) -> [JudgedFinding] {
    findings.compactMap { finding in
      guard let info = RuleCatalog.info(finding.rule) else { return nil }
      return JudgedFinding(
        finding, level: policy.level(of: finding, info),
        suppression: policy.suppression(of: finding, info, on: today))
    }
  }
}
