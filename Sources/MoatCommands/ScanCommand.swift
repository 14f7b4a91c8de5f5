internal import ArgumentParser
import MoatCargo
import MoatHost
import MoatInspection
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering

struct ScanCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract:
      "Show what locked crates can do: network, processes, files, hidden payloads and more.",
    discussion: """
      Without a name it reads every locked package that was not written here: first what an update \
      newly does, where the lockfile differs from the commit that is checked out; then what runs \
      while something is built; then the rest by capability. With the name of a locked package, \
      CRATE@VERSION, a folder or a .crate file it shows that one with every place.

      It reads archives of Cargo's cache with the locked digest, vendored crates and unpacked folders. \
      Nothing is run. A capability is inventory and no verdict: `cargo moat check` has the rules that \
      judge. What macros make, and what build scripts write, is not seen.
      """)

  @Argument(
    help: ArgumentHelp(
      "A locked package, a published crate, a folder or a .crate file.",
      valueName: "pkg|crate@version|path"))
  var subject: String?

  @Option(
    help: ArgumentHelp("Only these, separated by commas: `net,process`.", valueName: "capability"))
  var only: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only packages that run there: build, proc-macro, normal or dev.", valueName: "context"))
  var context: [String] = []

  @Option(help: ArgumentHelp("Show what is new since this commit.", valueName: "rev"))
  var since: String?

  @Option(
    help: ArgumentHelp("The project: a folder, or a lockfile.", valueName: "path"))
  var project: String?

  @Flag(help: "Print JSON; with -v or a single package with every place.")
  var json = false

  @OptionGroup(title: "Build: look only at packages that it compiles") var build: BuildOptions
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let filter = LockedScan.Filter(only: try capabilities(), context: try contexts())
    if let subject {
      let found = try await ScanSubject(
        host: host, project: project, isOffline: policy.isOffline(in: host)
      ).find(subject)
      switch found {
      case .project(let folder): return try await scan(folder, filter, in: host)
      case .packages(let packages):
        try show(packages, filter, in: host)
        return packages.allSatisfy { $0.record.value != nil } ? .clean : .undetermined
      }
    }
    return try await scan(project, filter, in: host)
  }

  /// What helps where a locked package was not read.
  static let fetchHint =
    "not all of these packages are on this machine; `cargo fetch` brings their archives"

  // MARK: a whole lockfile

  private func scan(
    _ path: String?, _ filter: LockedScan.Filter, in host: Host
  ) async throws -> ExitStatus {
    let project = try await InspectedProject(
      host: host, path: path, build: build, policy: policy
    ).locked()
    let report = try await LockedScan(host: host).report(
      of: project.locked, at: project.root, since: since, filter)
    if json {
      try host.say(
        ScanJSON(showsMarks: display.verbose, only: filter.only)
          .text(report, lockfile: project.locked.lockfile.source.path))
    } else {
      try host.say(ScanRenderer(report, display.human(in: host)).text())
    }
    if case .unavailable(let why) = report.delta {
      throw CommandFailure.usage(
        "what changed since `\(since ?? "HEAD")` cannot be told: \(why)",
        hint: "name a commit, branch or tag of this repository")
    }
    if report.inspected < report.packages.count {
      host.remark("hint: \(Self.fetchHint)")
      return .undetermined
    }
    return .clean
  }

  // MARK: single packages

  private func show(
    _ packages: [ScanSubject.Package], _ filter: LockedScan.Filter, in host: Host
  ) throws {
    var isFirst = true
    for package in packages {
      switch package.record {
      case .unavailable(let why):
        let failure = CommandFailure.undetermined(
          "`\(package.name)` cannot be inspected: \(why)", hint: package.hint)
        guard packages.count > 1 else { throw failure }
        try? host.errorOutput.write(failure.text)
      case .known(let record):
        if json {
          try host.say(
            ScanJSON(showsMarks: true, only: filter.only)
              .text(record.inspection, context: package.context, origin: package.origin))
        } else {
          if !isFirst { try host.say("\n") }
          try host.say(
            PackageScanRenderer(
              record.inspection, origin: package.origin, context: package.context,
              only: filter.only, display.human(in: host)
            ).text())
        }
        isFirst = false
      }
    }
  }

  // MARK: options

  private func capabilities() throws -> Set<Capability>? {
    guard !only.isEmpty else { return nil }
    return Set(
      try only.flatMap { $0.split(separator: ",") }.map { name in
        if let capability = Capability(rawValue: String(name)) { return capability }
        let all = Capability.allCases.map(\.rawValue)
        let near = Suggestion.nearest(to: String(name), among: all)
        throw CommandFailure.usage(
          "`\(name)` is not a capability",
          hint: near.map { "did you mean `\($0)`?" } ?? "one of \(all.joined(separator: ", "))")
      })
  }

  private func contexts() throws -> PackageContext? {
    guard !context.isEmpty else { return nil }
    var all: PackageContext = []
    for name in context.flatMap({ $0.split(separator: ",") }) {
      guard let found = PackageContext.names.first(where: { $0.name == name }) else {
        throw CommandFailure.usage(
          "`\(name)` is not a context", hint: "write build, proc-macro, normal or dev")
      }
      all.formUnion(found.context)
    }
    return all
  }
}
