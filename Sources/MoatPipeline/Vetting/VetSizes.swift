package import MoatCargo
import MoatDiff
import MoatHost
import MoatInspection
import MoatModel
package import MoatVetting

/// How much there is to read in an audit, from the archives on this machine or, where that is
/// allowed, from the registry.
///
/// Counted as cargo-vet counts (`git diff --numstat`): lines of every file of the package, whatever
/// it is for, but for Cargo's lockfile and record; binary files count nothing. Renamed files count
/// what changed in them.
package struct VetSizes: Sendable {
  private let versions: VersionContents

  /// Files that cargo-vet passes over.
  private static let skipped: Set<String> = ["Cargo.lock", ".cargo_vcs_info.json", ".cargo-ok"]
  /// Whole crates are held in memory to be compared.
  private static let crateLimit = 2

  /// - Parameter locked: the lockfile, whose checksums tell which archives are right.
  package init(_ sources: PackageSources, locked: LockedWorkspace?) {
    versions = VersionContents(sources, locked: locked)
  }

  /// The sizes of those that can be compared.
  package func sizes(of tasks: [AuditTask]) async throws(CancellationError) -> [AuditTask: DiffSize]
  {
    var order: [String] = []
    var byCrate: [String: [AuditTask]] = [:]
    for task in tasks {
      if byCrate[task.crate] == nil { order.append(task.crate) }
      byCrate[task.crate, default: []].append(task)
    }
    let groups = order.map { byCrate[$0] ?? [] }
    let progress = versions.host.progress("counting lines", total: tasks.count)
    defer { progress.finish() }
    let sizes = try await concurrentMap(groups, limit: Self.crateLimit) { group in
      let sizes = await self.sizes(ofCrate: group)
      progress.advance(by: group.count)
      return sizes
    }
    return Dictionary(sizes.joined(), uniquingKeysWith: { first, _ in first })
  }

  private func sizes(ofCrate tasks: [AuditTask]) async -> [(AuditTask, DiffSize)] {
    var trees: [VetVersion: [TreeFile]?] = [:]
    var sizes: [(AuditTask, DiffSize)] = []
    for task in tasks {
      for version in [task.from, task.to].compactMap({ $0 }) where trees[version] == nil {
        trees.updateValue(await files(of: task.crate, version), forKey: version)
      }
      guard let new = trees[task.to] ?? nil else { continue }
      if let from = task.from {
        guard let old = trees[from] ?? nil else { continue }
        sizes.append((task, Self.size(from: old, to: new)))
      } else {
        sizes.append((task, Self.size(from: [], to: new)))
      }
    }
    return sizes
  }

  /// nil where they are not at hand.
  private func files(of crate: String, _ version: VetVersion) async -> [TreeFile]? {
    guard version.gitRevision == nil else { return nil }
    let identity = PackageIdentity(name: crate, version: version.semver.description)
    return await versions.contents(of: identity).value?.tree
      .filter { !Self.skipped.contains($0.path) }
  }

  private static func size(from old: [TreeFile], to new: [TreeFile]) -> DiffSize {
    var size = DiffSize(insertions: 0, deletions: 0, filesChanged: 0)
    for change in TreeDiff(old: old, new: new).changes {
      size.filesChanged += 1
      if change.old?.isBinaryToGit ?? false || change.new?.isBinaryToGit ?? false { continue }
      let diff = TextDiff(old: change.old?.bytes ?? [], new: change.new?.bytes ?? [])
      size.insertions += diff.addedLines
      size.deletions += diff.removedLines
    }
    return size
  }
}
