internal import ArgumentParser
import MoatCargo
import MoatHost
import MoatLockfile
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering

struct TreeCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "Show the lockfile's dependency tree, or what of it is built.",
    discussion: """
      The tree is the lockfile's: a superset of what any one build compiles. Dependencies of \
      workspace packages are marked (build) and (dev) as the manifests say; (*) stands for what was \
      shown before.

      With --built, --show-features or a flag of a build it is what that build compiles, as far as \
      the manifests and index lines on this machine tell. Where some are missing more is shown, \
      never less, and stderr says so.
      """)

  @Argument(help: "A project folder, or a lockfile.") var path: String?

  @Flag(name: .shortAndLong, help: "Only crates locked in several versions, and what needs each.")
  var duplicates = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Show what depends on this package.", valueName: "name[@version]"))
  var invert: String?

  @Option(help: "How many levels to show.") var depth: Int?

  @Flag(help: "Only what is built, by the flags below and `[build]` in moat.toml.")
  var built = false

  @Flag(help: "Show the features of each package that is built.")
  var showFeatures = false

  @OptionGroup(title: "Build") var build: BuildOptions
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func validate() throws {
    if let depth, depth < 0 { throw ValidationError("the depth cannot be negative") }
  }

  func run(in host: Host) async throws -> ExitStatus {
    let locked = try await LockedProject(host: host).locked(at: path)
    var set: BuiltSet?
    if built || showFeatures || build.areGiven {
      let settings = try policy.policy(from: path ?? ".", in: host).build
      set = try BuiltProject(host: host).built(locked, build.selection(settings))
    }
    let tree = DependencyTree(
      locked, built: set, showsFeatures: showFeatures, style: display.style(in: host),
      depth: depth ?? DependencyTree.depthLimit)
    if let invert {
      let indices = PackageQuery(invert).matches(in: locked.graph)
      guard !indices.isEmpty else {
        throw CommandFailure.usage(
          "no locked package matches `\(invert)`", hint: "write `name` or `name@version`")
      }
      let shown = indices.filter { set?.isBuilt($0) ?? true }
      if shown.isEmpty {
        try host.say("`\(invert)` is locked and not built; `cargo moat why \(invert)` says why\n")
      }
      try host.say(shown.map(tree.inverted).joined(separator: "\n"))
    } else if duplicates {
      let text = tree.duplicated()
      let none = set == nil ? "every crate is locked in one version\n" : "no crate is built twice\n"
      try host.say(text.isEmpty ? none : text)
    } else {
      let roots = set?.starts ?? locked.roots
      try host.say(roots.map(tree.below).joined(separator: "\n"))
    }
    if let set { BuiltProject(host: host).remarkGaps(set, locked) }
    return .clean
  }
}

/// `name` or `name@version`, as a user writes a package.
struct PackageQuery {
  private let name: String
  private let version: String?

  init(_ text: String) {
    let parts = text.split(separator: "@", maxSplits: 1).map(String.init)
    name = parts.first ?? text
    version = parts.count == 2 ? parts[1] : nil
  }

  func matches(in graph: DependencyGraph) -> [Int] {
    graph.packages.indices.filter { index in
      graph.packages[index].name == name
        && (version == nil || graph.packages[index].versionText == version)
    }
  }
}
