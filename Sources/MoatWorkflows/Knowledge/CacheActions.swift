import MoatModel

/// Actions that take files from the cache of the repository, and the inputs that say whether.
///
/// The inputs are those of the actions' own `action.yml`, as of 2026.
enum CacheActions {
  /// When an action uses the cache.
  private enum Use: Sendable {
    case always
    /// Unless the input has one of these values.
    case unless(String, Set<String>)
    /// If the input is given, and has another value than `false`.
    case ifGiven(String)
    /// If the input is `true`, in any writing that YAML knows.
    case ifTrue(String)
    /// If the input holds this word.
    case ifNamed(String, String)
    /// As the second says from that version on, and not before.
    indirect case from(Int, Use)
    /// As the second says before that version, and not from it on.
    indirect case before(Int, Use)
    /// If any of them says so.
    case any([Use])
    /// If all of them say so.
    case all([Use])
  }

  private static let no: Set<String> = ["false", "no", "off", "0"]
  private static let yes: Set<String> = ["true", "yes", "on", "1"]

  private static let actions: [String: Use] = [
    "actions/cache": .unless("lookup-only", yes),
    "actions/cache/restore": .unless("lookup-only", yes),
    "actions/setup-dotnet": .ifTrue("cache"),
    "actions/setup-go": .from(4, .unless("cache", no)),
    "actions/setup-java": .ifGiven("cache"),
    "actions/setup-node": .any([
      .ifGiven("cache"), .from(5, .unless("package-manager-cache", no)),
    ]),
    "actions/setup-python": .ifGiven("cache"),
    "actions-rust-lang/setup-rust-toolchain": .unless("cache", no),
    "astral-sh/setup-uv": .any([
      .ifTrue("enable-cache"), .before(10, .unless("enable-cache", no)),
    ]),
    "awalsh128/cache-apt-pkgs-action": .always,
    "baptiste0928/cargo-install": .always,
    "determinatesystems/magic-nix-cache-action": .unless("use-gha-cache", no),
    "docker/build-push-action": .ifNamed("cache-from", "gha"),
    "docker/setup-buildx-action": .all([.ifGiven("version"), .unless("cache-binary", no)]),
    "graalvm/setup-graalvm": .ifGiven("cache"),
    "gradle/actions/setup-gradle": .unless("cache-disabled", yes),
    "hendrikmuhs/ccache-action": .always,
    "jdx/mise-action": .unless("cache", no),
    "leafwing-studios/cargo-cache": .always,
    "mlugg/setup-zig": .unless("use-cache", no),
    "moonrepo/setup-rust": .unless("cache", no),
    "nix-community/cache-nix-action": .always,
    "oven-sh/setup-bun": .unless("no-cache", yes),
    "pyo3/maturin-action": .ifTrue("sccache"),
    "ramsey/composer-install": .unless("ignore-cache", yes),
    "ruby/setup-ruby": .ifTrue("bundler-cache"),
    "swatinem/rust-cache": .unless("lookup-only", yes),
    "taiki-e/cache-cargo-install-action": .always,
  ]

  /// Whether an action may use the cache at all.
  static func isKnown(_ uses: UsesReference) -> Bool {
    uses.action.map { actions[$0] != nil || $0 == "mozilla-actions/sccache-action" } ?? false
  }

  /// Whether a step restores a cache; an input that only a run knows may say yes.
  static func restores(_ step: Step, _ scope: StepScope) -> Bool {
    guard let uses = step.uses, let name = uses.action else { return false }
    // It uses the repository's cache only where it is told to.
    if name == "mozilla-actions/sccache-action" {
      return scope.variables.contains { variable in
        variable.name == "SCCACHE_GHA_ENABLED"
          && (!variable.value.isComplete
            || variable.value.known.contains { yes.contains($0.lowercased()) })
      }
    }
    return actions[name].map { holds($0, uses.version?.first, step, scope) } ?? false
  }

  private static func holds(_ use: Use, _ major: Int?, _ step: Step, _ scope: StepScope) -> Bool {
    /// The texts an input may have; nil where it is not given.
    func values(_ input: String) -> ValueSet? {
      guard let text = step.with?[input], !text.text.isEmpty else { return nil }
      return scope.values(of: text)
    }
    func mayBe(_ values: ValueSet, _ test: (String) -> Bool) -> Bool {
      !values.isComplete || values.known.contains { test($0.lowercased()) }
    }
    switch use {
    case .always: return true
    case .unless(let input, let off):
      return values(input).map { mayBe($0) { !off.contains($0) } } ?? true
    case .ifGiven(let input):
      return values(input).map { mayBe($0) { !$0.isEmpty && !no.contains($0) } } ?? false
    case .ifTrue(let input): return values(input).map { mayBe($0) { yes.contains($0) } } ?? false
    case .ifNamed(let input, let word):
      return values(input).map { mayBe($0) { $0.contains(word) } } ?? false
    case .from(let version, let use):
      return (major ?? version) >= version && holds(use, major, step, scope)
    case .before(let version, let use):
      return (major ?? 0) < version && holds(use, major, step, scope)
    case .any(let uses): return uses.contains { holds($0, major, step, scope) }
    case .all(let uses): return uses.allSatisfy { holds($0, major, step, scope) }
    }
  }
}
