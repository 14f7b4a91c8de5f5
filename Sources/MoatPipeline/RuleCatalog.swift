import MoatAdvisories
import MoatBans
package import MoatFindings
import MoatInspection
import MoatLockfile
import MoatPolicy
import MoatProvenance
import MoatReleases
import MoatSources
import MoatVetting
import MoatWorkflows

/// Every rule there is, from the engines' own lists.
package enum RuleCatalog {
  /// Sorted by group, then id.
  package static let all: [RuleInfo] = {
    var infos = LockfileRules.all.map { $0.info } + [UnreadablePath.info]
    infos += SourceRules.all.map { $0.info }
    infos += BanRules.all.map { $0.info }
    infos += AdvisoryRules.all.map { type(of: $0).info }
    infos += ReleaseRules.all.map { $0.info }
    infos += ProvenanceRules.all.map { $0.info }
    infos += InspectionRules.all.map { $0.info }
    infos += VettingRules.all.map { $0.info }
    infos += PublisherRules.all.map { $0.info }
    infos += WorkflowRules.all.map { $0.info }
    infos += PolicyRules.all.map { $0.info }
    return infos.sorted { ($0.group.rawValue, $0.id) < ($1.group.rawValue, $1.id) }
  }()

  private static let byID = Dictionary(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  package static func info(_ id: String) -> RuleInfo? { byID[id] }
}
