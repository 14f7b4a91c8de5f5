internal import ArgumentParser
import MoatCargo
import MoatHost
import MoatInspection
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering

struct SizeCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: "Count the lines that a reader of the dependencies has to read.",
    discussion: """
      Code that this build compiles is counted apart from code for other platforms (name yours with \
      --target), for features that are off, from tests, examples and benchmarks, and from comments. \
      Without a name it counts what is built of the lockfile; with the name of a locked package, \
      CRATE@VERSION, a folder or a .crate file it counts that one, with every feature.
      """)

  @Argument(
    help: ArgumentHelp(
      "A locked package, a published crate, a folder or a .crate file.",
      valueName: "pkg|crate@version|path"))
  var subject: String?

  @Option(
    help: ArgumentHelp("The project: a folder, or a lockfile.", valueName: "path"))
  var project: String?

  @Flag(help: "Print JSON.") var json = false

  @OptionGroup(title: "Build") var build: BuildOptions
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let rows = try await rows(in: host)
    let renderer = SizeRenderer(rows)
    try host.say(json ? renderer.json() : renderer.human(display.human(in: host)))
    if rows.isEmpty { host.remark("no package from elsewhere is built") }
    guard rows.contains(where: { $0.size.value == nil }) else { return .clean }
    host.remark("hint: \(ScanCommand.fetchHint)")
    return .undetermined
  }

  private func rows(in host: Host) async throws -> [SizeRenderer.Row] {
    guard let subject else { return try await locked(at: project, in: host) }
    let found = try await ScanSubject(
      host: host, project: project, isOffline: policy.isOffline(in: host)
    ).find(subject)
    switch found {
    case .project(let folder): return try await locked(at: folder, in: host)
    case .packages(let packages):
      if packages.count == 1, case .unavailable(let why) = packages[0].record {
        throw CommandFailure.undetermined(
          "`\(packages[0].name)` cannot be counted: \(why)", hint: packages[0].hint)
      }
      let settings = try policy.policy(from: project ?? ".", in: host).build
      let targets = try triples(build.selection(settings))
      return packages.map { package in
        SizeRenderer.Row(
          identity: package.record.value?.inspection.identity
            ?? PackageIdentity(name: package.name, version: ""),
          size: package.record.map {
            ReviewSize($0.inspection, for: ReviewSize.Build(targets: targets))
          })
      }
    }
  }

  /// The packages of a lockfile that are built, with the features that are on.
  private func locked(at path: String?, in host: Host) async throws -> [SizeRenderer.Row] {
    let locked = try await LockedProject(host: host).locked(at: path)
    let settings = try policy.policy(from: path ?? ".", in: host).build
    let selection = try build.selection(settings)
    let project = BuiltProject(host: host)
    let built = try project.built(locked, selection)
    let look = try await LockedScan(host: host).inspection(of: locked)
    project.remarkGaps(built, locked)
    let targets = triples(selection)
    return look.foreign.compactMap { index in
      guard let package = built.package(index) else { return nil }
      let build = ReviewSize.Build(
        targets: package.isForHost && !targets.isEmpty ? targets + [selection.host] : targets,
        features: Set(package.allFeatures))
      return SizeRenderer.Row(
        identity: look.identity(index),
        size: (look.records[index] ?? .unavailable("it was not read")).map {
          ReviewSize($0.inspection, for: build)
        })
    }
  }

  private func triples(_ selection: BuildSelection) -> [TargetTriple] {
    selection.targets.map { target in
      switch target {
      case .host: selection.host
      case .triple(let triple): triple
      }
    }
  }
}
