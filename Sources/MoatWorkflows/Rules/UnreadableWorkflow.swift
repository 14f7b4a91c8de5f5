package import MoatFindings
import MoatModel
import MoatShell

/// Workflows, actions, Dependabot's configuration and scripts that could not be read whole.
package struct UnreadableWorkflow: WorkflowRule {
  /// As many problems of one file as a finding names; the rest is counted.
  private static let shownLimit = 5

  package static let info = RuleInfo(
    id: "unreadable-workflow", group: .workflows, severity: .medium, evidence: [.workflows],
    guards: [.workflows],
    summary: "a workflow, action or Dependabot file that could not be read whole",
    explanation: Explanation(
      whatItDoes: """
        Reports files below `.github`, composite actions and scripts that cannot be opened, are too \
        large or lead out of the repository; those that are no YAML; and parts that are not as \
        GitHub wants them, such as a key written twice, a job without steps or an expression that is \
        none. Low where nothing is hidden by it. One finding a file, and one for each script that is \
        too large or nested too deeply; the other rules judge what could be read.
        """,
      whyItMatters: """
        What was not read was not judged, so the run is *undetermined*, never clean. GitHub is \
        strict with some of this and lenient with the rest: a file that looks broken may run.
        """,
      whatToDo: "Correct the places that it names, or make the file readable.",
      example: """
        ```text
        undetermined[unreadable-workflow]: `.github/workflows/ci.yml` could not be read whole
          --> .github/workflows/ci.yml:9:5
           = because: expected each key once, found `steps` again
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.unread.map { file in
      .undetermined(
        Self.info, "`\(file.path)` could not be read", at: Label(file.path),
        because: file.reason, help: "make it a readable file, then check again")
    } + facts.files.compactMap(finding) + facts.scriptSequences.flatMap(findings)
  }

  /// Scripts of which a part was not read.
  private func findings(_ sequence: ScriptSequence) -> [Finding] {
    sequence.parts.compactMap { part in
      guard let problem = part.script.problems.first(where: \.kind.isLimit) else { return nil }
      return .undetermined(
        Self.info, "a script in `\(sequence.path)` could not be read whole",
        at: part.label(problem.offset..<problem.offset), because: problem.kind.rawValue,
        help: "split it: no script written by hand comes near this limit")
    }
  }

  private func finding(_ file: WorkflowFile) -> Finding? {
    let hiding = file.problems.filter(\.hidesContent)
    guard let first = hiding.first ?? file.problems.first else { return nil }
    let isUnreadable = if case .unreadable = file.content { true } else { false }
    let others = file.problems.filter { $0 != first }
    return Finding(
      Self.info,
      "`\(file.source.path)` could not be read\(isUnreadable ? "" : " whole")",
      at: file.label(first.span), kind: .undetermined(because: first.message),
      severity: hiding.isEmpty ? .low : nil,
      related: first.related.map { [file.label($0)] } ?? [],
      notes: notes(others, in: file), help: first.help)
  }

  private func notes(_ problems: [WorkflowProblem], in file: WorkflowFile) -> [String] {
    let index = LineIndex(file.source.bytes)
    var notes = problems.prefix(Self.shownLimit).map {
      "line \(index.position(at: $0.span.lower).line): \($0.message)"
    }
    if problems.count > notes.count { notes.append("and \(problems.count - notes.count) more") }
    return notes
  }
}
