internal import ArgumentParser
import MoatCargo
import MoatHost
import MoatInspection
import MoatModel
import MoatPipeline
import MoatPolicy
import MoatRendering
import MoatStore

struct BuildScriptsAcceptCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Pin build scripts and proc macros in moat.toml, by their content.",
    discussion: """
      From the first acceptance on `cargo moat check` reports build scripts and proc macros that are \
      not accepted, or not as they were. Entries that are there are renewed; comments and everything \
      else stay as they are. Read first what you accept: `cargo moat scan PKG`.
      """)

  @Argument(help: ArgumentHelp("Locked packages.", valueName: "name[@version]"))
  var packages: [String] = []

  @Flag(help: "Every build script and proc macro that is locked.") var all = false

  @Option(help: ArgumentHelp("Why it is fine; written beside it.", valueName: "text"))
  var reason: String?

  @Option(help: ArgumentHelp("The project: a folder, or a lockfile.", valueName: "path"))
  var project: String?

  @OptionGroup(title: "Build: look only at packages that it compiles") var build: BuildOptions
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions

  func validate() throws {
    guard packages.isEmpty == all else {
      throw ValidationError("name the packages to accept, or give --all")
    }
  }

  func run(in host: Host) async throws -> ExitStatus {
    let found = try await InspectedProject(
      host: host, path: project, build: build, policy: policy
    ).locked()
    let look = try await LockedScan(host: host).inspection(of: found.locked)
    let report = look.buildScripts(found.policy.buildScripts)
    let chosen = try chosen(report, found, in: host)
    var unknown: [String] = []
    var acceptances: [AcceptanceEdit.Acceptance] = []
    for entry in chosen {
      switch entry.content {
      case .known(let content):
        acceptances.append(
          AcceptanceEdit.Acceptance(
            identity: entry.identity, content: content, reason: reason))
      case .unavailable(let why): unknown.append("`\(entry.identity)`: \(why)")
      }
    }
    let file = try PolicyFileToEdit(host: host, config: policy.files.config, root: found.root)
    let changed =
      try !acceptances.isEmpty
      && file.write(
        AcceptanceEdit(
          acceptances, locked: Set(found.locked.graph.packages.map(\.identity)),
          today: try policy.now(in: host).day))
    let isNew = Set(chosen.filter { $0.state != .accepted }.map(\.identity))
    for acceptance in acceptances where isNew.contains(acceptance.identity) {
      try host.say(TerminalText.neutralised("accepted \(acceptance.identity)") + "\n")
    }
    if !changed, !acceptances.isEmpty {
      host.remark("`\(file.shown)` accepts them already")
    } else if changed {
      host.remark("wrote \(file.shown)")
    }
    guard unknown.isEmpty else {
      throw CommandFailure.detailed(
        .undetermined(
          "\(Wording.counted(unknown.count, "package")) could not be accepted",
          hint: "`cargo fetch` brings the archives of locked packages"), unknown)
    }
    return .clean
  }

  private func chosen(
    _ report: BuildScriptReport, _ found: InspectedProject.Found, in host: Host
  ) throws -> [BuildScriptReport.Entry] {
    if all { return report.entries }
    return try packages.flatMap { name -> [BuildScriptReport.Entry] in
      let query = PackageQuery(name)
      let indices = query.matches(in: found.locked.graph)
      let identities = Set(indices.map { found.locked.graph.packages[$0].identity })
      guard !identities.isEmpty else {
        let near = Suggestion.nearest(
          to: name, among: found.locked.graph.packages.map(\.name))
        throw CommandFailure.usage(
          "no locked package matches `\(name)`",
          hint: near.map { "did you mean `\($0)`?" } ?? "write `name` or `name@version`")
      }
      let entries = report.entries.filter { identities.contains($0.identity) }
      guard !entries.isEmpty else {
        throw CommandFailure.usage(
          "`\(name)` has no build script and is no proc macro",
          hint: "`cargo moat build-scripts` lists what runs while something is built")
      }
      return entries
    }
  }
}

/// The `moat.toml` that a command adds to.
struct PolicyFileToEdit {
  /// As `PolicyFiles` reads them.
  private static let sizeLimit = 16 << 20

  private let host: Host
  private let path: String
  let shown: String

  /// - Parameter root: the absolute folder of the lockfile; a new file is made there.
  init(host: Host, config: String?, root: String) throws {
    self.host = host
    let current = host.environment.currentDirectory
    if let config = config ?? host.environment["MOAT_CONFIG"] {
      path = PathText.absolute(config, in: current)
    } else {
      let files = PolicyFiles(host: host)
      let nearest = files.nearest(to: root)
      if let nearest { try files.refuseLinkOut(nearest) }
      path = nearest ?? PathText.join(root, "moat.toml")
    }
    shown = DisplayPath(currentDirectory: current)(path)
  }

  /// - Returns: whether anything changed.
  func write(_ edit: AcceptanceEdit) throws -> Bool {
    var source: SourceText?
    do throws(FileFailure) {
      source = SourceText(path: shown, bytes: try host.files.read(path, limit: Self.sizeLimit))
    } catch {
      guard error == .notFound else {
        throw CommandFailure.usage("`\(shown)` cannot be read: \(error.message)", hint: nil)
      }
    }
    let bytes: [UInt8]
    do throws(AcceptanceEdit.Failure) { bytes = try edit.applied(to: source) } catch {
      let position = LineIndex(source?.bytes ?? []).position(at: error.span.lower)
      throw CommandFailure.usage(
        "\(shown):\(position.line):\(position.column): \(error.message)",
        hint: "write `[build-scripts]` and `[[build-scripts.accept]]` as headers of their own")
    }
    guard bytes != source?.bytes else { return false }
    do throws(StoreFailure) {
      try AtomicFile.write(bytes, to: path, using: host.store)
    } catch {
      throw CommandFailure.usage("`\(shown)` cannot be written: \(error.message)", hint: nil)
    }
    return true
  }
}
