internal import ArgumentParser
import MoatFindings
import MoatHost
import MoatPipeline

/// Where pins are known from.
struct PinOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A record of pins, from `cargo moat pins --record`; `moat-pins.toml` by default.",
      valueName: "file"))
  var pins: String?

  @Option(
    help: ArgumentHelp(
      "A folder with clones of actions' repositories: `owner/name`, bare or not.",
      valueName: "folder"))
  var clones: String?

  var request: PinRequest { PinRequest(record: pins, clones: clones) }

  /// The evidence that is asked for.
  ///
  /// - Throws: a usage error for a record or a folder that is named and not there.
  func evidence(in host: Host) throws -> PinRequest {
    for (option, path) in [("--pins", pins), ("--clones", clones)] {
      guard let path else { continue }
      let place = PathText.absolute(path, in: host.environment.currentDirectory)
      do throws(FileFailure) {
        guard try host.files.kind(of: place) == nil else { continue }
      } catch {
        throw CommandFailure.usage(
          "`\(path)` of `\(option)` cannot be read: \(error.message)", hint: nil)
      }
      throw CommandFailure.usage(
        "`\(path)` of `\(option)` is not there",
        hint: "`cargo moat pins --record` or `--fetch` makes a record")
    }
    return request
  }
}

extension PinOptions {
  /// The GitHub that `--fetch` asks.
  ///
  /// - Throws: a usage error under `--offline`, and for an address that is none.
  func server(_ policy: PolicyOptions, in host: Host) throws -> GitHubServer {
    if policy.isOffline(in: host) {
      throw CommandFailure.usage(
        "--fetch needs the network", hint: "leave --offline away, or name clones with --clones")
    }
    do throws(GitHubServer.Malformed) {
      return try GitHubServer(host.environment)
    } catch {
      throw CommandFailure.usage(
        "`\(GitHubServer.variable)` is `\(error.value)`, which is no address of a server",
        hint: "write `https://` and a host, or unset it for \(GitHubServer.standard)")
    }
  }
}

struct WorkflowsCheckCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check workflows, composite actions, Dependabot's configuration and scripts.",
    discussion: """
      Reads .github/workflows, action.yml files, .github/dependabot.yml and the Dockerfiles, \
      Makefiles, justfiles and shell scripts of a project, and judges tokens, pins, installs, \
      downloads, publishing and dangerous patterns. Nothing is run, and the network stays closed. \
      `cargo moat check` has the same rules.

      PATH is a project, its .github or .github/workflows folder, or a single file.

      Whether a version comment is right, and whether a commit belongs to an action's repository, is \
      told by recorded pins or clones only: see `cargo moat pins`.

      Exit status: 0 clean, 1 findings, 2 usage or configuration, 3 undetermined.
      """)

  @Argument(help: ArgumentHelp("Projects, folders or files.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Pins") var pins: PinOptions
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Report") var report: ReportOptions

  func run(in host: Host) async throws -> ExitStatus {
    let request = WorkflowRequest(
      paths: paths, selection: try rules.selection(),
      policy: try policy.policy(
        from: Self.start(of: paths, in: host), flags: try rules.levels(), in: host),
      now: try policy.now(in: host), pins: try pins.evidence(in: host))
    let found = try await WorkflowRun(host: host).report(of: request)
    try report.write(found, in: host)
    if found.scope.isEmpty {
      host.remark("hint: run it in a project with a `.github` folder, or name a file")
    }
    return ExitStatus(found.verdict)
  }

  /// The folder from which `moat.toml` is looked for.
  static func start(of paths: [String], in host: Host) -> String {
    guard let path = paths.first else { return "." }
    do throws(FileFailure) {
      if try host.files.kind(of: path, followingLinks: true) == .regular {
        return PathText.parent(path) ?? "."
      }
    } catch {
      // Reading it will say what is wrong.
    }
    return path
  }
}

/// Judges workflows, with the errors a command ends with.
struct WorkflowRun {
  let host: Host

  func report(of request: WorkflowRequest) async throws -> Report {
    do throws(CheckFailure) {
      return try await WorkflowPipeline(host: host).run(request)
    } catch {
      throw Self.failure(error)
    }
  }

  static func failure(_ failure: CheckFailure) -> CommandFailure {
    switch failure {
    case .path(let path):
      .usage(
        "`\(path.path)` cannot be checked: \(path.reason)",
        hint: "name a project, its `.github` folder, or a workflow")
    case .build: CommandFailure(failure)
    }
  }
}
