internal import ArgumentParser
import MoatFindings
import MoatHost
import MoatPipeline

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

  @OptionGroup var options: WorkflowOptions
  @OptionGroup(title: "Report") var report: ReportOptions

  func run(in host: Host) async throws -> ExitStatus {
    let request = try options.request(for: paths, in: host)
    let found = try await WorkflowRun(host: host).report(of: request)
    try report.write(found, in: host)
    if found.scope.isEmpty {
      host.remark("hint: run it in a project with a `.github` folder, or name a file")
    }
    return ExitStatus(found.verdict)
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
