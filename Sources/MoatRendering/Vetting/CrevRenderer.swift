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

  /// A version, what comes of its reviews, and each of them with who wrote it and what it is worth.
  private func text(_ assessment: CrevJudge.Assessment) -> String {
    let name = TerminalText.neutralised("\(assessment.crate) \(assessment.version)")
    var text = "\(style.bold(name)): \(conclusion(assessment))\n"
    if assessment.rows.isEmpty { text += "  reviews of other versions only\n" }
    for row in assessment.rows {
      text += "  \(author(row))\n    \(opinion(row))\n    \(worth(row))\n"
    }
    for issue in assessment.openIssues {
      text += "  \(style.red("open issue")) \(TerminalText.neutralised(issue))\n"
    }
    return text
  }

  // MARK: beside what there is to read

  /// As many reviews are told of in a list of other things.
  private static let hintLimit = 3

  /// Reviews of a version in as few lines as possible, for a list of what there is to read. What warns
  /// comes first, then what counts; of those that only strangers wrote the number.
  package func hints(_ assessment: CrevJudge.Assessment) -> [String] {
    let known = assessment.rows.filter { $0.standing == .warns || $0.isTrusted }
      .sorted { Self.rank($0) < Self.rank($1) }
    var hints = assessment.openIssues.prefix(Self.hintLimit).map { issue in
      style.red("crev: open issue \(TerminalText.neutralised(issue))")
    }
    for row in known.prefix(Self.hintLimit) {
      let id = row.reviewed.author.description.prefix(8)
      hints.append("crev: \(id)… (\(trust(row))): \(opinion(row)); \(worth(row))")
    }
    let more = assessment.rows.count - min(known.count, Self.hintLimit)
    if more > 0 {
      let what =
        known.count > Self.hintLimit
        ? Wording.counted(more, "more review", plural: "more reviews")
        : "\(Wording.counted(more, "review")) by strangers"
      let crate = TerminalText.neutralised(assessment.crate)
      hints.append(style.dim("crev: \(what), `cargo moat vet crev \(crate)`"))
    }
    return hints
  }

  /// One review in a sentence, for a page about the version.
  package func sentence(_ row: CrevJudge.Row) -> String {
    let address = judge.proofs.urls[row.reviewed.author].map { " of \($0)" } ?? ""
    return "\(row.reviewed.author)\(address) on \(row.reviewed.date.day) (\(trust(row))): "
      + "\(opinion(row)); \(worth(row))"
  }

  private static func rank(_ row: CrevJudge.Row) -> Int {
    switch (row.standing, row.digest) {
    case (.warns, _): 0
    case (_, .other): 1
    case (.counts, _): 2
    default: 3
    }
  }

  /// What trusted reviewers say against locked versions; empty where they say nothing.
  package func warnings(_ assessments: [CrevJudge.Assessment]) -> String {
    var text = ""
    for assessment in assessments {
      let name = TerminalText.neutralised("\(assessment.crate) \(assessment.version)")
      for warning in assessment.warnings { text += "  \(style.bold(name))  \(words(warning))\n" }
    }
    return text.isEmpty ? "" : "\(style.red("reviewers in crev warn"))\n\(text)"
  }

  private func words(_ warning: CrevJudge.Warning) -> String {
    switch warning {
    case .negative(let row):
      "rated negative by \(row.reviewed.author) (\(trust(row)))"
    case .otherBytes(let row):
      "\(row.reviewed.author) (\(trust(row))) reviewed other bytes than those that are locked"
    case .issue(let id): "open issue \(TerminalText.neutralised(id))"
    }
  }

  // MARK: words

  /// What comes of all reviews of a version.
  private func conclusion(_ assessment: CrevJudge.Assessment) -> String {
    let accepted = assessment.accepted.map { acceptance in
      let people = Wording.counted(acceptance.reviewers.count, "reviewer")
      return acceptance.from.map { "the change from \($0) by \(people)" } ?? "by \(people)"
    }
    if !accepted.isEmpty { return "reviewed \(accepted.joined(separator: ", "))" }
    if assessment.rows.contains(where: { $0.standing == .warns }) { return "a review warns" }
    if !assessment.openIssues.isEmpty { return "an issue is open" }
    return assessment.rows.contains { $0.standing == .counts }
      ? "fewer than \(judge.policy.redundancy) reviewers of the same" : "no review counts"
  }

  private func author(_ row: CrevJudge.Row) -> String {
    let address = judge.proofs.urls[row.reviewed.author].map { TerminalText.neutralised($0) }
    return "\(row.reviewed.date.day)  \(row.reviewed.author)  "
      + "\(style.dim(address ?? "no address"))  \(trust(row))"
  }

  private func trust(_ row: CrevJudge.Row) -> String {
    switch row.trust {
    case .distrust: return "distrusted"
    case nil: return "a stranger"
    case let level?:
      let distance = row.distance.map { ", distance \($0)" } ?? ""
      return "trust \(level.name)\(distance)"
    }
  }

  private func opinion(_ row: CrevJudge.Row) -> String {
    let base = row.reviewed.review.base.map { "the change from \($0.version): " } ?? ""
    guard let quality = row.reviewed.review.quality else { return "\(base)no review" }
    let rating =
      quality.rating == .negative ? style.red(quality.rating.name) : quality.rating.name
    return "\(base)\(rating), thoroughness \(quality.thoroughness.name), understanding "
      + quality.understanding.name
  }

  private func worth(_ row: CrevJudge.Row) -> String {
    let digest = row.digest.message
    let standing = row.standing.message
    return (row.digest == .other ? style.red(digest) : style.dim(digest)) + "; "
      + (row.standing == .warns ? style.red(standing) : style.dim(standing))
  }

  private func padded(_ name: String) -> String {
    name + String(repeating: " ", count: max(0, "distrust".count - name.count))
  }
}
