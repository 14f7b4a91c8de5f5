import MoatModel

/// The audits that would mend the failures of one version at once.
struct SuggestionSearch {
  let crate: String
  let version: VetVersion
  /// nil where they are not known.
  let published: [Version]?

  /// What could be audited.
  enum Candidates: Hashable, Sendable {
    /// Nothing is missing after all.
    case nothingMissing
    /// One of these, in the order in which they are preferred where sizes are equal; and another one
    /// beside it, from the published version that a commit is closest to.
    case oneOf([AuditTask], beside: AuditTask?)
  }

  func candidates(_ failures: [SearchFailure]) -> Candidates {
    guard let first = failures.first else { return .nothingMissing }
    var fromRoot = first.reachableFromRoot.filter { hasSources($0) }
    var fromTarget = first.reachableFromTarget.filter { hasSources($0) }
    // Only what is common to all failures can mend all of them with one audit.
    for failure in failures.dropFirst() {
      let roots = Set(failure.reachableFromRoot)
      let targets = Set(failure.reachableFromTarget)
      fromRoot.removeAll { !roots.contains($0) }
      fromTarget.removeAll { !targets.contains($0) }
    }
    let beside = splitAtPublished(fromRoot, &fromTarget)
    var tasks: [AuditTask] = []
    for case let to? in fromTarget {
      let above = fromRoot.partitioningIndex { !Self.isBelow($0, to) }
      if above > 0 { tasks.append(AuditTask(crate: crate, from: fromRoot[above - 1], to: to)) }
      if above < fromRoot.count {
        tasks.append(AuditTask(crate: crate, from: fromRoot[above], to: to))
      }
    }
    return .oneOf(tasks, beside: beside)
  }

  /// For a commit whose closest published version is not vetted, that version is to be audited first,
  /// and the change from it to the commit beside it: a commit is never read whole.
  private func splitAtPublished(
    _ fromRoot: [VetVersion?], _ fromTarget: inout [VetVersion?]
  ) -> AuditTask? {
    guard version.gitRevision != nil else { return nil }
    var closest: VetVersion? = VetVersion(version.semver)
    if let published {
      let wanted = VetVersion(version.semver)
      closest = published.map { VetVersion($0) }.filter { $0 <= wanted }.max()
    }
    guard !fromRoot.contains(closest) else { return nil }
    fromTarget.removeAll { $0 == version }
    guard let closest, !fromTarget.contains(closest) else { return nil }
    fromTarget.insert(
      closest, at: fromTarget.partitioningIndex { !Self.isBelow($0, closest) })
    return AuditTask(crate: crate, from: closest, to: version)
  }

  /// The empty crate comes before every version.
  private static func isBelow(_ left: VetVersion?, _ right: VetVersion) -> Bool {
    left.map { $0 < right } ?? true
  }

  /// Sources are at hand for the empty crate, for what is published, and of commits only for the one
  /// that is locked.
  private func hasSources(_ candidate: VetVersion?) -> Bool {
    guard let candidate else { return true }
    if candidate.gitRevision != nil { return candidate == version }
    return published?.contains(candidate.semver) ?? true
  }
}
