import MoatExpressions
package import MoatFindings
import MoatModel

/// Security steps whose failure does not fail the job.
package struct SwallowedFailure: WorkflowRule {
  package static let info = RuleInfo(
    id: "swallowed-failure", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "a security step with `continue-on-error`",
    explanation: Explanation(
      whatItDoes: """
        Finds audits, scans and checks of hashes and signatures in steps or jobs with \
        `continue-on-error: true`, if nothing looks at their outcome later. Low where an \
        expression makes it true for a part of a matrix. Failures that the script itself drops \
        are `check-cannot-fail`.
        """,
      whyItMatters: "The check can find what it is there for, and the run is green all the same.",
      whatToDo: """
        Delete `continue-on-error`. To keep new advisories from blocking unrelated work, run the \
        check in a scheduled workflow of its own, where it may fail.
        """,
      example: """
        ```text
        warning[swallowed-failure]: a failure of `cargo audit` does not fail the job
          --> .github/workflows/audit.yml:9:9
           = help: delete `continue-on-error`
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepscontinue-on-error"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.stepLists.flatMap { list -> [Finding] in
      list.scope.steps.compactMap { step, scope in finding(step, scope, list.scope, list) }
    }
  }

  private func finding(
    _ step: Step, _ scope: StepScope, _ job: JobScope, _ list: StepList
  ) -> Finding? {
    let own = step.continueOnError.flatMap { weight($0, scope.values(of: $0.text)) }
    let whole = list.job?.continueOnError.flatMap { weight($0, job.values(of: $0.text)) }
    guard own != nil || whole != nil, let check = SecuritySteps.check(of: step, scope) else {
      return nil
    }
    let flag: WorkflowFlag?
    let severity: Severity?
    if let own, own >= whole ?? .info {
      // What looks at the outcome later decides itself.
      if isExamined(step, in: list) { return nil }
      (flag, severity) = (step.continueOnError, own)
    } else {
      (flag, severity) = (list.job?.continueOnError, whole)
    }
    guard let flag else { return nil }
    return Finding(
      Self.info, "a failure of \(check) does not fail the \(own == nil ? "run" : "job")",
      at: list.label(flag.text.span), severity: severity,
      related: [list.label(step.headSpan, "this is the check")],
      help: "delete `continue-on-error`")
  }

  /// Nil for what is never true, or not known.
  private func weight(_ flag: WorkflowFlag, _ values: ValueSet) -> Severity? {
    guard values.known.contains(where: { $0.lowercased() == "true" }) else { return nil }
    return values.single == nil ? .low : .medium
  }

  /// Whether another step, or an output of the job, asks how the step ended.
  private func isExamined(_ step: Step, in list: StepList) -> Bool {
    guard let id = step.id?.text.lowercased() else { return false }
    func asks(_ text: WorkflowText?) -> Bool {
      guard let text, text.template != nil else { return false }
      return text.expressions.contains { $0.node.map { names($0, id) } ?? false }
    }
    return list.steps.contains { other in
      if let condition = other.condition?.expression, names(condition, id) { return true }
      return asks(other.script?.text)
        || (other.env?.entries ?? []).contains { asks($0.value) }
        || (other.with?.entries ?? []).contains { asks($0.value) }
    } || (list.job?.outputs?.entries ?? []).contains { asks($0.value) }
  }

  private func names(_ node: ExpressionNode, _ id: String) -> Bool {
    node.references.contains { reference in
      reference.context.lowercased() == "steps" && reference.name(0)?.lowercased() == id
        && ["outcome", "conclusion"].contains(reference.name(1)?.lowercased())
    }
  }
}
