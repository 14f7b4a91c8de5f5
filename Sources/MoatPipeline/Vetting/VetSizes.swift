package import MoatCargo
import MoatDiff
import MoatModel
package import MoatVetting

/// How much there is to read in an audit, from the archives on this machine or, where that is
/// allowed, from the registry.
///
/// Counted as cargo-vet counts (`git diff --numstat`): lines of every file of the package, whatever
/// it is for, but for Cargo's lockfile and record; binary files count nothing. Renamed files count
/// what changed in them.
package struct VetSizes: Sendable {
  private let sources: PackageSources
  private let locked: LockedSources?

  /// Files that cargo-vet passes over.
  private static let skipped: Set<String> = ["Cargo.lock", ".cargo_vcs_info.json", ".cargo-ok"]
  /// Whole crates are held in memory to be compared.
  private static let crateLimit = 2

  /// - Parameter locked: the lockfile, whose checksums tell which archives are right.
  package init(_ sources: PackageSources, locked: LockedWorkspace?) {
    self.sources = sources
    self.locked = locked.map(sources.locked)
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
    let sizes = try await concurrentMap(groups, limit: Self.crateLimit) { group in
      await self.sizes(ofCrate: group)
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
    var contents: Evidence<PackageContents> = .unavailable("")
    if let locked {
      let packages = locked.workspace.graph.packages
      let place = packages.indices.first {
        packages[$0].identity == identity && packages[$0].source?.isCratesIO ?? false
      }
      if let place { contents = locked.contents(of: place, wholeFiles: true) }
    }
    if contents.value == nil {
      contents = await sources.contents(ofCrate: identity, wholeFiles: true)
    }
    return contents.value?.files.filter { !Self.skipped.contains($0.path) }.map {
      TreeFile(path: $0.path, bytes: $0.bytes, size: $0.size, isExecutable: $0.isExecutable)
    }
  }

  private static func size(from old: [TreeFile], to new: [TreeFile]) -> DiffSize {
    var size = DiffSize(insertions: 0, deletions: 0, filesChanged: 0)
    for change in TreeDiff(old: old, new: new).changes {
      size.filesChanged += 1
      // git takes a file with a NUL for binary.
      if change.old?.hasNUL ?? false || change.new?.hasNUL ?? false { continue }
      let diff = TextDiff(old: change.old?.bytes ?? [], new: change.new?.bytes ?? [])
      size.insertions += diff.addedLines
      size.deletions += diff.removedLines
    }
    return size
  }
}
