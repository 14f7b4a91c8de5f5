package import MoatModel

/// What Moat needs to know of a `Cargo.toml`.
///
/// A value proves that the document is TOML and that the parts read here have the types Cargo
/// requires. Unknown keys are ignored, as Cargo does (it warns).
package struct Manifest: Sendable {
  package let source: SourceText
  package let package: Package?
  package let workspace: Workspace?
  package let dependencies: [ManifestDependency]
  package let patches: [Patch]
  /// `[replace]`: the package id spec and where it stands.
  package let replacements: [Replacement]
  package let isProcMacro: Bool
  /// `[features]` as written, in order.
  package let features: [Feature]

  /// The `dependency/feature` entries of `[features]`.
  package var requestedFeatures: [RequestedFeature] {
    features.flatMap(\.values).compactMap { value in
      guard case .dependencyFeature(let key, let feature, _) = FeatureValue(value.value) else {
        return nil
      }
      return RequestedFeature(dependency: key, feature: feature, span: value.span)
    }
  }

  /// One line of `[features]`.
  package struct Feature: Hashable, Sendable {
    package let name: String
    package let values: [Spanned<String>]
  }

  /// A feature of a dependency that one of the package's own features turns on.
  package struct RequestedFeature: Hashable, Sendable {
    /// The dependency's key, not its package name.
    package let dependency: String
    package let feature: String
    package let span: SourceSpan
  }

  package struct Package: Hashable, Sendable {
    package let name: String
    /// nil when inherited from the workspace; `0.0.0` when absent, as in Cargo.
    package let version: Version?
    package let span: SourceSpan
    package let rustVersion: Spanned<String>?
    package let inheritsRustVersion: Bool
    /// `package.workspace`: the root's folder, relative to this manifest.
    package let workspacePath: String?
    /// `publish = false` or `publish = []`.
    package let isPrivate: Bool
    package let edition: Edition
    /// `resolver`, which counts for the root package of a workspace only.
    package let resolver: String?
    /// `build`: nil where the key is absent, and a `build.rs` beside the manifest is one.
    package let hasBuildScript: Bool?
    package let links: String?
  }

  /// What a manifest says of its edition; absent is 2015.
  package enum Edition: Hashable, Sendable {
    case absent, inherited
    case written(String)
  }

  package struct Workspace: Hashable, Sendable {
    package let members: [Spanned<String>]
    package let exclude: [Spanned<String>]
    package let resolver: String?
    /// `workspace.package.edition`.
    package let edition: String?
    package let dependencies: [ManifestDependency]
    package let version: Version?
    package let rustVersion: Spanned<String>?
    package let span: SourceSpan
  }

  /// One entry of `[patch.SOURCE]`.
  package struct Patch: Hashable, Sendable {
    /// `crates-io`, a registry name or an address.
    package let target: String
    package let dependency: ManifestDependency
  }

  package struct Replacement: Hashable, Sendable {
    package let specification: String
    package let dependency: ManifestDependency
  }

  /// A value with the place it is written.
  package struct Spanned<Value: Hashable & Sendable>: Hashable, Sendable {
    package let value: Value
    package let span: SourceSpan

    package init(_ value: Value, _ span: SourceSpan) {
      self.value = value
      self.span = span
    }
  }
}

/// One dependency as a manifest asks for it.
package struct ManifestDependency: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case normal, build, development
  }

  /// The name in the table, under which code sees it.
  package let key: String
  /// The package's own name: `key` unless renamed by `package = …`.
  package let name: String
  package let kind: Kind
  /// The `cfg(…)` or triple of a `[target.….dependencies]` table.
  package let target: String?
  /// nil when no version is asked for.
  package let requirement: VersionRequirement?
  package let requirementSpan: SourceSpan?
  package let features: [String]
  /// `default-features` as written; nil when the entry does not say.
  package let defaultFeatures: Bool?
  package let isOptional: Bool
  package let location: Location
  /// `workspace = true`: the rest is in the workspace's `[workspace.dependencies]`.
  package let isInherited: Bool
  /// The whole entry.
  package let span: SourceSpan
  /// Where a path dependency leads, as shown to the user: what tells two packages of one name apart.
  /// nil until somebody who knows where the manifest lies says so.
  package private(set) var folder: String?

  /// Where the package is asked for.
  package enum Location: Hashable, Sendable {
    case cratesIO
    /// A name from `[registries]`.
    case registry(String)
    case registryIndex(RedactedURL)
    /// Relative to the manifest.
    case path(String)
    case git(RedactedURL, PackageSource.GitReference)
  }

  package var usesDefaultFeatures: Bool { defaultFeatures ?? true }

  /// This entry with the folder it leads to.
  package func leading(to folder: String?) -> ManifestDependency {
    var placed = self
    placed.folder = folder
    return placed
  }

  /// This entry with what it inherits from the workspace's entry of the same key.
  package func inheriting(from workspace: ManifestDependency) -> ManifestDependency {
    ManifestDependency(
      key: key, name: workspace.name, kind: kind, target: target,
      requirement: workspace.requirement, requirementSpan: nil,
      features: workspace.features + features,
      // A member can turn default features on, never off
      // (https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html#inheriting-a-dependency-from-a-workspace).
      defaultFeatures: workspace.usesDefaultFeatures || defaultFeatures == true,
      isOptional: isOptional, location: workspace.location, isInherited: true, span: span)
  }
}
