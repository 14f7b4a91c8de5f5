package import MoatCargo
package import MoatHost
package import MoatInspection
import MoatModel
package import MoatVetting

/// How much of what there is to read for audits is code that the build compiles.
///
/// From the archives and sources on this machine or, where that is allowed, from the registry.
package struct ReviewCosts: Sendable {
  private let versions: VersionContents
  private let builds: [PackageIdentity: ReviewSize.Build]

  /// Whole crates are held in memory to be compared.
  private static let crateLimit = 2

  /// - Parameters:
  ///   - locked: the lockfile, whose checksums tell which archives are right.
  ///   - build: what is built; nil where every platform and feature counts.
  /// - Throws: ``MoatCargo/BuildSelectionFailure`` for a build that does not fit the workspace.
  package init(
    _ locked: LockedWorkspace?, build: BuildSelection?, isOffline: Bool, on host: Host
  ) throws(BuildSelectionFailure) {
    versions = VersionContents(
      PackageSources(host: host, isOffline: isOffline), locked: locked)
    guard let locked, let build else {
      builds = [:]
      return
    }
    let built = try locked.built(build, on: host)
    let targets = build.targets.map { target in
      switch target {
      case .host: build.host
      case .triple(let triple): triple
      }
    }
    var builds: [PackageIdentity: ReviewSize.Build] = [:]
    for index in locked.graph.packages.indices {
      guard let package = built.package(index) else { continue }
      builds[locked.graph.packages[index].identity] = ReviewSize.Build(
        targets: package.isForHost && !targets.isEmpty ? targets + [build.host] : targets,
        features: Set(package.allFeatures))
    }
    self.builds = builds
  }

  /// The costs of those that can be compared.
  package func costs(
    of tasks: [AuditTask]
  ) async throws(CancellationError) -> [AuditTask: ReviewCost] {
    let progress = versions.host.progress("counting code", total: tasks.count)
    defer { progress.finish() }
    let costs = try await concurrentMap(
      tasks, limit: Self.crateLimit, worker: { PackageInspector() },
      { inspector, task -> (AuditTask, ReviewCost)? in
        let cost = await cost(of: task, inspector)
        progress.advance()
        return cost.map { (task, $0) }
      })
    return Dictionary(costs.compactMap { $0 }, uniquingKeysWith: { first, _ in first })
  }

  private func cost(of task: AuditTask, _ inspector: PackageInspector) async -> ReviewCost? {
    // What is built of a version that is not locked is not known; the highest that is locked is near
    // enough.
    let locked = builds.keys.filter { $0.name == task.crate }.max()
    let build =
      builds[PackageIdentity(name: task.crate, version: task.to.semver.description)]
      ?? locked.flatMap { builds[$0] } ?? ReviewSize.Build()
    guard let new = await side(task.crate, task.to, inspector) else { return nil }
    guard let from = task.from else { return ReviewCost(of: new, for: build) }
    guard let old = await side(task.crate, from, inspector) else { return nil }
    return ReviewCost(from: old, to: new, for: build)
  }

  private func side(
    _ crate: String, _ version: VetVersion, _ inspector: PackageInspector
  ) async -> ReviewCost.Side? {
    guard version.gitRevision == nil else { return nil }
    let identity = PackageIdentity(name: crate, version: version.semver.description)
    let contents = await versions.contents(of: identity).value
    return contents.map { ReviewCost.Side($0, inspector.inspect($0)) }
  }
}
