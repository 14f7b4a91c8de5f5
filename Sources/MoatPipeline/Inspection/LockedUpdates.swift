package import MoatCargo
import MoatInspection
package import MoatModel

/// Which packages another lockfile brought: versions that were not locked before, each with what it
/// takes the place of.
package struct LockedUpdates: Sendable {
  /// One package that is new, in version or altogether.
  package struct Change: Sendable {
    /// In the graph of the new lockfile.
    package let package: Int
    /// The nearest version of those that were locked before under its name; nil for a new name.
    package let old: LockedPackage?
  }

  /// In the lockfile's order.
  package let changes: [Change]
  /// Those whose names are locked no more, in order.
  package let removed: [LockedPackage]

  package init(from old: Lockfile, to new: LockedWorkspace) {
    var before: [String: [LockedPackage]] = [:]
    for package in old.packages where package.source != nil {
      before[package.name, default: []].append(package)
    }
    changes = new.graph.packages.indices.compactMap { index in
      let package = new.graph.packages[index]
      guard package.source != nil else { return nil }
      let named = before[package.name] ?? []
      let isKnown = named.contains {
        $0.version == package.version && $0.source == package.source
          && $0.checksum.digest == package.checksum.digest
      }
      return isKnown ? nil : Change(package: index, old: Self.nearest(to: package, among: named))
    }
    // All that is locked, also what a narrowed graph leaves out.
    let names = Set(new.lockfile.packages.map(\.name))
    removed = old.packages.filter { $0.source != nil && !names.contains($0.name) }
      .sorted { $0.identity < $1.identity }
  }

  /// The highest version below the package's own, else the lowest above.
  private static func nearest(
    to package: LockedPackage, among named: [LockedPackage]
  ) -> LockedPackage? {
    named.filter { $0.version <= package.version }.max { $0.version < $1.version }
      ?? named.min { $0.version < $1.version }
  }

  /// The updates as the rules see them.
  ///
  /// - Parameter places: the packages that the rules look at, by their place in the graph.
  func packageUpdates(
    _ places: [Int: Int], _ inspections: PackageInspections
  ) async throws(CancellationError) -> [PackageUpdate] {
    let updates = changes.compactMap { change -> (place: Int, old: LockedPackage)? in
      guard let place = places[change.package], let old = change.old else { return nil }
      return (place, old)
    }
    let records = try await oldRecords(of: updates.map(\.old), inspections)
    return zip(updates, records).map { update, record in
      PackageUpdate(
        package: update.place, old: update.old.identity,
        oldInspection: record.map(\.inspection), oldDependencies: record.flatMap(\.dependencies))
    }
  }

  /// What packages of the old lockfile could do, as far as their archives are on this machine.
  package func oldRecords(
    of packages: [LockedPackage], _ inspections: PackageInspections
  ) async throws(CancellationError) -> [Evidence<PackageRecord>] {
    let known = packages.compactMap { package in
      package.checksum.digest.map { (identity: package.identity, digest: $0) }
    }
    var found = try await inspections.records(ofArchives: known)[...]
    return packages.map { package in
      guard package.checksum.digest != nil else {
        return .unavailable("the old lockfile has no checksum of it")
      }
      return found.popFirst() ?? .unavailable("no archive of it is on this machine")
    }
  }
}
