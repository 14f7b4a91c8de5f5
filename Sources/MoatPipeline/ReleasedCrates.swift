import MoatAdvisories
import MoatCargo
import MoatFindings
import MoatModel
import MoatReleases

extension LockedWorkspace {
  /// The crates.io crates of the lockfile as the release rules see them.
  ///
  /// - Parameter database: nil where there is none; then no version is known to be a fix.
  func releasedCrates(
    _ evidence: IndexEvidence, database: AdvisoryDatabase?
  ) -> [ReleaseFacts.Crate] {
    var locked: [String: [LockedRelease]] = [:]
    for index in graph.packages.indices {
      let package = graph.packages[index]
      guard package.source?.isCratesIO ?? false else { continue }
      locked[package.name, default: []].append(
        LockedRelease(
          identity: package.identity, version: package.version, reach: reach[index],
          label: Label(lockfile.source.path, package.span),
          dependents: graph.dependents[index].map { graph.packages[$0] }
            .filter { $0.source?.isCratesIO ?? false }.map(\.identity),
          paths: dependencyPaths(to: index)))
    }
    return locked.map { name, packages in
      let history = evidence.releases[name]
      return ReleaseFacts.Crate(
        name: name, locked: packages,
        releases: history?.releases ?? .unavailable("Cargo has no index cache on this machine"),
        firstSeen: history?.firstSeen, fixes: Self.fixes(for: name, in: database))
    }
  }

  private static func fixes(
    for name: String, in database: AdvisoryDatabase?
  ) -> ReleaseFacts.Fixes {
    { version, earlier in
      guard let database else { return [] }
      do throws(AdvisoryCacheError) {
        return try database.advisories(for: name)
          .filter {
            $0.withdrawn == nil && !$0.isMalicious
              && $0.affected.isFixed(by: version, andNotBy: earlier)
          }
          .map(\.id)
      } catch {
        // What is not known to be a fix is held back like any other version.
        return []
      }
    }
  }
}
