import MoatShell

/// Inputs of actions that are run as code: an expression in them is put into a program.
///
/// From the actions' own descriptions and the models of
/// [CodeQL](https://github.com/github/codeql/tree/main/actions/ql/lib/ext).
enum ScriptInputs {
  private static let table: [String: [String]] = [
    "8398a7/action-slack": ["custom_payload"],
    "actions/github-script": ["script"],
    "addnab/docker-run-action": ["options", "run"],
    "amadevus/pwsh-script": ["script"],
    "appleboy/ssh-action": ["script"],
    "azure/cli": ["inlinescript"],
    "azure/powershell": ["inlinescript"],
    "cardinalby/js-eval-action": ["expression"],
    "devorbitus/yq-action-output": ["cmd"],
    "gautamkrishnar/blog-post-workflow": ["item_exec"],
    "imjohnbo/issue-bot": [
      "body", "linked-comments-previous-issue-text", "linked-comments-new-issue-text",
    ],
    "jannekem/run-python-script-action": ["script"],
    "lucasbento/auto-close-issues": ["issue-close-message"],
    "mikefarah/yq": ["cmd"],
    "nick-fields/retry": ["command", "on_retry_command", "new_command_on_retry"],
    "nick-invision/retry": ["command", "on_retry_command", "new_command_on_retry"],
    "reactivecircus/android-emulator-runner": ["script", "pre-emulator-launch-script"],
    "roots/issue-closer-action": ["issue-close-message", "pr-close-message"],
    "sergeysova/jq-action": ["cmd"],
    "skitionek/notify-microsoft-teams": ["overwrite"],
    "tibdex/backport": ["body_template", "head_template", "labels_template", "title_template"],
    "wandalen/wretry.action": ["command"],
  ]

  /// Those of them that a shell runs as commands; on Windows PowerShell may, whose simple commands
  /// read the same.
  private static let shells: [String: [String]] = [
    "addnab/docker-run-action": ["run"],
    "azure/cli": ["inlinescript"],
    "nick-fields/retry": ["command"],
    "nick-invision/retry": ["command"],
    "reactivecircus/android-emulator-runner": ["script"],
  ]

  /// The inputs of a step's action that a shell runs.
  static func commands(of step: Step) -> [WorkflowText] {
    guard let action = step.uses?.action, let inputs = shells[action] else { return [] }
    return inputs.compactMap { step.with?[$0] }
  }

  /// The commands of such an input, with what is known of its expressions.
  static func script(_ text: WorkflowText, _ scope: StepScope) -> ShellScript {
    ShellScript(text.text, dialect: .bash, masks: scope.masks(of: text))
  }

  /// The texts of a step that are run: its script, or inputs of its action.
  static func code(of step: Step) -> [WorkflowText] {
    if let script = step.script { return [script.text] }
    guard let action = step.uses?.action, let inputs = table[action] else { return [] }
    return inputs.compactMap { step.with?[$0] }
  }
}
