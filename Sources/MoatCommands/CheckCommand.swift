internal import ArgumentParser
import MoatCargo
import MoatFindings
import MoatHost
import MoatPipeline

struct CheckCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check every workspace and lockfile below a folder.",
    discussion: """
      Finds every workspace and every Cargo.lock below PATH (target/, vendor/ and what git ignores \
      left out), runs every rule that applies and exits by the verdict. `cargo moat explain RULE` \
      says what a rule means.
      """)

  @Argument(help: ArgumentHelp("Folders, or lockfiles to check alone.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Build: look only at packages that it compiles") var build: BuildOptions
  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Report") var report: ReportOptions

  func run(in host: Host) async throws -> ExitStatus {
    let judged = try policy.policy(
      from: paths.first ?? ".", flags: try rules.levels(), in: host)
    let request = CheckRequest(
      paths: paths, selection: try rules.selection(), policy: judged,
      now: try policy.now(in: host), isOffline: policy.isOffline(in: host),
      build: try build.request(judged))
    return try await CheckRun(request: request, options: report).run(in: host)
  }
}

/// Runs a check and writes its report: what `check` and `lock verify` share.
struct CheckRun {
  let request: CheckRequest
  let options: ReportOptions

  func run(in host: Host) async throws -> ExitStatus {
    let outcome: CheckOutcome
    do throws(CheckFailure) {
      outcome = try await CheckPipeline(host: host).run(request)
    } catch {
      throw CommandFailure(error)
    }
    try options.write(outcome.report, in: host)
    if options.display.verbose, options.format == .human {
      for folder in outcome.excluded { host.remark("left out: \(folder)") }
    }
    if outcome.report.scope.lockfiles == 0, outcome.report.scope.manifests == 0 {
      host.remark("hint: run it in a Rust project, or name its folder")
    }
    return ExitStatus(outcome.report.verdict)
  }
}

extension CommandFailure {
  /// A check that did not begin.
  init(_ failure: CheckFailure) {
    self =
      switch failure {
      case .path(let path):
        .usage(
          "`\(path.path)` cannot be checked: \(path.reason)", hint: "name a folder with a project")
      case .build(let build):
        .usage(build.message, hint: "`cargo moat tree` shows the members of a workspace")
      }
  }
}
