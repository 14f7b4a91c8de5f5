import MoatCrev
import MoatFindings
import MoatModel
package import MoatVetting

extension VettingJudge {
  /// Lets reviews count for what the policy says, as far as all of them were read.
  package mutating func count(_ reviews: CrevReviews) {
    self.reviews = reviews.accepted
    reviewDoubt = reviews.evidence.doubt
  }
}

extension CrevReviews {
  /// What is said against locked packages that audits are asked for.
  package func warnings(about crates: [LockedCrate]) -> [VettingFacts.ReviewWarning] {
    crates.filter { $0.origin == .cratesIO && $0.standing.counts }.flatMap { crate in
      let warnings = assessment(of: crate.name, crate.vetVersion)?.warnings ?? []
      return warnings.map { VettingFacts.ReviewWarning(crate.package, kind($0)) }
    }
  }

  private func kind(_ warning: CrevJudge.Warning) -> VettingFacts.ReviewWarning.Kind {
    switch warning {
    case .negative(let row): .negative(by: name(of: row), path: row.reviewed.path)
    case .otherBytes(let row): .otherBytes(by: name(of: row), path: row.reviewed.path)
    case .issue(let id): .issue(id)
    }
  }

  private func name(of row: CrevJudge.Row) -> String {
    Self.name(of: row.reviewed.author, judge.proofs)
  }
}

extension CrevEvidence {
  /// What was not read, once a file.
  package var unread: [VettingFacts.UnreadReview] {
    var places: [String: [CrevError]] = [:]
    for refusal in refused { places[refusal.path, default: []].append(refusal) }
    let missing = problems.map { problem in
      VettingFacts.UnreadReview.missing(Label(problem.path), reason: problem.message)
    }
    return missing
      + refusedFiles.compactMap { file in
        guard let all = places[file.path], let first = all.first else { return nil }
        return .refused(
          Label(first.path, first.span), reason: first.message,
          others: all.dropFirst().prefix(Self.placeLimit).map { Label($0.path, $0.span) })
      }
  }

  /// As many more places of one file are pointed at.
  private static let placeLimit = 10
}
