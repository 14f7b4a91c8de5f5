import MoatFindings
package import MoatHost
import MoatModel
import MoatPolicy
package import MoatWorkflows

/// Repairs workflows; writes nothing.
package struct WorkflowFixPipeline: Sendable {
  /// How large a file may be to be looked at.
  package static let sizeLimit = InputLimit.workflow

  private let host: Host

  package init(host: Host) { self.host = host }

  /// What comes of it.
  package struct Result: Sendable {
    /// Files that are changed, could be, or hold something that is left to a human.
    package let files: [FixedFile]
    /// Workflows, actions and scripts that could not be read.
    package let unread: [UnreadFile]
    /// How many workflows, actions, Dependabot configurations and scripts were looked at.
    package let fileCount: Int
    /// Repositories that GitHub did not tell about.
    package let failures: [PinFetchFailure]
  }

  /// - Parameters:
  ///   - request: its policy and rules say which findings are repaired: those that are allowed or
  ///     suppressed are left.
  ///   - allowsUnsafe: whether fixes are made that may change what a run does.
  ///   - server: the GitHub that is asked which commits tags stand for; nil asks nobody.
  package func run(
    _ request: WorkflowRequest, allowsUnsafe: Bool, server: GitHubServer? = nil
  ) async throws(CheckFailure) -> Result {
    let collected = try await AutomationCollector(host: host).collect(request.paths)
    let evidence = WorkflowEvidence(host: host, policy: request.policy, pins: request.pins)
    var found = await evidence.found(in: collected.listings.filter { !$0.isEmpty })
    var failures: [PinFetchFailure] = []
    if let server {
      failures = await PinFetch(host: host, server: server)
        .update(&found.facts, now: request.now)
    }
    var files: [FixedFile] = []
    for facts in found.facts {
      files += WorkflowFixing.run(on: facts, allowsUnsafe: allowsUnsafe) { finding in
        guard let info = RuleCatalog.info(finding.rule),
          request.selection.includes(finding, of: info)
        else { return false }
        return request.policy.level(of: finding, info) > .allow
          && request.policy.suppression(of: finding, info, on: request.now.day) == nil
      }.map { isLink($0.path) ? $0.untouched(because: "the file is a symbolic link") : $0 }
    }
    return Result(
      files: files, unread: collected.unread + found.facts.flatMap(\.unread),
      fileCount: found.fileCount + found.scriptCount, failures: failures)
  }

  private func isLink(_ path: String) -> Bool {
    do throws(FileFailure) {
      return try host.files.kind(
        of: PathText.absolute(path, in: host.environment.currentDirectory)) == .symlink
    } catch {
      return false
    }
  }
}
