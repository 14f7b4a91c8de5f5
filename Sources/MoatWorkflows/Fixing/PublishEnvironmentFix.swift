import MoatFindings
import MoatModel
import MoatSyntax

/// An environment for the job that publishes. Unsafe: until crates.io knows its name, it refuses the
/// job, and what the environment asks for is set in the repository's settings.
enum PublishEnvironmentFix {
  static let name = "release"

  static func fixes(in context: FixContext) -> [WorkflowFix] {
    (context.file.workflow?.jobs ?? []).compactMap { job in
      guard context.isFound(PublishWithoutEnvironment.self, at: job.span) else { return nil }
      let message = "set `environment: \(name)` for `\(LegibleText.short(job.id))`"
      func fix(_ kind: WorkflowFix.Kind) -> WorkflowFix {
        WorkflowFix(PublishWithoutEnvironment.info.id, job.span, message, kind)
      }
      let isThere = job.mapping.contains {
        $0.key.resolved.scalar?.text.lowercased() == "environment"
      }
      if isThere { return fix(.left(because: "an environment without a name is there")) }
      let entry = YAMLNewEntry("environment", .string(name))
      return fix(
        .unsafe(
          [
            .insert(
              entry, into: job.mapping,
              at: job.mapping.place(behind: "permissions", "runs-on", "uses", "name"))
          ],
          because: "crates.io refuses the job until the trusted publisher there names it too"))
    }
  }
}
