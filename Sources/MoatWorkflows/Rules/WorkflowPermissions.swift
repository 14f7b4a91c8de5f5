package import MoatFindings
import MoatModel

/// Tokens that may do more than a job says it needs.
package struct WorkflowPermissions: WorkflowRule {
  package static let info = RuleInfo(
    id: "workflow-permissions", group: .workflows, severity: .medium, evidence: [.workflows],
    fix: .safe, summary: "a job whose token has missing or broad `permissions`",
    explanation: Explanation(
      whatItDoes: """
        Finds jobs without `permissions`, neither their own nor the workflow's; `write-all` and \
        `read-all`; and write access given at the top of a workflow to several jobs that do not \
        say what they need. A workflow that is only called by others may leave the choice to them.
        """,
      whyItMatters: """
        Every action, build script and test of a job can use its token. Without `permissions` it \
        has what the repository's settings say, in older repositories write access to nearly \
        everything. With little access a stolen token is worth little.
        """,
      whatToDo: """
        Write `permissions: {contents: read}` at the top of the workflow, and what else a job \
        needs in that job. `permissions: {}` gives nothing.
        """,
      example: """
        ```text
        warning[workflow-permissions]: the job `test` runs with the repository's default permissions
          --> .github/workflows/ci.yml:4:3
           = help: write `permissions: {contents: read}` at the top of the workflow
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions"
    ])

  /// Scopes through which a stolen token changes what others run or trust.
  private static let strong: Set<String> = [
    "actions", "attestations", "contents", "deployments", "id-token", "issues", "packages", "pages",
    "pull-requests",
  ]

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.workflows.flatMap { file, workflow in
      missing(file, workflow) + broad(file, workflow)
    }
  }

  // MARK: - Nothing is said

  private func missing(_ file: WorkflowFile, _ workflow: Workflow) -> [Finding] {
    guard workflow.permissions == nil else { return [] }
    let isOnlyCalled = workflow.isOnlyCalled
    // A job that calls another workflow decides for it, wherever it is itself called from.
    let jobs = workflow.jobs.filter { $0.permissions == nil && (!isOnlyCalled || $0.uses != nil) }
    guard let first = jobs.first else { return [] }
    let message =
      jobs.count == 1
      ? "the job `\(first.id)` runs with the repository's default permissions"
      : "\(jobs.count) jobs run with the repository's default permissions"
    return [
      Finding(
        Self.info, message, at: file.label(first.span),
        related: jobs.dropFirst().map { file.label($0.span, "so does this one") },
        help: "write `permissions: {contents: read}` at the top of the workflow")
    ]
  }

  // MARK: - Too much is said

  private func broad(_ file: WorkflowFile, _ workflow: Workflow) -> [Finding] {
    var findings: [Finding] = []
    if let permissions = workflow.permissions {
      if let finding = everything(permissions, "the workflow's jobs", file) {
        findings.append(finding)
      }
      let heirs = workflow.jobs.filter { $0.permissions == nil }
      if heirs.count > 1, !workflow.isOnlyCalled {
        findings += (permissions.written ?? []).map { shared($0, heirs.count, file) }
      }
    }
    for job in workflow.jobs {
      if let permissions = job.permissions,
        let finding = everything(permissions, "the job `\(job.id)`", file)
      {
        findings.append(finding)
      }
    }
    return findings
  }

  private func everything(
    _ permissions: Permissions, _ who: String, _ file: WorkflowFile
  ) -> Finding? {
    guard case .all(let access) = permissions.kind else { return nil }
    let isWrite = access == .write
    return Finding(
      Self.info,
      "`\(isWrite ? "write-all" : "read-all")` lets \(who) \(access.rawValue) everything",
      at: file.label(permissions.span), severity: isWrite ? .high : .low,
      help: "name what is needed, such as `contents: read`")
  }

  private func shared(_ scope: Permissions.Scope, _ count: Int, _ file: WorkflowFile) -> Finding {
    Finding(
      Self.info, "`\(scope.name): write` is given to \(count) jobs at once",
      at: file.label(scope.span), severity: Self.strong.contains(scope.name) ? .medium : .low,
      help: "give it in the job that needs it")
  }
}

extension Workflow {
  /// Whether it runs only when another workflow calls it, which then limits its token.
  var isOnlyCalled: Bool {
    triggers.events.count == 1 && triggers["workflow_call"] != nil
  }

  /// What the token of a job may do; nil for the repository's default.
  package func permissions(of job: Job) -> Permissions? { job.permissions ?? permissions }
}
