import MoatCargo
import MoatCrev
import MoatHost
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering
import MoatReview

/// What crev's proofs say of a version that is read, compared with the very bytes that are shown.
struct CrevOpinions {
  private let judge: CrevJudge

  init(_ judge: CrevJudge) { self.judge = judge }

  /// Proofs of the repositories that `[vet.crev]` names; nil where it names none.
  static func judge(_ policy: CrevPolicy, on host: Host) async -> CrevJudge? {
    guard !policy.repositories.isEmpty else { return nil }
    let evidence = await CrevEvidence(policy.repositories, on: host)
    evidence.remarkTroubles(on: host)
    return CrevJudge(proofs: evidence.proofs, policy: policy)
  }

  /// - Parameter versions: of one crate; opinions are about the last.
  func opinions(_ versions: [PackageContents]) -> [ReviewOpinion] {
    var digests: [Version: CrevDigest] = [:]
    var last: (crate: String, version: Version)?
    for contents in versions {
      guard let version = try? Version(parsing: contents.identity.version) else { continue }
      last = (contents.identity.name, version)
      // What is in a folder, or was not read whole, compares with nothing.
      digests[version] = try? TreeDigest.digest(of: contents)
    }
    guard let last else { return [] }
    let found = judge.assess(crate: last.crate, version: last.version) { digests[$0] }
    let renderer = CrevRenderer(judge, style: .plain)
    let issues = found.openIssues.map { ReviewOpinion(.alert, title: "open issue", text: $0) }
    return issues
      + found.rows.map { row in
        let isAlert = row.standing == .warns || row.digest == .other && row.isTrusted
        return ReviewOpinion(
          isAlert ? .alert : .detail, title: row.standing.rawValue,
          text: renderer.sentence(row))
      }
  }
}
