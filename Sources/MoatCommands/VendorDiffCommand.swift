internal import ArgumentParser
import MoatCargo
import MoatHost
import MoatPipeline
import MoatRendering

struct VendorDiffCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what an update of a vendored tree changes.",
    discussion: """
      Compares two vendored trees crate by crate: which were added, removed and updated, and which \
      files that changed, build scripts and manifests first, then proc macros and source. Reads git \
      objects and files; nothing is checked out.

      OLD and NEW are folders or git revisions; without them the commit that is checked out is \
      compared with the working tree. Exit status 1 if files of a crate changed under the same \
      version, which no release of a registry explains.

      Examples:
        cargo moat vendor diff
        cargo moat vendor diff main --format json
        cargo moat vendor diff ../old/vendor vendor
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case human, json
  }

  @Argument(help: "A vendored tree or a git revision; HEAD by default.") var old: String?
  @Argument(help: "A vendored tree or a git revision; the working tree by default.")
  var new: String?

  @Option(
    help: ArgumentHelp(
      "Which folder to take from revisions and the working tree.", valueName: "dir"))
  var directory = "vendor"

  @Option(help: "human or json.") var format = Format.human

  @OptionGroup(title: "Display options") var display: DisplayOptions

  func run(in host: Host) async throws -> ExitStatus {
    let current = host.environment.currentDirectory
    let snapshots = await VendorSnapshots(host: host, in: current)
    let before = try await snapshot(old ?? "HEAD", snapshots, in: host)
    let after =
      if let new {
        try await snapshot(new, snapshots, in: host)
      } else {
        try read(directory, snapshots, in: host)
      }
    if before == nil { host.remark("note: `\(old ?? "HEAD")` has no `\(directory)`") }
    let empty = VendorSnapshot(crates: [])
    let diff = VendorDiff(from: before ?? empty, to: after ?? empty)
    let renderer = VendorDiffRenderer(diff, isVerbose: display.verbose)
    switch format {
    case .human: try host.say(renderer.human(display.style(in: host)))
    case .json: try host.say(renderer.json() + "\n")
    }
    return diff.hasSuspicious ? .findings : .clean
  }

  /// A folder where one is there, else a revision.
  private func snapshot(
    _ name: String, _ snapshots: VendorSnapshots, in host: Host
  ) async throws -> VendorSnapshot? {
    let current = host.environment.currentDirectory
    let path = PathText.absolute(name, in: current)
    let kind: FileKind?
    do throws(FileFailure) { kind = try host.files.kind(of: path, followingLinks: true) } catch {
      throw CommandFailure.usage("`\(name)` cannot be read: \(error.message)", hint: nil)
    }
    if kind == .directory { return try read(name, snapshots, in: host) }
    do throws(VendorSnapshots.Failure) {
      return try await snapshots.snapshot(
        of: name, at: PathText.absolute(directory, in: current))
    } catch {
      throw Self.failure(error, name)
    }
  }

  private func read(
    _ folder: String, _ snapshots: VendorSnapshots, in host: Host
  ) throws -> VendorSnapshot {
    do throws(VendorSnapshots.Failure) {
      return try snapshots.snapshot(
        of: PathText.absolute(folder, in: host.environment.currentDirectory))
    } catch {
      throw Self.failure(error, folder)
    }
  }

  private static func failure(
    _ failure: VendorSnapshots.Failure, _ name: String
  ) -> CommandFailure {
    switch failure {
    case .file(let path, let reason):
      .undetermined(
        "`\(path)` cannot be read: \(reason.message)",
        hint: "name the vendored tree with `--directory`")
    case .git(let reason):
      .usage(
        "`\(name)` is neither a folder nor a revision: \(reason.message)",
        hint: "name a vendored tree, or a commit, branch or tag of this repository")
    case .foreign(let remarks):
      .detailed(
        .undetermined(
          "`\(name)` has what no vendored tree has", hint: "look at these before anything else"),
        remarks.map { "`\($0.path)` \($0.reason)" })
    case .cannotHash: .usage("libcrypto cannot compute digests on this machine", hint: nil)
    }
  }
}
