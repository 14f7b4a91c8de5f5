internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatVetting

/// Which project, which store, and what may be asked: what every `vet` command takes.
struct VetOptions: ParsableArguments {
  @Option(
    name: [.customLong("project"), .customLong("manifest-path")],
    help: ArgumentHelp("The project: a folder, a lockfile or its Cargo.toml.", valueName: "path"))
  var project: String?

  @Option(
    help: ArgumentHelp(
      "The store; `supply-chain` beside the lockfile, or what `[workspace.metadata.vet]` names.",
      valueName: "dir"))
  var storePath: String?

  @Option(
    help: ArgumentHelp(
      "Take the dependency graph from this output of `cargo metadata --format-version 1`.",
      valueName: "file"))
  var metadata: String?

  @Flag(
    help: """
      Fetch nothing, go by `imports.lock` as it is, and refuse a store that is not formatted or not \
      up to date. For CI.
      """)
  var locked = false

  @Flag(
    help: """
      Fetch imports and publishers before anything is decided; without it `imports.lock` counts as it \
      is.
      """)
  var fetch = false

  @Flag(help: "Never open the network.") var offline = false

  @Flag(help: ArgumentHelp("--locked and --offline.", visibility: .default)) var frozen = false

  @OptionGroup var features: FeatureOptions

  @Flag(
    help: """
      Leave out what only features need that are off: --features and the default ones are on. Without \
      it the graph has all features, as with cargo-vet.
      """)
  var noAllFeatures = false

  @Option(
    help: ArgumentHelp(
      """
      Look at a part of the graph only: `include(…)` or `exclude(…)` of any(…), all(…), not(…), \
      name(…), version(…), is_root(true), is_workspace_member(…), is_third_party(…), \
      is_dev_only(…). Nothing is written then.
      """, valueName: "query"))
  var filterGraph: [String] = []

  @Option(
    name: [.customLong("now"), .customLong("current-time")],
    help: ArgumentHelp("Take this moment for now (RFC 3339).", valueName: "time"))
  var now: String?

  func validate() throws {
    if fetch, isLocked || offline {
      throw ValidationError(
        "--fetch needs the network, and --locked, --frozen and --offline close it")
    }
    if noAllFeatures, metadata != nil {
      throw ValidationError("--metadata has the features that cargo was told")
    }
    for text in filterGraph { _ = try Self.filter(text) }
  }

  /// Whether the store is held to what `--locked` promises.
  var isLocked: Bool { locked || frozen }

  /// Whether nothing may be fetched.
  func isOffline(in host: Host) -> Bool {
    host.isOffline(isLocked || offline)
  }

  /// Which graph these options choose.
  func graph() throws -> VetGraphChoice {
    var choice = VetGraphChoice()
    choice.filters = try filterGraph.map(Self.filter)
    if noAllFeatures {
      choice.features = VetGraphChoice.Features(
        names: features.features, usesDefault: features.defaultFeatures ?? true)
    }
    return choice
  }

  private static func filter(_ text: String) throws -> GraphFilter {
    do throws(GraphFilter.Malformed) { return try GraphFilter(parsing: text) } catch {
      let before = String(decoding: text.utf8.prefix(error.offset), as: UTF8.self)
      throw ValidationError(
        "--filter-graph: \(error.expected) should stand after `\(before)` in `\(text)`")
    }
  }

  /// A day that an option names.
  static func day(_ text: String?, _ option: String) throws -> Day? {
    guard let text else { return nil }
    guard let day = Day(text) else {
      throw CommandFailure.usage(
        "`\(text)` is not a day for `\(option)`", hint: "write it as `2026-01-31`")
    }
    return day
  }
}
