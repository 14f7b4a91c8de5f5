package import MoatCrev
import MoatModel

/// Reviews in crev's proofs as JSON, alone and beside audits.
package struct CrevJSON: Sendable {
  private let judge: CrevJudge
  private let assessments: [CrevJudge.Assessment]
  private let refused: [CrevError]
  private let unread: [String]

  /// - Parameters:
  ///   - refused: proofs that were not read.
  ///   - unread: repositories and files that were not to be had, with why.
  package init(
    _ judge: CrevJudge, _ assessments: [CrevJudge.Assessment], refused: [CrevError],
    unread: [String]
  ) {
    self.judge = judge
    self.assessments = assessments
    self.refused = refused
    self.unread = unread
  }

  /// `{"format":"moat-crev","version":1,"crates":[…],"refused":[…],"unread":[…]}`.
  package func text() -> String {
    var writer = JSONWriter(isPretty: true)
    writer.object { writer in
      writer.member("format", "moat-crev")
      writer.member("version", 1)
      write(to: &writer)
    }
    return writer.text + "\n"
  }

  /// `crates`, `refused` and `unread` of an object that is open.
  func write(to writer: inout JSONWriter) {
    writer.array("crates") { writer in
      for assessment in assessments { writer.object { write(assessment, to: &$0) } }
    }
    writer.array("refused") { writer in
      for error in refused {
        writer.object { writer in
          writer.member("file", error.path)
          writer.member("line", error.line)
          writer.member("reason", error.message)
        }
      }
    }
    writer.member("unread", unread)
  }

  private func write(_ assessment: CrevJudge.Assessment, to writer: inout JSONWriter) {
    writer.member("name", assessment.crate)
    writer.member("version", assessment.version.description)
    writer.array("accepted") { writer in
      for acceptance in assessment.accepted {
        writer.object { writer in
          writer.member("from", acceptance.from?.description)
          writer.member("to", acceptance.to.description)
          writer.member("reviewers", acceptance.reviewers.map(\.description))
        }
      }
    }
    writer.member("openIssues", assessment.openIssues)
    writer.array("reviews") { writer in
      for row in assessment.rows { writer.object { write(row, to: &$0) } }
    }
  }

  private func write(_ row: CrevJudge.Row, to writer: inout JSONWriter) {
    let review = row.reviewed.review
    writer.member("reviewer", row.reviewed.author.description)
    writer.member("url", judge.proofs.urls[row.reviewed.author])
    writer.member("date", row.reviewed.date.day.description)
    writer.member("file", row.reviewed.path)
    writer.member("from", review.base?.version.description)
    writer.member("rating", review.quality?.rating.name)
    writer.member("thoroughness", review.quality?.thoroughness.name)
    writer.member("understanding", review.quality?.understanding.name)
    writer.member("comment", review.comment)
    writer.member("trust", row.trust?.name)
    writer.member("distance", row.distance)
    writer.member("digest", row.digest.rawValue)
    writer.member("standing", row.standing.rawValue)
    writer.member("counts", row.standing == .counts)
  }
}
