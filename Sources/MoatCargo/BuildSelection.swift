package import MoatModel

/// Which build is meant: for which targets, with which features, with or without the tests.
///
/// The flags are those of `cargo build` and mean what they mean there; without any it is every
/// member of the workspace with its default features, tests included, on every platform.
package struct BuildSelection: Hashable, Sendable {
  /// One `--target`.
  package enum Target: Hashable, Sendable, CustomStringConvertible {
    /// ``BuildSelection/host``, as when Cargo is given no `--target`.
    case host
    case triple(TargetTriple)

    package var description: String {
      switch self {
      case .host: "host"
      case .triple(let triple): triple.name
      }
    }
  }

  /// Empty: every platform at once. Conditions on platforms then count as true.
  package var targets: [Target]
  /// The machine that build scripts and proc macros run on.
  package var host: TargetTriple
  /// `--features`: `name`, `member/name` or `dependency/name`.
  package var features: [String]
  package var usesDefaultFeatures: Bool
  package var allFeatures: Bool
  /// Whether tests, examples and benchmarks of the members are built too.
  package var includesDevelopment: Bool
  /// The members to build, by name; empty: all of them.
  package var members: [String]

  package init(
    targets: [Target] = [], host: TargetTriple = .host, features: [String] = [],
    usesDefaultFeatures: Bool = true, allFeatures: Bool = false, includesDevelopment: Bool = true,
    members: [String] = []
  ) {
    self.targets = targets
    self.host = host
    self.features = features
    self.usesDefaultFeatures = usesDefaultFeatures
    self.allFeatures = allFeatures
    self.includesDevelopment = includesDevelopment
    self.members = members
  }

  /// Whether platforms are told apart.
  package var namesTargets: Bool { !targets.isEmpty }

  /// The targets in order; none for every platform.
  var platforms: [TargetTriple] {
    targets.map { target in
      switch target {
      case .host: host
      case .triple(let triple): triple
      }
    }
  }

  /// This selection with the facts that the compiler's flags add to each target.
  ///
  /// Cargo passes the flags to build scripts and proc macros only where no `--target` is given
  /// (https://doc.rust-lang.org/cargo/reference/config.html#buildrustflags).
  package func adding(_ flags: CompilerFlags) -> BuildSelection {
    var selection = self
    selection.targets = targets.map { target in
      switch target {
      case .host: .host
      case .triple(let triple): .triple(triple.adding(flags.facts(for: triple)))
      }
    }
    if targets.contains(.host) { selection.host = host.adding(flags.facts(for: host)) }
    return selection
  }
}

/// Why a selection does not fit a workspace.
package enum BuildSelectionFailure: Error, Hashable, Sendable {
  /// No selected member has it.
  case unknownFeature(String)
  /// `dep:x`, or more than one slash.
  case malformedFeature(String)
  /// No member has this name.
  case unknownMember(String)

  /// A phrase for an error.
  package var message: String {
    switch self {
    case .unknownFeature(let name): "no selected package has the feature `\(name)`"
    case .malformedFeature(let text): "`\(text)` is not a feature to select"
    case .unknownMember(let name): "no package of the workspace is named `\(name)`"
    }
  }

  /// What to do about it, as a phrase.
  package var hint: String {
    switch self {
    case .unknownFeature: "`[features]` in the manifests of the members lists what there is"
    case .malformedFeature: "write `name`, `member/name` or `dependency/name`"
    case .unknownMember: "`cargo moat tree` shows the members"
    }
  }
}

/// The feature resolver that a workspace asks for.
/// https://doc.rust-lang.org/cargo/reference/resolver.html#resolver-versions
package enum ResolverVersion: Int, Hashable, Sendable {
  case v1 = 1
  case v2, v3

  /// As Cargo decides it: by `resolver`, else by the root package's edition; a virtual workspace
  /// has none. Without a root manifest it is the first, which keeps least apart.
  package init(of root: Manifest?) {
    let written = root?.workspace?.resolver ?? root?.package?.resolver
    if let version = written.flatMap({ Int($0) }).flatMap(ResolverVersion.init(rawValue:)) {
      self = version
      return
    }
    let edition: String? =
      switch root?.package?.edition {
      case .written(let text): text
      case .inherited: root?.workspace?.edition
      case .absent, nil: nil
      }
    switch edition {
    case "2021": self = .v2
    case "2024": self = .v3
    default: self = .v1
    }
  }

  /// Whether the features of builds and tests are kept apart from those of what ships.
  var keepsApart: Bool { self != .v1 }
}
