import MoatExpressions
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
        into the path.
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
      JobScope(list).steps.flatMap { step, scope in findings(step, scope, list, search) }
    }
  }

  private func findings(
    _ step: Step, _ scope: StepScope, _ list: StepList, _ search: TaintSearch
  ) -> [Finding] {
    // Most scripts write neither file; reading them costs more than looking.
    guard let script = step.script, EnvironmentFile.isMentioned(in: script.text.text) else {
      return []
    }
    let place = TaintSearch.Place(list: list, step: step)
    var findings: [Finding] = []
    for shell in scope.shellScripts {
      for command in shell.commands {
        guard let file = EnvironmentFile(writtenBy: command) else { continue }
        let sources = shell.commands(inPipeline: command.pipeline.id)
        let taints = (sources.isEmpty ? [command] : sources).flatMap {
          self.taints($0, script, place, search)
        }
        guard let taint = TaintSearch.strongest(taints), taint.control >= .merged else { continue }
        findings.append(finding(taint, file, command, script, list))
      }
    }
    return findings
  }

  private func finding(
    _ taint: Taint, _ file: EnvironmentFile, _ command: ShellCommand, _ script: ScriptText,
    _ list: StepList
  ) -> Finding {
    let isBroad = taint.hasLines || file == .path
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
      at: list.file.label(script.span(ofDecoded: command.range)), severity: severity,
      help: "give the text to the step that needs it through `env`")
  }

  // MARK: - What is written

  private func taints(
    _ command: ShellCommand, _ script: ScriptText, _ place: TaintSearch.Place,
    _ search: TaintSearch
  ) -> [Taint] {
    var texts = command.arguments.map(\.text)
    texts += command.redirects.filter { $0.kind == .text }.map(\.target)
    return texts.flatMap(\.parts).compactMap { part in
      switch part {
      case .mask(let id):
        let expressions = script.text.expressions
        guard id < expressions.count, let node = expressions[id].node, let step = place.step else {
          return nil
        }
        return search.taint(of: node, at: step, in: place.list)
      case .variable(let name):
        let blocks = [place.step?.env, place.list.job?.env, place.list.workflow?.env]
        let text = blocks.lazy.compactMap { $0?.entry(name)?.value }.first
        return text.flatMap { search.taint(of: $0, place.deeper(nil)) }
      default: return nil
      }
    }
  }
}

/// The files through which a step changes the environment of later ones.
enum EnvironmentFile: Hashable, Sendable {
  case variables
  case path

  /// Whether a script names one of them.
  static func isMentioned(in script: String) -> Bool {
    let upper = script.uppercased()
    return upper.contains("GITHUB_ENV") || upper.contains("GITHUB_PATH")
  }

  /// The file that a command writes: through `>`, `>>`, `tee`, or a cmdlet of PowerShell.
  init?(writtenBy command: ShellCommand) {
    for redirect in command.redirects where [.output, .append].contains(redirect.kind) {
      if let file = Self(redirect.target) {
        self = file
        return
      }
    }
    switch command.name?.lowercased() {
    case "tee", "out-file", "add-content", "set-content", "tee-object":
      for word in command.arguments {
        if let file = Self(word.text) {
          self = file
          return
        }
      }
    default: break
    }
    return nil
  }

  private init?(_ text: ShellText) {
    for case .variable(let name) in text.parts {
      let upper = name.uppercased()
      if upper.hasSuffix("GITHUB_ENV") {
        self = .variables
        return
      }
      if upper.hasSuffix("GITHUB_PATH") {
        self = .path
        return
      }
    }
    return nil
  }
}
