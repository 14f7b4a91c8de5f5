import MoatArchive
package import MoatCargo
package import MoatInspection
package import MoatModel

/// What the packages of a lockfile can do, and where they run.
package struct LockedInspection: Sendable {
  package let locked: LockedWorkspace
  /// For each package of the graph; nil for the workspace's own, which were not read.
  package let records: [Evidence<PackageRecord>?]
  /// For each package of the graph.
  package let contexts: [PackageContext]

  /// Inspects what was not written here.
  package init(
    _ locked: LockedWorkspace, with inspections: PackageInspections, from sources: PackageSources
  ) async throws(CancellationError) {
    self.locked = locked
    let foreign = locked.graph.packages.indices.filter(locked.isForeign)
    let found = try await inspections.records(of: foreign, in: sources.locked(locked))
    var records = [Evidence<PackageRecord>?](
      repeating: nil, count: locked.graph.packages.count)
    for (index, record) in zip(foreign, found) { records[index] = record }
    self.records = records
    contexts =
      PackageContexts(
        locked,
        known: records.map { record in
          record?.value.map {
            PackageContexts.Known(
              isProcMacro: $0.inspection.isProcMacro, dependencies: $0.dependencies.value ?? [])
          }
        }
      ).contexts
  }

  /// Those that were not written here, in the lockfile's order.
  package var foreign: [Int] { records.indices.filter { records[$0] != nil } }

  package func identity(_ index: Int) -> PackageIdentity { locked.graph.packages[index].identity }

  /// Whether a package runs something while other code is built; nil where it is not known.
  package func runsInBuild(_ index: Int) -> Bool? {
    guard let inspection = records[index]?.value?.inspection else { return nil }
    return inspection.hasBuildScript || inspection.isProcMacro
  }

  // MARK: content

  /// The packages from which a package's build script or proc macro is built, the package left out.
  package func buildClosure(of index: Int) -> [Int] {
    guard let inspection = records[index]?.value?.inspection else { return [] }
    var kinds: Set<ManifestDependency.Kind> = []
    if inspection.hasBuildScript { kinds.insert(.build) }
    if inspection.isProcMacro { kinds.insert(.normal) }
    var seen: Set<Int> = [index]
    var queue = targets(of: index, kinds)
    var head = 0
    while head < queue.count {
      let next = queue[head]
      head += 1
      guard seen.insert(next).inserted else { continue }
      queue += targets(of: next, [.normal, .build])
    }
    return seen.subtracting([index]).sorted()
  }

  private func targets(of index: Int, _ kinds: Set<ManifestDependency.Kind>) -> [Int] {
    let graph = locked.graph
    guard let declared = records[index]?.value?.dependencies.value else {
      return graph.dependencies[index]
    }
    let names = Set(declared.lazy.filter { kinds.contains($0.kind) }.map(\.name))
    return graph.dependencies[index].filter { names.contains(graph.packages[$0].name) }
  }

  /// What an acceptance pins: a digest over the content of the package and of everything that its
  /// build script or proc macro is built from.
  ///
  /// It goes by the lockfile's edges, so that it is the same on every platform and with every feature.
  ///
  /// - Returns: nil for a package that is known to run nothing while something is built.
  package func buildContent(of index: Int) -> Evidence<SHA256Digest>? {
    guard let own = records[index] else { return nil }
    if case .unavailable(let why) = own { return .unavailable(why) }
    guard runsInBuild(index) ?? false else { return nil }
    var parts: [(identity: PackageIdentity, content: SHA256Digest)] = []
    for part in [index] + buildClosure(of: index) {
      let name = identity(part)
      switch records[part] {
      // A package of the workspace that another one builds with: its author is the reader.
      case nil: continue
      case .unavailable(let why): return .unavailable("`\(name)`: \(why)")
      case .known(let record):
        guard let content = record.content else {
          return .unavailable("not everything of `\(name)` could be read")
        }
        parts.append((name, content))
      }
    }
    return Self.digest(of: parts)
  }

  private static func digest(
    of parts: [(identity: PackageIdentity, content: SHA256Digest)]
  ) -> Evidence<SHA256Digest> {
    do throws(SHA256Hasher.Unavailable) {
      var hasher = try SHA256Hasher()
      hasher.update("moat build content 1\n".utf8)
      let sorted = parts[1...].sorted {
        ($0.identity.description, $0.content.hex) < ($1.identity.description, $1.content.hex)
      }
      for part in parts[..<1] + sorted {
        hasher.update("\(part.identity.description)\0".utf8)
        hasher.update(part.content.bytes)
      }
      return .known(hasher.finish())
    } catch {
      return .unavailable(error.message)
    }
  }
}

extension LockedWorkspace {
  /// Whether a package was written elsewhere: all but the workspace's members and what lies in the
  /// same repository.
  package func isForeign(_ index: Int) -> Bool {
    guard let local = manifests[index] else { return !graph.packages[index].isLocal }
    return !local.isMember && !local.isInsideRepository
  }
}
