package import MoatModel

/// What the reviews of a crate are worth for the bytes at hand.
package struct CrevJudge: Sendable {
  package let proofs: ProofCollection
  package let web: WebOfTrust
  package let policy: CrevPolicy

  package init(proofs: ProofCollection, policy: CrevPolicy) {
    self.proofs = proofs
    self.policy = policy
    web = WebOfTrust(
      of: proofs, from: policy.ids, costs: WebOfTrust.Costs(depth: policy.depth))
  }

  /// A review and what becomes of it.
  package struct Row: Hashable, Sendable {
    package let reviewed: ProofCollection.Reviewed
    /// nil: not in the web of trust.
    package let trust: CrevTrust?
    package let digest: DigestVerdict
    package let standing: Standing
  }

  package enum DigestVerdict: Hashable, Sendable {
    /// The review is of these bytes.
    case same
    /// It is of others; a review of another version than the one asked about is too.
    case other
    /// There is nothing to compare with.
    case unknown
  }

  /// Whether a review counts, or the first reason why not.
  package enum Standing: Hashable, Sendable {
    case counts
    /// By somebody trusted, who found the code bad.
    case warns
    case noReview
    case untrusted
    case distrusted
    case overridden
    case otherBytes
    case unknownBytes
    /// Of a change from a version that is not this one's, or is not at hand.
    case otherBase
    case unknownBase
    case byProgram
    case careless

    /// A phrase after the review.
    package var message: String {
      switch self {
      case .counts: "counts"
      case .warns: "warns: somebody trusted rates it negative"
      case .noReview: "is no review, only a report"
      case .untrusted: "does not count: the reviewer is not trusted enough"
      case .distrusted: "does not count: the reviewer is distrusted"
      case .overridden: "does not count: somebody more trusted overrides it"
      case .otherBytes: "does not count: it is of other bytes than those that are locked"
      case .unknownBytes: "does not count: the locked bytes are not here to be compared"
      case .otherBase: "does not count: its base is not what was published"
      case .unknownBase: "does not count: its base is not here to be compared"
      case .byProgram: "does not count: a program made it"
      case .careless: "does not count: not thorough enough, or not understood well enough"
      }
    }
  }

  /// What enough people say, and what they have read.
  package struct Acceptance: Hashable, Sendable {
    /// nil: all of it. Else only what changed since.
    package let from: Version?
    package let to: Version
    /// In order.
    package let reviewers: [CrevID]
  }

  package struct Assessment: Hashable, Sendable {
    package let crate: String
    package let version: Version
    /// Reviews of this version.
    package let rows: [Row]
    /// Issues that people trusted enough have reported and nobody has closed.
    package let openIssues: [String]
    /// Nothing while there is a warning or an open issue.
    package let accepted: [Acceptance]
  }

  /// - Parameter digest: of what was published as a version of this crate, where it is at hand.
  package func assess(
    crate: String, version: Version, digest: (Version) -> CrevDigest?
  ) -> Assessment {
    let all = proofs.reviews(ofCrate: crate)
    let rows = all.filter { $0.review.package.version == version }.map { row($0, digest) }
    let issues = openIssues(all, version)
    var accepted: [Acceptance] = []
    if issues.isEmpty, !rows.contains(where: { $0.standing == .warns }) {
      let counting = rows.filter { $0.standing == .counts }
      for (base, group) in Dictionary(grouping: counting, by: { $0.reviewed.review.base?.version })
      {
        let reviewers = Set(group.map(\.reviewed.author)).sorted()
        guard reviewers.count >= max(1, policy.redundancy) else { continue }
        accepted.append(Acceptance(from: base, to: version, reviewers: reviewers))
      }
    }
    return Assessment(
      crate: crate, version: version, rows: rows, openIssues: issues,
      accepted: accepted.sorted { one, other in
        guard let left = one.from else { return other.from != nil }
        return other.from.map { left < $0 } ?? false
      })
  }

  private func row(
    _ reviewed: ProofCollection.Reviewed, _ digest: (Version) -> CrevDigest?
  ) -> Row {
    let verdict = Self.compare(reviewed.review.package, digest)
    let trust = web.level(of: reviewed.author)
    return Row(
      reviewed: reviewed, trust: trust, digest: verdict,
      standing: standing(reviewed, trust, verdict, digest))
  }

  private func standing(
    _ reviewed: ProofCollection.Reviewed, _ trust: CrevTrust?, _ verdict: DigestVerdict,
    _ digest: (Version) -> CrevDigest?
  ) -> Standing {
    let package = reviewed.review.package
    if trust == .distrust { return .distrusted }
    let subject = ProofCollection.Subject(
      author: reviewed.author, source: package.source, name: package.name, version: package.version)
    if web.ignores(subject) { return .overridden }
    guard let trust, trust >= max(policy.trust, .none) else { return .untrusted }
    guard let quality = reviewed.review.quality else { return .noReview }
    // Whatever else is wrong with it: a warning needs less than praise.
    if quality.rating == .negative { return .warns }
    if reviewed.review.agent != nil, !policy.countsAgents { return .byProgram }
    if quality.thoroughness < policy.thoroughness || quality.understanding < policy.understanding {
      return .careless
    }
    switch verdict {
    case .other: return .otherBytes
    case .unknown: return .unknownBytes
    case .same: break
    }
    guard let base = reviewed.review.base else { return .counts }
    guard base.source == package.source, base.name == package.name else { return .otherBase }
    switch Self.compare(base, digest) {
    case .same: return .counts
    case .other: return .otherBase
    case .unknown: return .unknownBase
    }
  }

  private static func compare(
    _ package: CrevPackage, _ digest: (Version) -> CrevDigest?
  ) -> DigestVerdict {
    guard let reviewed = package.digest, let actual = digest(package.version) else {
      return .unknown
    }
    return reviewed == actual ? .same : .other
  }

  /// By identifier. An issue reaches later versions in its range until an advisory of its name in a
  /// version up to this one; an advisory in a later version is an issue of those before it.
  private func openIssues(_ all: [ProofCollection.Reviewed], _ version: Version) -> [String] {
    let trusted = all.filter { reviewed in
      guard let level = web.level(of: reviewed.author) else { return false }
      return level >= max(policy.trust, .none)
    }
    func isNear(_ range: CrevRange, _ one: Version, _ other: Version) -> Bool {
      switch range {
      case .all: true
      case .major: one.major == other.major
      case .minor: one.major == other.major && one.minor == other.minor
      }
    }
    var open: Set<String> = []
    for reviewed in trusted {
      let place = reviewed.review.package.version
      for issue in reviewed.review.issues
      where place <= version && isNear(issue.range, place, version) {
        let isClosed = trusted.contains { other in
          let fixed = other.review.package.version
          return place < fixed && fixed <= version
            && other.review.advisories.contains {
              $0.ids.contains(issue.id) && isNear($0.range, place, fixed)
            }
        }
        if !isClosed { open.insert(issue.id) }
      }
      for advisory in reviewed.review.advisories
      where version < place && isNear(advisory.range, place, version) {
        open.formUnion(advisory.ids)
      }
    }
    return open.sorted()
  }
}
