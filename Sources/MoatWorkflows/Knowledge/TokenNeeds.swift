import MoatShell

/// What steps are known to need of a job's token.
enum TokenNeeds {
  /// Actions that ask GitHub for an identity token.
  private static let identity: Set<String> = [
    "rust-lang/crates-io-auth-action", "pypa/gh-action-pypi-publish", "actions/attest",
    "actions/attest-build-provenance", "actions/attest-sbom", "actions/deploy-pages",
    "aws-actions/configure-aws-credentials", "azure/login", "google-github-actions/auth",
    "hashicorp/vault-action", "ossf/scorecard-action", "release-plz/action",
    "rubygems/configure-rubygems-credentials", "rubygems/release-gem",
    "sigstore/cosign-installer", "sigstore/gh-action-sigstore-python",
    "step-security/wait-for-secrets", "codecov/codecov-action", "docker/build-push-action",
    "jfrog/setup-jfrog-cli", "tailscale/github-action", "codspeedhq/action",
    "anthropics/claude-code-action",
  ]
  /// Actions that write to the repository: releases, branches, tags.
  private static let contents: Set<String> = [
    "actions/create-release", "actions/upload-release-asset", "softprops/action-gh-release",
    "ncipollo/release-action", "svenstaro/upload-release-action", "release-plz/action",
    "googleapis/release-please-action", "google-github-actions/release-please-action",
    "taiki-e/create-gh-release-action", "taiki-e/upload-rust-binary-action",
    "peter-evans/create-pull-request", "stefanzweifel/git-auto-commit-action",
    "peaceiris/actions-gh-pages", "jamesives/github-pages-deploy-action",
    "goreleaser/goreleaser-action", "marvinpinto/action-automatic-releases",
    "shogo82148/actions-upload-release-asset", "ad-m/github-push-action",
    "endbug/add-and-commit", "mathieudutour/github-tag-action", "anothrnick/github-tag-action",
    "changesets/action", "crazy-max/ghaction-github-pages", "release-drafter/release-drafter",
    "benchmark-action/github-action-benchmark", "rhysd/github-action-benchmark",
    "helm/chart-releaser-action", "tauri-apps/tauri-action",
  ]

  /// Whether a step needs an identity token; nil if that is not known.
  static func identity(_ step: Step, _ scope: StepScope) -> Bool? {
    need(step, scope, Self.identity) { command in
      switch command.name {
      // Publishing with a token that another step of the job fetched.
      case "cosign", "sigstore", "sigstore-python", "release-plz", "gcloud", "aws": true
      case "npm", "pnpm": command.words.contains { $0.known == "publish" }
      case "curl":
        command.words.contains { $0.text.shown.contains("ACTIONS_ID_TOKEN_REQUEST") }
      default: false
      }
    }
  }

  /// Whether a step needs to write to the repository; nil if that is not known.
  static func contents(_ step: Step, _ scope: StepScope) -> Bool? {
    need(step, scope, Self.contents) { command in
      switch command.name {
      case "gh", "hub", "release-plz", "goreleaser", "dist", "cargo-dist", "semantic-release": true
      case "git": command.words.contains { $0.known == "push" }
      case "cargo":
        command.words.contains { ["release", "release-plz", "dist"].contains($0.known) }
      case "curl": command.words.contains { $0.text.shown.contains("api.github.com") }
      default: false
      }
    }
  }

  /// Actions of GitHub's own that need nothing but to read.
  private static let reading: Set<String> = [
    "actions/checkout", "actions/cache", "actions/cache/restore", "actions/cache/save",
    "actions/upload-artifact", "actions/download-artifact", "actions/setup-node",
    "actions/setup-python", "actions/setup-go", "actions/setup-java", "actions/configure-pages",
    "actions/upload-pages-artifact",
  ]

  private static func need(
    _ step: Step, _ scope: StepScope, _ actions: Set<String>, _ isNeeding: (ShellCommand) -> Bool
  ) -> Bool? {
    if let action = step.uses?.action {
      if actions.contains(action) { return true }
      return Self.identity.contains(action) || Self.contents.contains(action)
        || Self.reading.contains(action) ? false : nil
    }
    guard step.script != nil else { return nil }
    let scripts = scope.shellScripts
    if scripts.contains(where: { $0.commands.contains(where: isNeeding) }) { return true }
    // A program of the project may do anything with a token it is given.
    let env = (step.env?.entries ?? []).map(\.value.text).joined(separator: " ").lowercased()
    return env.contains("github_token") || env.contains("github.token") ? nil : false
  }
}
