package import MoatCargo
import MoatModel

/// One dependency that an update adds, removes or asks for differently.
package struct DependencyChange: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case added, removed, changed
  }

  package let kind: Kind
  package let old: ManifestDependency?
  package let new: ManifestDependency?

  /// The package's own name.
  package var name: String { new?.name ?? old?.name ?? "" }
  package var dependencyKind: ManifestDependency.Kind { new?.kind ?? old?.kind ?? .normal }

  /// What differs, as phrases.
  package var differences: [String] {
    guard let old, let new else { return [] }
    var phrases: [String] = []
    if old.location != new.location {
      phrases.append("from \(Self.place(new.location)), before from \(Self.place(old.location))")
    }
    if old.name != new.name { phrases.append("is `\(new.name)`, before `\(old.name)`") }
    if Self.text(old.requirement) != Self.text(new.requirement) {
      phrases.append("\(Self.text(old.requirement)) → \(Self.text(new.requirement))")
    }
    if old.isOptional != new.isOptional {
      phrases.append(new.isOptional ? "is now optional" : "is no longer optional")
    }
    if old.usesDefaultFeatures != new.usesDefaultFeatures {
      phrases.append(
        new.usesDefaultFeatures ? "now with default features" : "now without default features")
    }
    let (before, after) = (Set(old.features), Set(new.features))
    for (names, word) in [
      (after.subtracting(before), "now with"), (before.subtracting(after), "no longer with"),
    ] where !names.isEmpty {
      phrases.append("\(word) feature \(names.sorted().map { "`\($0)`" }.joined(separator: ", "))")
    }
    return phrases
  }

  /// Whether it now comes from elsewhere, is another package, or is always built.
  package var changesWhatIsBuilt: Bool {
    guard let old, let new else { return kind == .added }
    return old.location != new.location || old.name != new.name
      || (old.isOptional && !new.isOptional)
  }

  /// Whether it comes from outside of crates.io, where a published crate cannot point to.
  package var isFromElsewhere: Bool { new.map { $0.location != .cratesIO } ?? false }

  /// `optional build-dependency` and the like.
  package var place: String {
    let dependency = new ?? old
    let word =
      switch dependencyKind {
      case .normal: "dependency"
      case .build: "build-dependency"
      case .development: "dev-dependency"
      }
    return "\(dependency?.isOptional ?? false ? "optional " : "")\(word)"
  }

  /// For which platforms; empty for all.
  package var platforms: String { (new ?? old)?.target.map { " for `\($0)`" } ?? "" }

  /// `` `serde` ^1.0 ``, with the platforms it is for.
  package var label: String {
    let renamed = (new ?? old).flatMap { $0.key == $0.name ? nil : " (as `\($0.key)`)" } ?? ""
    return "`\(name)`\(renamed) \(Self.text((new ?? old)?.requirement))\(platforms)"
  }

  static func text(_ requirement: VersionRequirement?) -> String {
    requirement?.description ?? "any version"
  }

  static func place(_ location: ManifestDependency.Location) -> String {
    switch location {
    case .cratesIO: "crates.io"
    case .registry(let name): "the registry `\(name)`"
    case .registryIndex(let url): "the registry at \(url)"
    case .path(let path): "the folder `\(path)`"
    case .git(let url, _): "git, \(url)"
    }
  }

  /// All changes between two manifests, by kind and name; unchanged ones are left out.
  package static func changes(from old: Manifest?, to new: Manifest?) -> [DependencyChange] {
    let before = table(old)
    let after = table(new)
    let keys = Set(before.keys).union(after.keys)
    return keys.compactMap { key -> DependencyChange? in
      let (one, two) = (before[key], after[key])
      let change = DependencyChange(
        kind: one == nil ? .added : two == nil ? .removed : .changed, old: one, new: two)
      return change.kind == .changed && change.differences.isEmpty ? nil : change
    }.sorted { one, two in
      (one.order, one.name, one.platforms) < (two.order, two.name, two.platforms)
    }
  }

  /// Where a manifest asks for something, by the name its code sees.
  private struct Key: Hashable {
    let key: String
    let kind: ManifestDependency.Kind
    let target: String?
  }

  private static func table(_ manifest: Manifest?) -> [Key: ManifestDependency] {
    Dictionary(
      (manifest?.dependencies ?? []).map {
        (Key(key: $0.key, kind: $0.kind, target: $0.target), $0)
      }
    ) { $1 }
  }

  private var order: Int {
    let rank =
      switch dependencyKind {
      case .build: 0
      case .normal: 1
      case .development: 2
      }
    return kind == .added ? rank : kind == .changed ? 3 + rank : 6 + rank
  }
}
