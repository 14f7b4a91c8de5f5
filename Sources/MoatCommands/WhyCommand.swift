internal import ArgumentParser
import MoatCargo
import MoatHost
import MoatPolicy
import MoatRendering

struct WhyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Explain why a package is built, or why it is locked and not built.",
    discussion: """
      Shows the shortest way from a member of the workspace to the package, with the kind, platform \
      and feature of each step, and what turns each of its features on. For a package that no build \
      with these flags compiles it shows the edges that are closed: for other platforms, optional, \
      or for tests.

      Without flags everything counts that some build could compile: every platform, default \
      features, tests. Nothing is run; manifests and index lines on this machine are read.
      """)

  @Argument(help: ArgumentHelp("The package.", valueName: "name[@version]")) var name: String

  @Argument(help: "A project folder, or a lockfile.") var path: String?

  @OptionGroup(title: "Build") var build: BuildOptions
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let locked = try await LockedProject(host: host).locked(at: path)
    let indices = PackageQuery(name).matches(in: locked.graph)
    guard !indices.isEmpty else {
      throw CommandFailure.usage(
        "no locked package matches `\(name)`", hint: "write `name` or `name@version`")
    }
    let project = BuiltProject(host: host)
    let settings = try policy.policy(from: path ?? ".", in: host).build
    let built = try project.built(locked, build.selection(settings))
    let text = WhyText(locked, built, display.style(in: host))
    try host.say(indices.map(text.about).joined(separator: "\n"))
    project.remarkGaps(built, locked)
    return .clean
  }
}
