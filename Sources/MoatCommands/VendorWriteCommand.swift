internal import ArgumentParser
import MoatCargo
import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatStore

struct VendorWriteCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "write",
    abstract: "Write the locked crates into a folder, from verified archives.",
    discussion: """
      Takes every registry package of the lockfile, finds its archive in Cargo's cache or downloads \
      it, holds it against the lockfile's checksum and unpacks it: the same files as `cargo vendor` \
      writes (Cargo 1.94 to 1.96), and like it prints the configuration that makes Cargo use them.

      The folder is replaced as a whole or not at all. One in which files were edited, added or \
      removed since it was vendored is left alone, unless --replace is given.

      With --platform and --no-dev crates that no such build compiles are left out: their folders \
      hold their manifest alone and an empty library, because Cargo wants to see every locked \
      package.

      Examples:
        cargo moat vendor
        cargo moat vendor third_party/rust --write-config
        cargo moat vendor --platform x86_64-unknown-linux-gnu --no-dev
      """)

  @Argument(help: ArgumentHelp("The folder to write.", valueName: "dir"))
  var directory = "vendor"

  @Option(
    help: ArgumentHelp(
      "The lockfile; the nearest at or above the current folder by default.", valueName: "path"))
  var lockfile: String?

  @Option(
    help: ArgumentHelp(
      "Leave out what is not built for this target; can be repeated.", valueName: "triple"))
  var platform: [String] = []

  @Flag(help: "Leave out what only tests, examples and benchmarks of the project need.")
  var noDev = false

  @Flag(help: "Put the version into the name of every crate's folder.")
  var versionedDirs = false

  @Flag(help: "Replace a vendored tree even where its files were changed.")
  var replace = false

  @Flag(help: "Add the configuration to .cargo/config.toml beside the lockfile, not to the output.")
  var writeConfig = false

  @Option(
    help: ArgumentHelp(
      "Take archives from this local registry too; can be repeated.", valueName: "dir"))
  var localRegistry: [String] = []

  @Flag(help: "Never open the network.")
  var offline = false

  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let current = host.environment.currentDirectory
    let lock = try NearestLockfile(host: host).read(lockfile)
    let plan = try VendorMessages.plan(lock.lockfile, versionedFolders: versionedDirs)
    let destination = PathText.absolute(directory, in: current)
    let configuration = try configurationFile(plan, destination, below: lock.folder, in: host)
    guard !plan.crates.isEmpty else {
      host.remark("nothing to vendor: the lockfile has no packages from registries")
      return .clean
    }
    let request = VendorRequest(
      plan: plan, destination: destination, root: lock.folder, isReplacing: replace,
      narrowing: try await narrowing(lock, in: host),
      localRegistries: localRegistry.map { PathText.absolute($0, in: current) },
      isOffline: host.isOffline(offline))
    let outcome: VendorOutcome
    do throws(VendorFailure) {
      outcome = try await Vendoring(host: host).run(request)
    } catch {
      throw VendorMessages.failure(error, at: directory)
    }
    try VendorMessages.tell(outcome, at: directory, isQuiet: display.quiet, in: host)
    if let configuration {
      try configuration.write(in: host)
    } else if !writeConfig {
      host.remark("to use it, add this to .cargo/config.toml:\n")
      try host.say(VendorConfiguration(replacing: plan.sources, with: directory).text)
    }
    return .clean
  }

  private func narrowing(
    _ lock: NearestLockfile.Found, in host: Host
  ) async throws -> VendorNarrowing? {
    guard noDev || !platform.isEmpty else { return nil }
    let platforms = try platform.map { name in
      do throws(TargetTriple.Unknown) { return try TargetTriple(name) } catch {
        throw CommandFailure.usage("`\(name)` is not a known target", hint: error.hint)
      }
    }
    return VendorNarrowing(
      workspace: try await LockedProject(host: host).locked(at: lock.folder),
      platforms: platforms, includesDevelopment: !noDev)
  }

  /// The file to write afterwards; a conflict in it is told before anything is written.
  private func configurationFile(
    _ plan: VendorPlan, _ destination: String, below folder: String, in host: Host
  ) throws -> VendorConfigurationFile? {
    guard writeConfig else { return nil }
    let place =
      PathText.isInside(destination, folder)
      ? PathText.relative(destination, to: folder) : destination
    return try VendorConfigurationFile(
      VendorConfiguration(replacing: plan.sources, with: place), below: folder, in: host)
  }
}
