package import MoatFindings
import MoatShell

/// Checks whose failure is lost in the script.
package struct CheckCannotFail: WorkflowRule {
  package static let info = RuleInfo(
    id: "check-cannot-fail", group: .workflows, severity: .medium, evidence: [.workflows],
    summary: "a check whose failure is ignored",
    explanation: Explanation(
      whatItDoes: """
        Finds checks of hashes and signatures, audits (`cargo audit`, `deny`, `vet`, `crev`, \
        `moat`) and cargo with `--locked` whose failure the script drops: `|| true`, `|| echo …`, a \
        pipe without `pipefail`, `!`, `&`, `set +e`, and shells that go on after a program failed: \
        cmd and PowerShell, and a `sh` without `-e`. A test, a look at `$?` or another command that \
        depends on it is enough. `continue-on-error` is `swallowed-failure`.
        """,
      whyItMatters: """
        The check finds what it is there for, says so in a log that nobody reads, and the job goes \
        on with the file.
        """,
      whatToDo: """
        Let the failure end the script: delete what is behind `||`, add `set -eo pipefail`, or \
        write `if ($LASTEXITCODE -ne 0) { exit 1 }` behind it.
        """,
      example: """
        ```text
        warning[check-cannot-fail]: a failure of `sha256sum -c` is ignored: `|| true`
          --> .github/workflows/ci.yml:14:11
           = help: delete what is behind `||`
        ```
        """),
    references: [
      "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell"
    ])

  package init() {}

  package func findings(in facts: WorkflowFacts) -> [Finding] {
    facts.scriptSequences.flatMap { sequence in
      sequence.commands.compactMap { finding($0) }
    }
  }

  private func finding(_ site: ScriptCommand) -> Finding? {
    guard case .ignored(let why) = site.command.outcome, let check = check(site.command) else {
      return nil
    }
    // Of cargo itself only what somebody wrote to ignore it: scripts without `-e` lose everything.
    if check.isBuild, why != .orTrue, why != .orReport { return nil }
    return Finding(
      Self.info, "a failure of `\(check.shown)` is ignored: \(reason(why, site.command))",
      at: site.label, severity: check.isBuild ? .low : nil, help: help(why, site.command))
  }

  private func check(_ command: ShellCommand) -> (shown: String, isBuild: Bool)? {
    if let check = CheckCommand(command), check.kind != .printedHash {
      return (shown(check), false)
    }
    guard let cargo = CargoInvocation(command) else { return nil }
    switch cargo.subcommand {
    case "audit", "vet", "crev", "moat":
      return cargo.arguments.has("--version", "-V", "--help")
        ? nil : (CargoCommands.shown(cargo), false)
    case "deny":
      let isCheck = cargo.arguments.operands.first?.known == "check"
      return isCheck ? ("cargo deny check", false) : nil
    default:
      guard cargo.isLocked == .yes, CargoCommands.resolves(cargo) else { return nil }
      return ("\(CargoCommands.shown(cargo)) --locked", true)
    }
  }

  /// `sha256sum -c`, `gh attestation verify`
  private func shown(_ check: CheckCommand) -> String {
    let name = check.command.name ?? ""
    if check.kind == .hash { return "\(name) -c" }
    let verbs = check.command.arguments.prefix(name == "gh" ? 2 : 1).compactMap(\.known)
    return ([name] + verbs).joined(separator: " ")
  }

  private func reason(_ why: ShellIgnorance, _ command: ShellCommand) -> String {
    switch why {
    case .orTrue: "`|| true`"
    case .orReport: "`|| echo` reports it and goes on"
    case .andReport: "what follows runs all the same"
    case .negated: "`!` in front of it"
    case .pipeline: "it is piped on without `pipefail`"
    case .background: "it runs in the background"
    case .substitution: "the command around it has its own status"
    case .caught: "it is caught"
    case .noErrexit:
      switch command.dialect {
      case .powershell: "PowerShell goes on after a program fails"
      case .cmd: "cmd goes on after a command fails"
      case .sh, .bash: "the shell goes on, it has no `-e` here"
      }
    }
  }

  private func help(_ why: ShellIgnorance, _ command: ShellCommand) -> String {
    switch why {
    case .orTrue, .orReport: "delete what is behind `||`"
    case .pipeline: "write `set -o pipefail` first, or `shell: bash`"
    case .noErrexit where command.dialect == .powershell:
      "write `if ($LASTEXITCODE -ne 0) { exit 1 }` behind it"
    case .noErrexit where command.dialect == .cmd: "write `|| exit /b 1` behind it"
    case .noErrexit: "write `set -e` first, or `|| exit 1` behind it"
    default: "let its failure end the script"
    }
  }
}
