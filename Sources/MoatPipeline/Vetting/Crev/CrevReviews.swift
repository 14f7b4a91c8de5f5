package import MoatCargo
package import MoatCrev
package import MoatHost
import MoatModel
package import MoatVetting

/// What reviews in crev's proofs say of the crates of a lockfile.
package struct CrevReviews: Sendable {
  package let evidence: CrevEvidence
  package let judge: CrevJudge
  /// Of each locked package of crates.io whose crate has reviews, in the order of the lockfile.
  package let assessments: [CrevJudge.Assessment]
  /// What is accepted, of locked versions and of others that lead to them. Empty while something
  /// could not be read: there may be warnings in it.
  package let accepted: [AcceptedReview]

  /// Compares digests with archives on this machine whose SHA-256 is the lockfile's, or for other
  /// versions the index's. Nothing is fetched.
  ///
  /// - Parameters:
  ///   - name: nil for all crates.
  ///   - others: versions that are assessed too, where the crate is locked.
  package init(
    _ evidence: CrevEvidence, of locked: LockedWorkspace, crate name: String? = nil,
    also others: [VetVersion] = [], policy: CrevPolicy, on host: Host
  ) async {
    let judge = CrevJudge(proofs: evidence.proofs, policy: policy)
    let digests = CrevDigests(locked, on: host)
    var assessments: [CrevJudge.Assessment] = []
    var accepted: [AcceptedReview] = []
    for (crate, indices) in Self.crates(locked) where name == nil || crate == name {
      guard !evidence.proofs.reviews(ofCrate: crate).isEmpty else { continue }
      let lockedVersions = indices.map { locked.graph.packages[$0].version }
      let versions =
        lockedVersions
        + others.filter { $0.gitRevision == nil }.map(\.semver)
        .filter { !lockedVersions.contains($0) }
      let known = await digests.known(
        of: crate, judge.versionsToCompare(ofCrate: crate, locked: Set(versions)))
      for version in versions {
        assessments.append(judge.assess(crate: crate, version: version) { known[$0] })
      }
      guard evidence.problems.isEmpty else { continue }
      for acceptance in judge.acceptances(ofCrate: crate, digest: { known[$0] }) {
        accepted.append(
          AcceptedReview(
            crate: crate, from: acceptance.from.map { VetVersion($0) },
            to: VetVersion(acceptance.to),
            reviewers: acceptance.reviewers.map { Self.name(of: $0, evidence.proofs) }))
      }
    }
    self.evidence = evidence
    self.judge = judge
    self.assessments = assessments
    self.accepted = Self.withoutNamesakes(accepted, locked)
  }

  /// What is said of a locked version; nil where nobody reviewed the crate.
  package func assessment(of crate: String, _ version: VetVersion) -> CrevJudge.Assessment? {
    assessments.first { $0.crate == crate && VetVersion($0.version) == version }
  }

  /// The key, which nobody else can have, and the address that its owner gives.
  static func name(of id: CrevID, _ proofs: ProofCollection) -> String {
    proofs.urls[id].map { "\(id) (\($0))" } ?? id.description
  }

  /// The packages of crates.io by crate, in the order of the lockfile.
  private static func crates(_ locked: LockedWorkspace) -> [(String, [Int])] {
    var order: [String] = []
    var indices: [String: [Int]] = [:]
    for (index, package) in locked.graph.packages.enumerated()
    where package.source?.isCratesIO ?? false {
      if indices[package.name] == nil { order.append(package.name) }
      indices[package.name, default: []].append(index)
    }
    return order.map { ($0, indices[$0] ?? []) }
  }

  /// A package from elsewhere with the name and version of a published one has other bytes than those
  /// that were compared, and a verdict would not tell the two apart.
  private static func withoutNamesakes(
    _ accepted: [AcceptedReview], _ locked: LockedWorkspace
  ) -> [AcceptedReview] {
    var others: [String: Set<VetVersion>] = [:]
    for package in locked.graph.packages where !(package.source?.isCratesIO ?? false) {
      others[package.name, default: []].insert(VetVersion(package.version))
    }
    return accepted.filter { review in
      guard let versions = others[review.crate] else { return true }
      return !versions.contains(review.to) && !(review.from.map(versions.contains) ?? false)
    }
  }
}

/// The digests of what was published, of archives that are on this machine.
private struct CrevDigests {
  private let locked: LockedWorkspace
  private let sources: PackageSources
  private let lockedSources: LockedSources

  init(_ locked: LockedWorkspace, on host: Host) {
    self.locked = locked
    sources = PackageSources(host: host, isOffline: true)
    lockedSources = sources.locked(locked)
  }

  func known(of crate: String, _ versions: [Version]) async -> [Version: CrevDigest] {
    var digests: [Version: CrevDigest] = [:]
    for version in versions {
      let place = locked.graph.packages.firstIndex {
        $0.name == crate && $0.version == version && ($0.source?.isCratesIO ?? false)
      }
      if let place {
        digests[version] = digest(lockedSources.contents(of: place, wholeFiles: true).value)
        guard digests[version] == nil else { continue }
        // What is vendored is no archive; one may be there all the same.
        digests[version] = digest(
          await sources.contents(pinnedAs: locked.graph.packages[place]).value)
      } else {
        let identity = PackageIdentity(name: crate, version: version.description)
        digests[version] = digest(
          await sources.contents(ofCrate: identity, wholeFiles: true).value)
      }
    }
    return digests
  }

  private func digest(_ contents: PackageContents?) -> CrevDigest? {
    guard let contents else { return nil }
    do throws(TreeDigest.Unknown) { return try TreeDigest.digest(of: contents) } catch {
      // Then reviews say that there is nothing to compare with.
      return nil
    }
  }
}
