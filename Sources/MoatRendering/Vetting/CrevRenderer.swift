package import MoatCrev
import MoatModel

/// Reviews in crev's proofs, for people.
package struct CrevRenderer: Sendable {
  private let judge: CrevJudge
  private let style: Style

  package init(_ judge: CrevJudge, style: Style) {
    self.judge = judge
    self.style = style
  }

  /// Everybody in the web of trust, the nearest first.
  package func people() -> String {
    var text = ""
    let trusted = judge.web.trusted.sorted {
      ($1.value.level, $0.value.distance, $0.key) < ($0.value.level, $1.value.distance, $1.key)
    }
    for (id, standing) in trusted {
      let place = TerminalText.neutralised(judge.proofs.urls[id] ?? "no address")
      text += "\(padded(standing.level.name))  \(id)  \(style.dim(place))\n"
    }
    for (id, by) in judge.web.distrusted.sorted(by: { $0.key < $1.key }) {
      let names = by.sorted().map(\.description).joined(separator: ", ")
      text += "\(style.red("distrust"))  \(id)  \(style.dim("by \(names)"))\n"
    }
    return text
  }

  package func text(_ assessments: [CrevJudge.Assessment]) -> String {
    assessments.map(text).joined(separator: "\n")
  }

  private func text(_ assessment: CrevJudge.Assessment) -> String {
    var text = style.bold(TerminalText.neutralised("\(assessment.crate) \(assessment.version)"))
    let accepted = assessment.accepted.map { acceptance in
      let count = acceptance.reviewers.count
      let people = "\(count) \(count == 1 ? "reviewer" : "reviewers")"
      return acceptance.from.map { "the change from \($0) by \(people)" } ?? "by \(people)"
    }
    let isShort =
      assessment.openIssues.isEmpty
      && assessment.rows.contains { $0.standing == .counts }
      && !assessment.rows.contains { $0.standing == .warns }
    if !accepted.isEmpty {
      text += ": reviewed \(accepted.joined(separator: ", "))\n"
    } else if isShort {
      text += ": fewer than \(judge.policy.redundancy) reviewers of the same\n"
    } else {
      text += ": no review counts\n"
    }
    if assessment.rows.isEmpty { text += "  reviews of other versions only\n" }
    for row in assessment.rows {
      let who = judge.proofs.urls[row.reviewed.author] ?? row.reviewed.author.description
      var words = "\(row.reviewed.date.day)  \(TerminalText.neutralised(who))"
      if let base = row.reviewed.review.base { words += ", the change from \(base.version)" }
      if let quality = row.reviewed.review.quality {
        words +=
          ": \(quality.rating.name), thoroughness \(quality.thoroughness.name), understanding "
          + quality.understanding.name
      }
      words += "; trust \(row.trust?.name ?? "none, a stranger")"
      let standing = row.standing.message
      text +=
        "  \(words)\n    \(row.standing == .warns ? style.red(standing) : style.dim(standing))\n"
    }
    for issue in assessment.openIssues {
      text += "  \(style.red("open issue")) \(TerminalText.neutralised(issue))\n"
    }
    return text
  }

  private func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(0, "distrust".count - name.count))
  }
}
