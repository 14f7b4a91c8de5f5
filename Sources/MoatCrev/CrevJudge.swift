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
    /// The shortest way to the reviewer through the web; nil for who is not trusted.
    package let distance: Int?
    package let digest: DigestVerdict
    package let standing: Standing

    /// Whether it is by somebody trusted at all, and nobody more trusted overrides it.
    package var isTrusted: Bool {
      standing != .overridden && (trust ?? .none) >= .low
    }
  }

  /// Named as JSON has it.
  package enum DigestVerdict: String, Hashable, Sendable {
    /// The review is of these bytes.
    case same = "verified"
    /// It is of others; a review of another version than the one asked about is too.
    case other = "mismatched"
    /// There is nothing to compare with.
    case unknown

    /// A phrase about the review.
    package var message: String {
      switch self {
      case .same: "verified: of the bytes that are locked"
      case .other: "MISMATCHED: of other bytes than those that are locked"
      case .unknown: "not verified: the archive is not on this machine"
      }
    }
  }

  /// Whether a review counts, or the first reason why not. Named as JSON has it.
  package enum Standing: String, Hashable, Sendable {
    case counts
    /// By somebody trusted, who found the code bad.
    case warns
    case noReview = "no-review"
    case untrusted
    case distrusted
    case overridden
    case otherBytes = "other-bytes"
    case unknownBytes = "unknown-bytes"
    /// Of a change from a version that is not this one's, or is not at hand.
    case otherBase = "other-base"
    case unknownBase = "unknown-base"
    case byProgram = "by-program"
    case careless
    case poorlyRated = "poorly-rated"

    /// A phrase after the review and its ``DigestVerdict``.
    package var message: String {
      switch self {
      case .counts: "counts"
      case .warns: "warns: somebody trusted rates it negative"
      case .noReview: "is no review, only a report"
      case .untrusted: "does not count: the reviewer is not trusted enough"
      case .distrusted: "does not count: the reviewer is distrusted"
      case .overridden: "does not count: somebody more trusted overrides it"
      case .otherBytes: "does not count"
      case .unknownBytes: "does not count"
      case .otherBase: "does not count: its base is not what was published"
      case .unknownBase: "does not count: its base is not here to be compared"
      case .byProgram: "does not count: a program made it"
      case .careless: "does not count: not thorough enough, or not understood well enough"
      case .poorlyRated: "does not count: it rates the code lower than is asked for"
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
    /// Nothing while there is a negative review or an open issue.
    package let accepted: [Acceptance]

    /// What speaks against the version, by the word of people who are trusted at all.
    package var warnings: [Warning] {
      rows.filter { $0.standing == .warns }.map(Warning.negative)
        + rows.filter { $0.digest == .other && $0.isTrusted }.map(Warning.otherBytes)
        + openIssues.map(Warning.issue)
    }
  }

  package enum Warning: Hashable, Sendable {
    case negative(Row)
    /// A review of the version, and of other bytes than those that are locked.
    case otherBytes(Row)
    case issue(String)
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

  /// What is accepted of all versions of a crate, in the order of the versions.
  ///
  /// - Parameter digest: of what was published as a version of this crate, where it is at hand.
  package func acceptances(
    ofCrate crate: String, digest: (Version) -> CrevDigest?
  ) -> [Acceptance] {
    let praised = proofs.reviews(ofCrate: crate).filter { exclusion($0) == nil }
    return Set(praised.map(\.review.package.version)).sorted().flatMap {
      assess(crate: crate, version: $0, digest: digest).accepted
    }
  }

  /// The versions of a crate whose bytes decide what its reviews are worth, ascending: the locked
  /// ones where anybody reviewed them, and all that enough is said of but for the bytes.
  package func versionsToCompare(ofCrate crate: String, locked: Set<Version>) -> [Version] {
    var versions: Set<Version> = []
    for reviewed in proofs.reviews(ofCrate: crate) {
      let version = reviewed.review.package.version
      guard locked.contains(version) || exclusion(reviewed) == nil else { continue }
      versions.insert(version)
      if let base = reviewed.review.base { versions.insert(base.version) }
    }
    return versions.sorted()
  }

  private func row(
    _ reviewed: ProofCollection.Reviewed, _ digest: (Version) -> CrevDigest?
  ) -> Row {
    let verdict = Self.compare(reviewed.review.package, digest)
    return Row(
      reviewed: reviewed, trust: web.level(of: reviewed.author),
      distance: web.trusted[reviewed.author]?.distance, digest: verdict,
      standing: exclusion(reviewed) ?? standing(reviewed, verdict, digest))
  }

  /// Why a review does not count, whatever bytes it is of; nil where these decide.
  private func exclusion(_ reviewed: ProofCollection.Reviewed) -> Standing? {
    let package = reviewed.review.package
    let level = web.level(of: reviewed.author)
    if level == .distrust { return .distrusted }
    let subject = ProofCollection.Subject(
      author: reviewed.author, source: package.source, name: package.name, version: package.version)
    if web.ignores(subject) { return .overridden }
    guard let level, level >= .low else { return .untrusted }
    guard let quality = reviewed.review.quality else { return .noReview }
    // Whatever else is wrong with it, and however high praise is held: else to ask for more trust
    // would silence warnings.
    if quality.rating == .negative { return .warns }
    if level < policy.trust { return .untrusted }
    if reviewed.review.agent != nil, policy.countsAgents != true { return .byProgram }
    if quality.thoroughness < policy.thoroughness || quality.understanding < policy.understanding {
      return .careless
    }
    return quality.rating < policy.rating ? .poorlyRated : nil
  }

  private func standing(
    _ reviewed: ProofCollection.Reviewed, _ verdict: DigestVerdict,
    _ digest: (Version) -> CrevDigest?
  ) -> Standing {
    switch verdict {
    case .other: return .otherBytes
    case .unknown: return .unknownBytes
    case .same: break
    }
    let package = reviewed.review.package
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

  /// By identifier, of anybody who is trusted at all. An issue reaches later versions in its range until an advisory of its name in a
  /// version up to this one; an advisory in a later version is an issue of those before it.
  private func openIssues(_ all: [ProofCollection.Reviewed], _ version: Version) -> [String] {
    let trusted = all.filter { reviewed in
      (web.level(of: reviewed.author) ?? .none) >= .low
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
