package import MoatCargo
package import MoatHost
package import MoatInspection
import MoatModel

/// Scans the packages of a lockfile.
package struct LockedScan: Sendable {
  private let host: Host
  private let sources: PackageSources
  private let inspections: PackageInspections

  package init(host: Host) {
    self.host = host
    sources = PackageSources(host: host, isOffline: true)
    inspections = PackageInspections(sources)
  }

  /// What is shown.
  package struct Filter: Sendable {
    /// nil: all.
    package let only: Set<Capability>?
    /// Packages with one of these; nil: all.
    package let context: PackageContext?

    package init(only: Set<Capability>? = nil, context: PackageContext? = nil) {
      self.only = only
      self.context = context
    }
  }

  /// Everything about the packages, each inspected once.
  package func inspection(
    of locked: LockedWorkspace
  ) async throws(CancellationError) -> LockedInspection {
    try await LockedInspection(locked, with: inspections, from: sources)
  }

  /// - Parameters:
  ///   - root: the absolute folder of the lockfile.
  ///   - revision: a commit to compare with; nil for the one that is checked out, where a failure to
  ///     compare is passed over.
  package func report(
    of locked: LockedWorkspace, at root: String, since revision: String?, _ filter: Filter
  ) async throws(CancellationError) -> ScanReport {
    let look = try await inspection(of: locked)
    let shown = look.foreign.filter { index in
      filter.context.map { !look.contexts[index].isDisjoint(with: $0) } ?? true
    }
    return ScanReport(
      packages: shown.map { index in
        ScanReport.Package(
          identity: look.identity(index), context: look.contexts[index],
          inspection: (look.records[index] ?? .unavailable("it was not read"))
            .map(\.inspection))
      },
      delta: try await delta(look, at: root, since: revision, Set(shown), filter),
      only: filter.only)
  }

  private func delta(
    _ look: LockedInspection, at root: String, since revision: String?, _ shown: Set<Int>,
    _ filter: Filter
  ) async throws(CancellationError) -> Evidence<ScanReport.Delta>? {
    let name = revision ?? "HEAD"
    let old: Lockfile
    switch await EarlierLockfile(host: host, root: root).lockfile(in: name) {
    case .unavailable(let why): return revision == nil ? nil : .unavailable(why)
    case .known(nil): return revision == nil ? nil : .unavailable("`\(name)` has no lockfile")
    case .known(let lockfile?): old = lockfile
    }
    if revision == nil, old.source.bytes == look.locked.lockfile.source.bytes { return nil }
    let updates = LockedUpdates(from: old, to: look.locked)
    let changes = updates.changes.filter { shown.contains($0.package) }
    var records = try await updates.oldRecords(of: changes.compactMap(\.old), inspections)[...]
    return .known(
      ScanReport.Delta(
        revision: name,
        changes: changes.map { change in
          let before = change.old == nil ? nil : records.popFirst()
          let after = look.records[change.package] ?? .unavailable("it was not read")
          return ScanReport.Change(
            old: change.old?.identity, new: look.identity(change.package),
            context: look.contexts[change.package],
            notes: Self.notes(from: before, to: after, filter.only))
        }.sorted { $0.new < $1.new }, removed: updates.removed.map(\.identity)))
  }

  private static func notes(
    from old: Evidence<PackageRecord>?, to new: Evidence<PackageRecord>, _ only: Set<Capability>?
  ) -> Evidence<[ChangeNote]> {
    new.flatMap { after in
      (old.map { $0.map(Optional.some) } ?? .known(nil)).map { before in
        InspectionDelta(
          old: before?.inspection.keeping(only), new: after.inspection.keeping(only)
        ).notes.filter { $0.weight < .detail }
      }
    }
  }
}

extension PackageInspection {
  /// With the marks of some capabilities; nil for all.
  fileprivate func keeping(_ only: Set<Capability>?) -> PackageInspection {
    guard let only else { return self }
    return PackageInspection(
      identity: identity, hasBuildScript: hasBuildScript, isProcMacro: isProcMacro,
      files: files.map { file in
        FileInspection(
          path: file.path, role: file.role,
          marks: file.marks.filter { only.contains($0.capability) }, lines: file.lines,
          fingerprint: file.fingerprint, gated: file.gated)
      }, gaps: gaps)
  }
}
