internal import ArgumentParser
import MoatFindings
import MoatHost
import MoatPipeline
import MoatPolicy

struct LockVerifyCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Run the lockfile rules alone.",
    discussion: """
      The rules of the group `lockfile`: present, tracked, readable, in step with the manifests, with \
      checksums that agree with everything recorded elsewhere. The same as `cargo moat check --only \
      lockfile`.
      """)

  @Argument(help: ArgumentHelp("Folders, or lockfiles to check alone.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup(title: "Policy and evidence") var policy: PolicyOptions
  @OptionGroup(title: "Report") var report: ReportOptions

  func run(in host: Host) async throws -> ExitStatus {
    let selection = RuleSelection(only: [RuleSelector(target: .group(.lockfile), reach: nil)])
    let request = CheckRequest(
      paths: paths, selection: selection,
      policy: try policy.policy(from: paths.first ?? ".", in: host),
      now: try policy.now(in: host), isOffline: true)
    return try await CheckRun(request: request, options: report).run(in: host)
  }
}
