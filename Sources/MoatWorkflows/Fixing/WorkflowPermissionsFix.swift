import MoatFindings
import MoatModel
import MoatSyntax

/// Permissions as small as the jobs allow.
///
/// A workflow without any gets `contents: read`, and jobs that are seen to need more get that. Jobs
/// with permissions of their own are left as they are, unless they take everything. It is safe where
/// the needs of every job concerned are known.
enum WorkflowPermissionsFix {
  static func fixes(in context: FixContext) -> [WorkflowFix] {
    guard let workflow = context.file.workflow,
      !context.findings(of: WorkflowPermissions.self).isEmpty
    else { return [] }
    let needs = context.file.stepLists.map { JobNeeds(of: $0, context.facts) }
    let jobs = zip(workflow.jobs, needs).map { ConcernedJob(job: $0, needs: $1) }
    let inheriting = jobs.filter { $0.job.permissions == nil }
    return [top(of: workflow, inheriting, context)].compactMap { $0 }
      + jobs.compactMap { own(of: $0, context) }
  }

  private struct ConcernedJob {
    let job: Job
    let needs: JobNeeds

    var name: String { "`\(LegibleText.short(job.id))`" }

    /// Why its needs are not known, with its name.
    var doubt: String? { needs.unknown.map { "\(name): \($0)" } }

    /// What it needs, reading the repository included.
    var scopes: [(scope: String, access: Permissions.Access)] {
      var all = needs.scopes
      all["contents"] = max(all["contents"] ?? .read, .read)
      return all.sorted {
        ($0.key == "contents" ? "" : $0.key) < ($1.key == "contents" ? "" : $1.key)
      }
      .map { ($0.key, $0.value) }
    }

    /// The place of `permissions` among the keys of the job.
    func insertion(_ content: YAMLContent) -> WorkflowEdit {
      .insert(
        YAMLNewEntry("permissions", content), into: job.mapping,
        at: job.mapping.place(behind: "runs-on", "uses", "name"))
    }
  }

  private static func fix(
    _ span: SourceSpan, _ message: String, _ kind: WorkflowFix.Kind
  ) -> WorkflowFix {
    WorkflowFix(WorkflowPermissions.info.id, span, message, kind)
  }

  private static func content(
    _ scopes: [(scope: String, access: Permissions.Access)]
  ) -> YAMLContent {
    .mapping(scopes.map { YAMLNewEntry($0.scope, .string($0.access.rawValue)) })
  }

  // MARK: - The workflow's

  private static func top(
    of workflow: Workflow, _ jobs: [ConcernedJob], _ context: FixContext
  ) -> WorkflowFix? {
    guard let permissions = workflow.permissions else {
      let isFound = jobs.contains { context.isFound(WorkflowPermissions.self, at: $0.job.span) }
      return isFound ? missing(in: workflow, jobs) : nil
    }
    guard
      context.isFound(WorkflowPermissions.self, at: permissions.keyNode.span)
        || context.isFound(WorkflowPermissions.self, at: permissions.span)
    else { return nil }
    return broad(permissions, jobs, context)
  }

  private static func missing(in workflow: Workflow, _ jobs: [ConcernedJob]) -> WorkflowFix? {
    let grants = jobs.filter { !$0.needs.scopes.isEmpty }
    var edits: [WorkflowEdit] = [
      .insert(
        YAMLNewEntry("permissions", .mapping([YAMLNewEntry("contents", .string("read"))])),
        into: workflow.mapping, at: workflow.mapping.place(behind: "on"), isApart: true)
    ]
    edits += grants.map { $0.insertion(content($0.scopes)) }
    let span = workflow.onKey?.span ?? workflow.mapping.span
    let message = "set `permissions: contents: read` for the workflow" + words(for: grants)
    if let doubt = jobs.lazy.compactMap(\.doubt).first {
      return fix(span, message, .unsafe(edits, because: doubt))
    }
    return fix(span, message, .safe(edits))
  }

  /// What jobs get, in words.
  private static func words(for grants: [ConcernedJob]) -> String {
    grants.map { job in
      let scopes = job.scopes.filter { $0.scope != "contents" || $0.access > .read }
      return ", and \(scopes.map { "`\($0.scope): \($0.access)`" }.joined(separator: ", "))"
        + " for \(job.name)"
    }.joined()
  }

  /// Takes away what is written at the top, and gives each job what it needs; a job whose needs are
  /// not known keeps all that it had.
  private static func broad(
    _ permissions: Permissions, _ jobs: [ConcernedJob], _ context: FixContext
  ) -> WorkflowFix? {
    let message = "narrow the workflow's `permissions`"
    guard permissions.node.kind != .alias else {
      return fix(
        permissions.span, message, .left(because: "they stand elsewhere, behind an anchor"))
    }
    if let doubt = jobs.lazy.compactMap(\.doubt).first,
      jobs.allSatisfy({ $0.needs.unknown != nil })
    {
      return fix(permissions.span, message, .left(because: doubt))
    }
    var edits: [WorkflowEdit] = []
    let old: YAMLContent
    var kept: [(scope: String, access: Permissions.Access)] = [("contents", .read)]
    switch permissions.kind {
    case .unknown: return nil
    case .all(let access):
      old = .string(access == .write ? "write-all" : "read-all")
      edits.append(.replace(permissions.node, with: content(kept)))
    case .scopes(let scopes):
      guard scopes.allSatisfy({ $0.access != nil }) else { return nil }
      let known = scopes.compactMap { scope in scope.access.map { (scope.name, $0) } }
      old = content(known)
      kept = []
      for scope in scopes {
        guard let access = scope.access else { continue }
        guard access == .write else {
          kept.append((scope.name, access))
          continue
        }
        let lesser: Permissions.Access = scope.name == "contents" ? .read : .none
        edits.append(.replace(scope.node, with: .string(lesser.rawValue)))
        if lesser > .none { kept.append((scope.name, lesser)) }
      }
    }
    for job in jobs {
      if job.needs.unknown != nil {
        edits.append(job.insertion(old))
      } else if job.scopes.contains(where: { need in
        (kept.first { $0.scope == need.scope }?.access ?? .none) < need.access
      }) {
        edits.append(job.insertion(content(job.scopes)))
      }
    }
    return fix(permissions.span, message + ", and give each job what it needs", .safe(edits))
  }

  // MARK: - A job's own

  private static func own(of job: ConcernedJob, _ context: FixContext) -> WorkflowFix? {
    guard let permissions = job.job.permissions, case .all = permissions.kind,
      context.isFound(WorkflowPermissions.self, at: permissions.span)
    else { return nil }
    let words = job.scopes.map { "`\($0.scope): \($0.access)`" }.joined(separator: ", ")
    let message = "narrow the `permissions` of \(job.name) to \(words)"
    if let doubt = job.doubt { return fix(permissions.span, message, .left(because: doubt)) }
    guard permissions.node.kind != .alias else {
      return fix(
        permissions.span, message, .left(because: "they stand elsewhere, behind an anchor"))
    }
    return fix(
      permissions.span, message, .safe([.replace(permissions.node, with: content(job.scopes))]))
  }
}
