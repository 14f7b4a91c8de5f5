internal import ArgumentParser
import MoatHost
import MoatInspection
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering

struct BuildScriptsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build-scripts",
    abstract: "List and accept what runs while something is built: build scripts and proc macros.",
    subcommands: [BuildScriptsListCommand.self, BuildScriptsAcceptCommand.self],
    defaultSubcommand: BuildScriptsListCommand.self)
}

struct BuildScriptsListCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Show every build script and proc macro, what it does and whether it is accepted.",
    discussion: """
      Those of packages that were not written here. What an acceptance pins is the content of the \
      package and of everything that its build script or proc macro is built from.
      """)

  @Argument(help: "A project folder, or a lockfile.") var path: String?

  @Flag(help: "Print JSON.") var json = false

  @OptionGroup(title: "Build: look only at packages that it compiles") var build: BuildOptions
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let project = try await InspectedProject(
      host: host, path: path, build: build, policy: policy
    ).locked()
    let look = try await LockedScan(host: host).inspection(of: project.locked)
    let report = look.buildScripts(project.policy.buildScripts)
    let renderer = BuildScriptRenderer(report)
    try host.say(json ? renderer.json() : renderer.human(display.human(in: host)))
    let isBlind = report.entries.contains { $0.content.value == nil }
    if isBlind { host.remark("hint: \(ScanCommand.fetchHint)") }
    return isBlind ? .undetermined : .clean
  }
}
