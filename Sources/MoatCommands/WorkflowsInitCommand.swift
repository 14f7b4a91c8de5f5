internal import ArgumentParser
import MoatHost
import MoatModel
import MoatPipeline
import MoatRendering
import MoatStore
import MoatWorkflows

struct WorkflowsInitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a hardened workflow for this project.",
    subcommands: [WorkflowsInitReleaseCommand.self, WorkflowsInitAuditCommand.self])
}

/// Where a written workflow goes.
struct NewWorkflowOptions: ParsableArguments {
  @Argument(help: "The project's folder.") var path = "."

  @Option(
    help: ArgumentHelp("The file's name in .github/workflows.", valueName: "name"))
  var file: String?

  @Flag(help: "Overwrite the file if it is there.") var force = false

  @Flag(help: "Print the workflow instead of writing it.") var stdout = false

  /// Whether a file name stays in its folder and is read as a workflow.
  private static func isName(_ name: String) -> Bool {
    (name.hasSuffix(".yml") || name.hasSuffix(".yaml")) && !name.hasPrefix(".")
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
          || "-_.".utf8.contains(byte)
      }
  }

  func fileName(_ standard: String) throws -> String {
    let name = file ?? standard
    guard Self.isName(name) else {
      throw CommandFailure.usage(
        "`\(name)` is no name for a workflow", hint: "write letters, digits and `.yml`")
    }
    return name
  }

  func write(_ text: String, to name: String, in host: Host) throws -> ExitStatus {
    if stdout {
      try host.say(text)
      return .clean
    }
    let folder = PathText.absolute(path, in: host.environment.currentDirectory)
    let workflows = PathText.join(folder, ".github/workflows")
    let target = PathText.join(workflows, name)
    let shown = DisplayPath(currentDirectory: host.environment.currentDirectory)(target)
    var isThere = true
    do throws(FileFailure) { isThere = try host.files.kind(of: target) != nil } catch {}
    if isThere, !force {
      throw CommandFailure.usage(
        "`\(shown)` is there already",
        hint: "pass --force to overwrite it, --file for another name, or --stdout to look at it")
    }
    do throws(FileFailure) {
      try host.files.createDirectories(workflows)
    } catch {
      throw CommandFailure.usage("`\(shown)` cannot be written: \(error.message)", hint: nil)
    }
    do {
      try AtomicFile.write(Array(text.utf8), to: target, using: host.store)
    } catch {
      throw CommandFailure.usage("`\(shown)` cannot be written: \(error.message)", hint: nil)
    }
    try host.say("wrote \(TerminalText.neutralised(shown))\n")
    return .clean
  }
}

struct WorkflowsInitReleaseCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Write a workflow that publishes crates from a tag.",
    discussion: """
      By trusted publishing: no token is stored. The tests, and packaging, which builds, run in a job \
      that holds nothing; the job that gets a token compiles nothing, has an environment and uses no \
      cache. Actions are pinned to commits, every cargo command is --locked.

      crates.io sets up trusted publishing for crates that exist: the first version of a crate is \
      published by hand. The head of the file says what to set up where.

      Exit status: 0 written, 2 usage, 3 a manifest could not be read.
      """)

  @OptionGroup var target: NewWorkflowOptions

  @Option(help: "The environment that the publishing job runs in.") var environment = "release"

  func validate() throws {
    let isPlain = environment.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || "-_".utf8.contains(byte)
    }
    guard isPlain, !environment.isEmpty else {
      throw ValidationError("--environment takes letters, digits, `-` and `_`")
    }
  }

  func run(in host: Host) async throws -> ExitStatus {
    let name = try target.fileName("release.yml")
    let plan: ReleasePlan
    do throws(ReleasePlan.Failure) {
      plan = try await ReleasePlan.read(at: target.path, on: host)
    } catch {
      switch error {
      case .path(let path):
        throw CommandFailure.usage(
          "`\(path.path)` cannot be read: \(path.reason)", hint: "name a project's folder")
      case .incomplete(let why):
        throw CommandFailure.undetermined(why, hint: "check out the whole workspace")
      case .noProject:
        throw CommandFailure.usage(
          "`\(target.path)` is not the top folder of a workspace or a package",
          hint: "name the folder whose `Cargo.toml` a release starts from")
      case .nothing:
        throw CommandFailure.usage(
          "no crate here can be published", hint: "look for `publish = false` in the manifests")
      }
    }
    let workflow = ReleaseWorkflow(
      crates: plan.crates, rustVersion: plan.rustVersion, environment: environment,
      fileName: name)
    let status = try target.write(workflow.text, to: name, in: host)
    if !target.stdout {
      host.remark("hint: the head of the file says what to set up on crates.io and GitHub")
    }
    return status
  }
}

struct WorkflowsInitAuditCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Write a workflow that runs `cargo moat check` every day.",
    discussion: """
      On every change and once a day, with a token that can only read. Say where the program comes \
      from: --moat-url with --moat-sha256 for a file of your own release, or --moat-git with \
      --moat-rev to build it from one commit.
      """)

  @OptionGroup var target: NewWorkflowOptions

  @Option(help: ArgumentHelp("Moat's git repository.", valueName: "url")) var moatGit: String?

  @Option(help: ArgumentHelp("The commit to build: 40 hex digits.", valueName: "commit"))
  var moatRev: String?

  @Option(help: ArgumentHelp("A file to download.", valueName: "url")) var moatURL: String?

  @Option(
    name: .customLong("moat-sha256"),
    help: ArgumentHelp("Its SHA-256: 64 hex digits.", valueName: "digest"))
  var moatDigest: String?

  @Option(help: "The branch whose pushes are checked.") var branch = "main"

  func run(in host: Host) async throws -> ExitStatus {
    let name = try target.fileName("supply-chain.yml")
    guard Self.isPlain(branch) else {
      throw CommandFailure.usage("`\(branch)` is no name for a branch here", hint: nil)
    }
    let folder = PathText.absolute(target.path, in: host.environment.currentDirectory)
    let workflow = AuditWorkflow(
      program: try program(), defaultBranch: branch, name: PathText.lastComponent(folder))
    return try target.write(workflow.text, to: name, in: host)
  }

  private func program() throws -> AuditWorkflow.Program {
    let hint = "give --moat-git and --moat-rev, or --moat-url and --moat-sha256"
    switch (moatGit, moatRev, moatURL, moatDigest) {
    case (let url?, let rev?, nil, nil):
      guard let commit = CommitHash(rev) else {
        throw CommandFailure.usage("`\(rev)` is not a commit's 40 hex digits", hint: hint)
      }
      return .source(url: try address(url), commit: commit)
    case (nil, nil, let url?, let text?):
      let digest: SHA256Digest
      do throws(SHA256Digest.Malformed) {
        digest = try SHA256Digest(parsing: text.lowercased())
      } catch {
        throw CommandFailure.usage("`\(text)` is not a SHA-256 digest", hint: hint)
      }
      return .download(url: try address(url), sha256: digest.hex)
    default:
      throw CommandFailure.usage("where the workflow gets Moat from is not said", hint: hint)
    }
  }

  /// Only what needs no quotes in YAML or a shell.
  private func address(_ url: String) throws -> String {
    let isPlain = url.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
        || "-_./~%+:@".utf8.contains(byte)
    }
    guard url.hasPrefix("https://"), isPlain else {
      throw CommandFailure.usage(
        "`\(url)` is not an address that starts with `https://`", hint: nil)
    }
    return url
  }

  private static func isPlain(_ branch: String) -> Bool {
    !branch.isEmpty && branch.first != "-"
      && branch.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
          || "-_./".utf8.contains(byte)
      }
  }
}
