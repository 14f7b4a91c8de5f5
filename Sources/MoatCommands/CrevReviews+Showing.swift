import MoatCrev
import MoatHost
import MoatPipeline
import MoatRendering
import MoatVetting

extension CrevReviews {
  /// For a document about audits.
  var json: CrevJSON {
    CrevJSON(
      judge, assessments, refused: evidence.refused, unread: evidence.problems.map(\.message))
  }

  /// What reviews say of the versions that tasks lead to, a line each.
  func remarks(on list: SuggestionList, style: Style) -> [AuditTask: [String]] {
    let renderer = CrevRenderer(judge, style: style)
    var remarks: [AuditTask: [String]] = [:]
    for task in list.suggestions.map(\.task) + list.unsized {
      guard let assessment = assessment(of: task.crate, task.to) else { continue }
      remarks[task] = renderer.hints(assessment)
    }
    return remarks
  }
}

extension CrevEvidence {
  /// As many refused proofs are named.
  private static let refusalLimit = 5

  /// Says which proofs were not read, and where they stand.
  func remarkTroubles(on host: Host) {
    for problem in problems.prefix(Self.refusalLimit) {
      host.remark(
        TerminalText.neutralised(
          "warning: \(problem.message); no review in crev counts while it is not read"))
    }
    for refusal in refused.prefix(Self.refusalLimit) {
      host.remark(
        TerminalText.neutralised(
          "note: \(refusal.path):\(refusal.line): the proof is refused: \(refusal.message)"))
    }
    let more = refused.count - Self.refusalLimit
    if more > 0 {
      host.remark("note: \(Wording.counted(more, "more proof", plural: "more proofs")) refused")
    }
  }
}
