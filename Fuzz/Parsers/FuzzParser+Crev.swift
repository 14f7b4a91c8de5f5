import MoatCrev
import MoatModel

extension FuzzParser {
  /// What is refused has words and a place in the file; what is read can be judged.
  static func crevProof(_ source: SourceText) {
    let file = ProofFile(reading: source)
    for refusal in file.refused {
      require(!refusal.message.isEmpty && refusal.span.upper <= source.bytes.count)
      require(refusal.line >= 1)
    }
    var policy = CrevPolicy()
    policy.ids = file.proofs.prefix(4).map(\.author)
    let judge = CrevJudge(proofs: ProofCollection(file.proofs), policy: policy)
    for proof in file.proofs {
      guard case .review(let review) = proof.content else { continue }
      let found = judge.assess(crate: review.package.name, version: review.package.version) { _ in
        review.package.digest
      }
      require(found.accepted.allSatisfy { !$0.reviewers.isEmpty })
      require(found.accepted.isEmpty || !found.rows.contains { $0.standing == .warns })
      let version = review.package.version
      let wanted = judge.versionsToCompare(ofCrate: review.package.name, locked: [version])
      let all = judge.acceptances(ofCrate: review.package.name) { _ in review.package.digest }
      require(all.allSatisfy { wanted.contains($0.to) })
      require(Set(found.accepted).isSubset(of: all))
    }
  }
}
