package import MoatFindings
import MoatModel
import MoatShell

/// Texts of strangers in the files that set variables and paths for later steps.
package struct EnvironmentFileInjection: WorkflowRule {
  package static let info = RuleInfo(
    id: "environment-file-injection", group: .workflows, severity: .high, evidence: [.workflows],
    summary: "a stranger's text written to `GITHUB_ENV` or `GITHUB_PATH`",
    explanation: Explanation(
      whatItDoes: """
        Finds commands that write a text which a stranger chooses, directly or through a variable, \
        to `GITHUB_ENV` or `GITHUB_PATH`, and files written there after a stranger's code was \
        checked out. High where the run has secrets and the text can hold several lines, or goes \
        into the path; undetermined where more than a thousand values lead to each other.
        """,
      whyItMatters: """
        Each line of the file becomes a variable of all later steps. With `LD_PRELOAD`, \
        `BASH_ENV` or `RUSTC_WRAPPER`, or a folder in front of the path, a text becomes a program. \
        Quotes in the script do not help.
        """,
      whatToDo: """
        Give the text to the step that needs it through that step's `env`. If it must go through \
        the file, refuse line ends first.
        """,
      example: """
        ```text
        error[environment-file-injection]: anybody can set variables of later steps through the text of a comment
          --> .github/workflows/comment.yml:9:11
           = help: give the text to the step that needs it through `env`
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#environment-files"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    let search = TaintSearch(facts)
    return facts.stepLists.flatMap { list -> [Finding] in
      // Most scripts write neither file; reading them costs more than looking.
      let isWorthIt = list.steps.contains {
        $0.script.map { EnvironmentFile.isMentioned(in: $0.text.text) } ?? false
      }
      guard isWorthIt else { return [] }
      let arrival = ForeignCode(search: search).arrivals(in: list).first
      return list.scope.steps.flatMap { step, scope in
        findings(step, scope, WrittenTaint(search, list, step, arrival), list)
      }
    }
  }

  private func findings(
    _ step: Step, _ scope: StepScope, _ written: WrittenTaint, _ list: StepList
  ) -> [Finding] {
    guard let script = step.script, EnvironmentFile.isMentioned(in: script.text.text) else {
      return []
    }
    var findings: [Finding] = []
    for shell in scope.shellScripts {
      for command in shell.commands {
        guard let file = EnvironmentFile(writtenBy: command) else { continue }
        guard let taint = written.taint(of: command, in: shell) else { continue }
        let label = list.label(script.span(ofDecoded: command.range))
        if taint.control == .unknown {
          findings.append(
            .undetermined(
              Self.info, "who chooses what later steps get is not known", at: label,
              because: "it is made of \(taint.what)", help: Self.help))
        } else if taint.control >= .merged {
          findings.append(finding(taint, file, label))
        }
      }
    }
    return findings
  }

  private static let help = "give the text to the step that needs it through `env`"

  private func finding(_ taint: Taint, _ file: EnvironmentFile, _ label: Label) -> Finding {
    let isBroad = (taint.hasLines || file == .path) && !taint.isDerived
    let severity: Severity
    switch taint.control {
    case .stranger where taint.isPrivileged: severity = isBroad ? .high : .medium
    case .stranger: severity = .low
    default: severity = isBroad ? .medium : .low
    }
    let who = taint.control == .stranger ? "anybody" : "whoever has a commit merged"
    let what = file == .path ? "the path" : isBroad ? "variables" : "a variable"
    return Finding(
      Self.info, "\(who) can set \(what) of later steps through \(taint.what)",
      at: label, severity: severity, help: Self.help)
  }
}
