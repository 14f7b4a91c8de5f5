import MoatModel
import MoatShell

/// What steps are known to need of a job's token.
enum TokenNeeds {
  /// Whether a step is known to need an identity token.
  static func identity(_ step: Step, _ scope: StepScope) -> Bool {
    needs("id-token", step, scope) { command in
      switch command.name {
      // Publishing with a token that another step of the job fetched.
      case "cosign", "sigstore", "sigstore-python", "release-plz", "gcloud", "aws": true
      case "npm", "pnpm": command.words.contains { $0.known == "publish" }
      case "curl":
        command.words.contains { $0.text.shown.mentions("ACTIONS_ID_TOKEN_REQUEST") }
      default: false
      }
    }
  }

  /// Whether a step is known to need to write to the repository.
  static func contents(_ step: Step, _ scope: StepScope) -> Bool {
    needs("contents", step, scope) { command in
      switch command.name {
      case "gh", "hub", "release-plz", "goreleaser", "dist", "cargo-dist", "semantic-release": true
      case "git": command.words.contains { $0.known == "push" }
      case "cargo":
        command.words.contains { ["release", "release-plz", "dist"].contains($0.known) }
      case "curl": command.words.contains { $0.text.shown.mentions("api.github.com") }
      default: false
      }
    }
  }

  private static func needs(
    _ scope: String, _ step: Step, _ known: StepScope, _ isNeeding: (ShellCommand) -> Bool
  ) -> Bool {
    if let action = step.uses?.action { return KnownActions.writes(scope, action) }
    return known.shellScripts.contains { $0.commands.contains(where: isNeeding) }
  }
}
