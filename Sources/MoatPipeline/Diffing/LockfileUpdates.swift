import MoatCargo
package import MoatInspection
package import MoatLockfile
import MoatModel

/// Compares every crate that an update of a lockfile changes.
package struct LockfileUpdates: Sendable {
  private let sources: PackageSources
  private let comparison: PackageComparison

  package init(sources: PackageSources) {
    self.sources = sources
    comparison = PackageComparison(sources)
  }

  /// In the order of the lockfile diff. What cannot be had has a reason.
  package func updates(
    _ diff: LockDiff
  ) async throws(CancellationError) -> [CrateUpdate] {
    // A package whose dependencies were resolved anew has the same files.
    let changes = diff.changes.filter { $0.kind != .edgesChanged }
    return try await concurrentMap(changes) { change in
      CrateUpdate(
        name: change.name, old: change.before?.identity, new: change.after?.identity,
        diff: await compared(change), remark: Self.remark(change))
    }
  }

  private static func remark(_ change: LockDiff.Change) -> String? {
    switch change.kind {
    case .checksumChanged: "its checksum changed for the same version"
    case .sourceChanged: "comes from another source"
    case .downgraded: "is an older version"
    case .added, .removed, .upgraded, .edgesChanged: nil
    }
  }

  private func compared(_ change: LockDiff.Change) async -> Evidence<PackageDiff>? {
    guard let after = change.after else { return nil }
    let new: PackageContents
    switch await sources.contents(pinnedAs: after) {
    case .known(let contents): new = contents
    case .unavailable(let why): return .unavailable(why)
    }
    guard let before = change.before else { return .known(comparison.diff(from: nil, to: new)) }
    return await sources.contents(pinnedAs: before).map { comparison.diff(from: $0, to: new) }
  }
}
