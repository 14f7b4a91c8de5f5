package import MoatCargo
package import MoatModel

/// What a change of a lockfile really does.
///
/// Packages are matched by name; of a crate in several versions the compatible ones are paired
/// first. The diff proves nothing about contents: two lockfiles agree that bytes changed only where
/// their checksums differ.
package struct LockDiff: Sendable {
  package let old: Lockfile?
  package let new: Lockfile
  /// Sorted by what matters first, then by name and version.
  package let changes: [Change]

  /// One package that is not as it was.
  package struct Change: Hashable, Sendable {
    package let kind: Kind
    package let before: LockedPackage?
    package let after: LockedPackage?
    /// Names of packages it newly depends on.
    package let gained: [String]
    package let lost: [String]
    /// Direct dependents in the new lockfile, for packages that are new.
    package let pulledInBy: [PackageIdentity]

    package var name: String { (after ?? before)?.name ?? "" }

    /// A patch release that brings a dependency along: how several attacks began.
    package var gainsInPatchRelease: Bool {
      guard kind == .upgraded, !gained.isEmpty, let before, let after else { return false }
      return before.version.major == after.version.major
        && before.version.minor == after.version.minor
    }
  }

  package enum Kind: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// The same package and version with other bytes: tampering.
    case checksumChanged
    case sourceChanged
    case added
    case upgraded
    case downgraded
    case removed
    /// The same package with other dependencies.
    case edgesChanged

    package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  /// - Parameter old: nil when there was no lockfile before.
  package init(from old: Lockfile?, to new: Lockfile) {
    self.old = old
    self.new = new
    let before = Dictionary(grouping: old?.packages ?? [], by: \.name)
    let after = Dictionary(grouping: new.packages, by: \.name)
    let graph = DependencyGraph(new)
    var dependents: [LockedPackage: [PackageIdentity]] = [:]
    for (index, package) in graph.packages.enumerated() {
      dependents[package] = graph.dependents[index].map { graph.packages[$0].identity }.sorted()
    }
    var changes: [Change] = []
    for name in Set(before.keys).union(after.keys) {
      for pair in Self.pairs(before[name] ?? [], after[name] ?? []) {
        if let change = Self.change(pair, dependents) { changes.append(change) }
      }
    }
    self.changes = changes.sorted {
      ($0.kind.rawValue, $0.name, $0.after?.versionText ?? $0.before?.versionText ?? "")
        < ($1.kind.rawValue, $1.name, $1.after?.versionText ?? $1.before?.versionText ?? "")
    }
  }

  package var hasTampering: Bool { changes.contains { $0.kind == .checksumChanged } }

  private typealias Pair = (before: LockedPackage?, after: LockedPackage?)

  private static func pairs(_ before: [LockedPackage], _ after: [LockedPackage]) -> [Pair] {
    var left = before.sorted { $0.version < $1.version }
    var right = after.sorted { $0.version < $1.version }
    var pairs: [Pair] = []
    func match(_ fits: (LockedPackage, LockedPackage) -> Bool) {
      for package in left {
        guard let index = right.firstIndex(where: { fits(package, $0) }),
          let own = left.firstIndex(of: package)
        else { continue }
        pairs.append((package, right.remove(at: index)))
        left.remove(at: own)
      }
    }
    match { $0.version == $1.version && $0.source?.place == $1.source?.place }
    match { $0.version == $1.version }
    match { $0.version.isCompatible(with: $1.version) }
    match { _, _ in true }
    return pairs + left.map { ($0, nil) } + right.map { (nil, $0) }
  }

  private static func change(
    _ pair: Pair, _ dependents: [LockedPackage: [PackageIdentity]]
  ) -> Change? {
    let old = Set(pair.before?.dependencies.map(\.name) ?? [])
    let new = Set(pair.after?.dependencies.map(\.name) ?? [])
    guard let kind = kind(of: pair, edgesDiffer: old != new) else { return nil }
    return Change(
      kind: kind, before: pair.before, after: pair.after,
      gained: pair.before == nil ? [] : new.subtracting(old).sorted(),
      lost: pair.after == nil ? [] : old.subtracting(new).sorted(),
      pulledInBy: kind == .added ? pair.after.flatMap { dependents[$0] } ?? [] : [])
  }

  private static func kind(of pair: Pair, edgesDiffer: Bool) -> Kind? {
    guard let before = pair.before else { return .added }
    guard let after = pair.after else { return .removed }
    if before.version != after.version {
      return before.source?.place != after.source?.place
        ? .sourceChanged : before.version < after.version ? .upgraded : .downgraded
    }
    if before.source?.place != after.source?.place { return .sourceChanged }
    if before.source?.raw != after.source?.raw { return .upgraded }
    if let one = before.checksum.digest, let two = after.checksum.digest, one != two {
      return .checksumChanged
    }
    // A digest that went away or came back under the same version is no mere detail.
    if before.checksum != after.checksum { return .checksumChanged }
    return edgesDiffer ? .edgesChanged : nil
  }
}

extension PackageSource {
  /// Where it comes from, without the commit: a git dependency that moves to a newer commit stays
  /// where it was.
  fileprivate var place: String {
    isCratesIO ? Self.cratesIO.raw : String(raw.prefix { $0 != "#" })
  }
}
