package import MoatModel

/// What decides which dependencies and features of one package are built: its own manifest, or the
/// line of the index that was made of it.
///
/// A value proves only that the document was read. Whether it is the document that a build would use
/// is another question: a vendored or unpacked manifest is as good as `cargo moat verify` finds it,
/// an index line as good as the index.
package struct PackageMetadata: Hashable, Sendable {
  package let dependencies: [Dependency]
  /// The features a package lists itself; ``allFeatures`` has the implicit ones too.
  package let features: [Feature]
  /// nil where the document does not tell: an index line never does.
  package let isProcMacro: Bool?
  /// nil where the document does not tell: an index line never does, and a manifest without `build`
  /// leaves it to a file `build.rs` beside it.
  package let hasBuildScript: Bool?
  package let links: String?

  package init(
    dependencies: [Dependency], features: [Feature], isProcMacro: Bool?, hasBuildScript: Bool?,
    links: String? = nil
  ) {
    self.dependencies = dependencies
    self.features = features
    self.isProcMacro = isProcMacro
    self.hasBuildScript = hasBuildScript
    self.links = links
  }

  package struct Feature: Hashable, Sendable {
    package let name: String
    package let values: [FeatureValue]

    package init(name: String, values: [FeatureValue]) {
      self.name = name
      self.values = values
    }
  }

  /// One dependency.
  package struct Dependency: Hashable, Sendable {
    /// The name features know it by: the one in the table, which a rename changes.
    package let key: String
    /// The name of the package.
    package let name: String
    package let kind: ManifestDependency.Kind
    package let condition: Condition
    /// nil: any version.
    package let requirement: VersionRequirement?
    package let features: [String]
    package let usesDefaultFeatures: Bool
    package let isOptional: Bool
    package let place: Place

    package init(
      key: String, name: String, kind: ManifestDependency.Kind, condition: Condition = .always,
      requirement: VersionRequirement?, features: [String] = [], usesDefaultFeatures: Bool = true,
      isOptional: Bool = false, place: Place
    ) {
      self.key = key
      self.name = name
      self.kind = kind
      self.condition = condition
      self.requirement = requirement
      self.features = features
      self.usesDefaultFeatures = usesDefaultFeatures
      self.isOptional = isOptional
      self.place = place
    }
  }

  /// Where a dependency counts.
  package enum Condition: Hashable, Sendable {
    case always
    case on(PlatformCondition)
    /// A text that is neither a target nor a `cfg(…)`: taken to hold everywhere.
    case unreadable(String)

    init(_ text: String?) {
      guard let text else {
        self = .always
        return
      }
      do throws(CfgExpression.Malformed) {
        self = .on(try PlatformCondition(parsing: text))
      } catch {
        self = .unreadable(text)
      }
    }
  }

  /// Where a dependency is asked for, as far as that tells two packages of one name apart.
  package enum Place: Hashable, Sendable {
    case cratesIO, registry
    /// The folder where it leads, as shown to the user, if that is known.
    case path(String?)
    case git(RedactedURL)
    /// The registry of the index line.
    case sameRegistry
  }
}

extension PackageMetadata {
  /// The listed features and those that optional dependencies bring: each that no list names as
  /// `dep:key` is a feature of its own name
  /// (https://doc.rust-lang.org/cargo/reference/features.html#optional-dependencies).
  package var allFeatures: [Feature] {
    var names: Set<String> = []
    var hidden: Set<String> = []
    for feature in features {
      names.insert(feature.name)
      for case .dependency(let key) in feature.values { hidden.insert(key) }
    }
    var all = features
    for dependency in dependencies where dependency.isOptional {
      guard !hidden.contains(dependency.key), names.insert(dependency.key).inserted else {
        continue
      }
      all.append(Feature(name: dependency.key, values: [.dependency(dependency.key)]))
    }
    return all
  }
}

extension PackageMetadata {
  /// - Parameter dependencies: the manifest's, with what they inherit from the workspace.
  package init(_ manifest: Manifest, dependencies: [ManifestDependency]) {
    self.init(
      dependencies: dependencies.map(Dependency.init),
      features: manifest.features.map { feature in
        Feature(name: feature.name, values: feature.values.map { FeatureValue($0.value) })
      }, isProcMacro: manifest.isProcMacro, hasBuildScript: manifest.package?.hasBuildScript,
      links: manifest.package?.links)
  }
}

extension PackageMetadata.Dependency {
  init(_ entry: ManifestDependency) {
    let place: PackageMetadata.Place =
      switch entry.location {
      case .cratesIO: .cratesIO
      case .registry, .registryIndex: .registry
      case .path: .path(entry.folder)
      case .git(let url, _): .git(url)
      }
    self.init(
      key: entry.key, name: entry.name, kind: entry.kind,
      condition: PackageMetadata.Condition(entry.target), requirement: entry.requirement,
      features: entry.features, usesDefaultFeatures: entry.usesDefaultFeatures,
      isOptional: entry.isOptional, place: place)
  }
}
