package import MoatFindings
import MoatModel

/// Jobs that may both prove who they are and change the repository.
package struct IdTokenBesideWrite: WorkflowRule {
  package static let info = RuleInfo(
    id: "id-token-beside-write", group: .workflows, severity: .medium, confidence: .medium,
    evidence: [.workflows],
    summary: "a job with `id-token: write` and `contents: write`, one of them without need",
    explanation: Explanation(
      whatItDoes: """
        Finds jobs that get both `id-token: write` and `contents: write` although none of their \
        steps is known to need the first, or none the second. A job with a step that does both \
        is left alone, and so is a call of another workflow.
        """,
      whyItMatters: """
        With the identity token a step can publish wherever the repository is trusted: on \
        crates.io, in a cloud. With `contents: write` it can change the code and its releases. \
        Code that runs beside both, an action or a build script, can do both.
        """,
      whatToDo: """
        Give each job what it needs: publish in one job with `id-token: write`, create the release \
        in another with `contents: write`.
        """,
      example: """
        ```text
        warning[id-token-beside-write]: the job `publish` has `id-token: write` beside `contents: write`
          --> .github/workflows/release.yml:12:7
           = help: move what writes to the repository to a job of its own
        ```
        """),
    references: ["https://crates.io/docs/trusted-publishing"])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.stepLists.compactMap { list in finding(in: list) }
  }

  private func finding(in list: StepList) -> Finding? {
    guard let (workflow, job) = list.owner, job.uses == nil,
      let permissions = workflow.permissions(of: job), case .scopes(let scopes) = permissions.kind,
      let identity = scopes.first(where: { $0.name == "id-token" && $0.access == .write }),
      let contents = scopes.first(where: { $0.name == "contents" && $0.access == .write })
    else { return nil }
    let steps = list.scope.steps
    let note: String
    if !steps.contains(where: { TokenNeeds.contents($0.step, $0.scope) }) {
      note = "no step is known to need `contents: write`"
    } else if !steps.contains(where: { TokenNeeds.identity($0.step, $0.scope) }) {
      note = "no step is known to need `id-token: write`"
    } else {
      return nil
    }
    return Finding(
      Self.info, "the job `\(job.id)` has `id-token: write` beside `contents: write`",
      at: list.label(identity.span), related: [list.label(contents.span)],
      notes: [note], help: "give each of the two to the job that needs it")
  }
}
