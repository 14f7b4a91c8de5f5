import MoatArchive
import MoatCargo
package import MoatInspection
package import MoatLockfile
import MoatModel

/// Compares every crate that an update of a lockfile changes.
package struct LockfileUpdates: Sendable {
  private let sources: PackageSources
  private let comparison = PackageComparison()

  package init(sources: PackageSources) { self.sources = sources }

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
    switch await contents(of: after) {
    case .known(let contents): new = contents
    case .unavailable(let why): return .unavailable(why)
    }
    guard let before = change.before else { return .known(comparison.diff(from: nil, to: new)) }
    return await contents(of: before).map { comparison.diff(from: $0, to: new) }
  }

  /// The archive that the lockfile pins.
  private func contents(of package: LockedPackage) async -> Evidence<PackageContents> {
    let identity = package.identity
    guard package.isFromRegistry else {
      let source = package.source.map { "\($0)" } ?? "a local path"
      return .unavailable("`\(identity)` is from \(source), which publishes no archive")
    }
    guard let digest = package.checksum.digest else {
      return .unavailable("the lockfile has no checksum of `\(identity)`")
    }
    switch sources.archive(of: identity, expecting: digest) {
    case .known(let archive): return sources.contents(of: archive, wholeFiles: true)
    case .unavailable(let why):
      guard package.source?.isCratesIO ?? false else { return .unavailable(why) }
    }
    return await sources.archive(ofCrate: identity).flatMap { archive in
      guard archive.digest == digest else {
        return .unavailable(
          "the archive of `\(identity)` that the index records is not the one that the lockfile pins"
        )
      }
      return sources.contents(of: archive, wholeFiles: true)
    }
  }
}
