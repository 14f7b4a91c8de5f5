import MoatCargo
import MoatFindings
import MoatHost
import MoatInspection
import MoatLockfile
import MoatModel
import MoatPolicy

/// Fills the facts of the inspection rules.
struct InspectionEvidence {
  let host: Host
  let policy: Policy
  /// Whether packages without sources are told of.
  let isThorough: Bool

  /// The facts about each workspace that has packages to look at, in order.
  ///
  /// - Parameter roots: the absolute folder of each workspace.
  func facts(
    for workspaces: [(locked: LockedWorkspace, root: String)]
  ) async throws(CancellationError) -> [InspectionFacts] {
    let sources = PackageSources(host: host, isOffline: true)
    let inspections = PackageInspections(sources)
    var looks: [(look: LockedInspection, root: String)] = []
    for (locked, root) in workspaces {
      looks.append(
        (try await LockedInspection(locked, with: inspections, from: sources), root))
    }
    // What runs in builds elsewhere tells whether an accepted package is still needed, and no more.
    let building: [[PackageIdentity]] =
      policy.buildScripts.entries.isEmpty
      ? []
      : looks.map { look, _ in
        look.foreign.filter { look.runsInBuild($0) ?? true }.map(look.identity)
      }
    var all: [InspectionFacts] = []
    for place in looks.indices {
      let elsewhere = building.indices.filter { $0 != place }.flatMap { building[$0] }
      if let facts = try await facts(
        looks[place].look, root: looks[place].root, elsewhere: elsewhere, inspections)
      {
        all.append(facts)
      }
    }
    return all
  }

  private func facts(
    _ look: LockedInspection, root: String, elsewhere: [PackageIdentity],
    _ inspections: PackageInspections
  ) async throws(CancellationError) -> InspectionFacts? {
    let acceptance = BuildAcceptance(
      isRequired: policy.buildScripts.isRequired, entries: policy.buildScripts.entries,
      elsewhere: elsewhere)
    let asksAll = isThorough || acceptance.isRequired || !acceptance.entries.isEmpty
    let shown = look.foreign.filter { asksAll || look.records[$0]?.value != nil }
    guard !shown.isEmpty || !acceptance.entries.isEmpty else { return nil }
    let places = Dictionary(uniqueKeysWithValues: shown.enumerated().map { ($1, $0) })
    let updates = await updates(of: look, at: root)
    return InspectionFacts(
      packages: shown.map { package(look, $0) },
      lockfile: Label(look.locked.lockfile.source.path),
      updates: try await updates?.packageUpdates(places, inspections),
      previousNames: updates.map { known(before: $0, in: look) } ?? [],
      acceptance: acceptance, isThorough: isThorough)
  }

  private func package(_ look: LockedInspection, _ index: Int) -> InspectedPackage {
    let locked = look.locked
    let package = locked.graph.packages[index]
    let record = look.records[index] ?? .unavailable("it is the workspace's own")
    return InspectedPackage(
      identity: package.identity, context: look.contexts[index], reach: locked.reach[index],
      label: Label(locked.lockfile.source.path, package.span),
      isFromCratesIO: package.source?.isCratesIO ?? false,
      inspection: record.map(\.inspection), dependencies: record.flatMap(\.dependencies),
      buildContent: look.buildContent(of: index), paths: locked.dependencyPaths(to: index))
  }

  /// The names among those that are locked which the earlier lockfile has as well.
  private func known(before updates: LockedUpdates, in look: LockedInspection) -> Set<String> {
    let packages = look.locked.graph.packages
    let new = updates.changes.filter { $0.old == nil }.map { packages[$0.package].name }
    return Set(packages.map(\.name)).subtracting(new)
  }

  private func updates(of look: LockedInspection, at root: String) async -> LockedUpdates? {
    switch await EarlierLockfile(host: host, root: root).lockfile(in: "HEAD") {
    case .known(let old?) where old.source.bytes != look.locked.lockfile.source.bytes:
      LockedUpdates(from: old, to: look.locked)
    case .known, .unavailable: nil
    }
  }
}
