import MoatFindings
import MoatModel
import MoatSyntax

/// `id-token: write` for a job that asks crates.io for a token and cannot get one. Safe: as it is, the
/// job fails.
enum IdentityTokenFix {
  static func fixes(in context: FixContext) -> [WorkflowFix] {
    guard let workflow = context.file.workflow else { return [] }
    return workflow.jobs.compactMap { job in
      let isFound =
        context.isFound(AuthWithoutIdToken.self, at: job.span)
        || job.steps.contains { context.isFound(AuthWithoutIdToken.self, at: $0.headSpan) }
      return isFound ? fix(of: job, in: workflow) : nil
    }
  }

  private static func fix(of job: Job, in workflow: Workflow) -> WorkflowFix {
    let message = "give `\(LegibleText.short(job.id))` `id-token: write`"
    func fix(_ kind: WorkflowFix.Kind) -> WorkflowFix {
      WorkflowFix(AuthWithoutIdToken.info.id, job.span, message, kind)
    }
    let new = YAMLNewEntry("id-token", .string("write"))
    guard let own = job.permissions else {
      // A block of its own takes the place of the workflow's.
      var entries = [YAMLNewEntry("contents", .string("read"))]
      if let inherited = workflow.permissions {
        guard case .scopes(let scopes) = inherited.kind else {
          return fix(.left(because: "the workflow's permissions cannot be written out"))
        }
        entries = scopes.filter { $0.name != "id-token" }.compactMap { scope in
          scope.access.map { YAMLNewEntry(scope.name, .string($0.rawValue)) }
        }
      }
      return fix(
        .safe([
          .insert(
            YAMLNewEntry("permissions", .mapping(entries + [new])), into: job.mapping,
            at: job.mapping.place(behind: "runs-on", "uses", "name"))
        ]))
    }
    guard case .scopes(let scopes) = own.kind, own.node.kind != .alias,
      let mapping = own.node.mapping
    else { return fix(.left(because: "the job's permissions are not a list of scopes")) }
    if let scope = scopes.first(where: { $0.name == "id-token" }) {
      return fix(.safe([.replace(scope.node, with: new.value)]))
    }
    return fix(.safe([.insert(new, into: mapping, at: .last)]))
  }
}
