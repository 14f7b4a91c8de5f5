internal import ArgumentParser
import MoatCargo
import MoatModel
import MoatPipeline
import MoatPolicy

/// Which build is meant: flags of `cargo build`, over what `[build]` in `moat.toml` says.
struct BuildOptions: ParsableArguments {
  @OptionGroup var place: BuildPlaceOptions
  @OptionGroup var features: FeatureOptions

  /// Whether any flag was given.
  var areGiven: Bool { place.areGiven || features.areGiven }

  /// - Parameter policy: what holds where no flag says otherwise.
  /// - Throws: a usage error for a target that is not known.
  func selection(_ policy: BuildPolicy) throws -> BuildSelection {
    try place.selection(policy, features)
  }

  /// What a check is narrowed to; nil where neither a flag nor the policy names a build.
  func request(_ policy: Policy) throws -> BuildRequest? { try place.request(policy, features) }
}

/// Which features of the members are on, beside all of them.
struct FeatureOptions: ParsableArguments {
  @Option(
    name: [.customShort("F"), .long],
    help: ArgumentHelp("Turn these features on.", valueName: "features"))
  var features: [String] = []

  @Flag(inversion: .prefixedNo, help: "Whether the default features are on.")
  var defaultFeatures: Bool?

  var areGiven: Bool { !features.isEmpty || defaultFeatures != nil }
}

/// What else tells a build: platforms, members, tests, and all features at once.
struct BuildPlaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Build for this target: a name, `host` or `all`. Every platform by default.",
      valueName: "triple"))
  var target: [String] = []

  @Option(
    help: ArgumentHelp(
      "The machine that build scripts and proc macros run on; this one by default.",
      valueName: "triple"))
  var host: String?

  @Flag(help: "Turn every feature of the members on.")
  var allFeatures = false

  @Flag(inversion: .prefixedNo, help: "Whether tests, examples and benchmarks are built.")
  var dev: Bool?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Build only this member of the workspace.", valueName: "member"))
  var package: [String] = []

  var areGiven: Bool {
    !target.isEmpty || host != nil || allFeatures || dev != nil || !package.isEmpty
  }

  /// - Parameters:
  ///   - policy: what holds where no flag says otherwise.
  ///   - isNotAll: whether not every feature is on, whatever the policy says.
  /// - Throws: a usage error for a target that is not known.
  func selection(
    _ policy: BuildPolicy, _ features: FeatureOptions, isNotAll: Bool = false
  ) throws -> BuildSelection {
    var names = target.isEmpty ? policy.targets ?? [] : target
    if names.contains("all") { names = [] }
    return BuildSelection(
      targets: try names.map { $0 == "host" ? .host : .triple(try Self.triple($0)) },
      host: try host.map(Self.triple) ?? .host,
      features: features.features.isEmpty ? policy.features ?? [] : features.features,
      usesDefaultFeatures: features.defaultFeatures ?? !(policy.noDefaultFeatures ?? false),
      allFeatures: allFeatures || policy.allFeatures ?? false && !isNotAll,
      includesDevelopment: dev ?? !(policy.noDev ?? false), members: package)
  }

  /// What a check is narrowed to; nil where neither a flag nor the policy names a build.
  func request(
    _ policy: Policy, _ features: FeatureOptions, isNotAll: Bool = false
  ) throws -> BuildRequest? {
    let areGiven = areGiven || features.areGiven || isNotAll
    guard areGiven || !policy.build.isEmpty else { return nil }
    return BuildRequest(
      try selection(policy.build, features, isNotAll: isNotAll), isFromFlags: areGiven)
  }

  private static func triple(_ name: String) throws -> TargetTriple {
    do throws(TargetTriple.Unknown) {
      return try TargetTriple(name)
    } catch {
      let near = Suggestion.target(for: name)
      throw CommandFailure.usage(
        "`\(name)` is not a target that is known",
        hint: near.map { "did you mean `\($0)`?" } ?? error.hint)
    }
  }
}
