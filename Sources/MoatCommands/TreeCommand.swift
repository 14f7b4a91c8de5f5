internal import ArgumentParser
import MoatCargo
import MoatHost
import MoatLockfile
import MoatModel
import MoatPipeline
import MoatRendering

struct TreeCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Show the lockfile's dependency tree.",
    discussion: """
      The tree is the lockfile's: a superset of what any one build compiles. Dependencies of \
      workspace packages are marked (build) and (dev) as the manifests say; (*) stands for what was \
      shown before.
      """)

  @Argument(help: "A project folder, or a lockfile.") var path: String?

  @Flag(name: .shortAndLong, help: "Only crates locked in several versions, and what needs each.")
  var duplicates = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Show what depends on this package.", valueName: "name[@version]"))
  var invert: String?

  @Option(help: "How many levels to show.") var depth: Int?

  @OptionGroup(title: "Display options") var display: DisplayOptions

  func validate() throws {
    if let depth, depth < 0 { throw ValidationError("the depth cannot be negative") }
  }

  func run(in host: Host) async throws -> ExitStatus {
    let locked = try await LockedProject(host: host).locked(at: path)
    let tree = DependencyTree(
      locked, style: display.style(in: host), depth: depth ?? DependencyTree.depthLimit)
    if let invert {
      let indices = PackageQuery(invert).matches(in: locked.graph)
      guard !indices.isEmpty else {
        throw CommandFailure.usage(
          "no locked package matches `\(invert)`", hint: "write `name` or `name@version`")
      }
      try host.say(indices.map(tree.inverted).joined(separator: "\n"))
    } else if duplicates {
      let text = tree.duplicated()
      try host.say(text.isEmpty ? "every crate is locked in one version\n" : text)
    } else {
      try host.say(locked.roots.map(tree.below).joined(separator: "\n"))
    }
    return .clean
  }
}

/// One readable lockfile with its manifests, for commands that need no rules.
struct LockedProject {
  let host: Host

  /// - Throws: a failure that says why there is nothing to show.
  func locked(at path: String?) async throws -> LockedWorkspace {
    let project: Project
    do throws(ProjectReader.UnusablePath) {
      project = try await ProjectReader(host: host).projects(at: path.map { [$0] } ?? [])
    } catch {
      throw CommandFailure.usage("`\(error.path)` cannot be read: \(error.reason)", hint: nil)
    }
    if let locked = project.workspaces.first(where: { !$0.isNested })?.locked {
      return locked
    }
    for checked in project.workspaces {
      if case .refused(let error) = checked.state {
        throw CommandFailure.undetermined(
          "`\(error.path)` is refused: \(error.message)", hint: "`cargo moat check` says where")
      }
      if let locked = checked.locked { return locked }
    }
    throw CommandFailure.undetermined(
      "there is no `Cargo.lock` here", hint: "run it in a Rust project, or name its folder")
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
