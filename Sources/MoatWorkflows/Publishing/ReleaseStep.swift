import MoatModel
import MoatShell

/// A step that hands something to users: crates, packages, images, files of a release.
struct ReleaseStep {
  let step: Step
  let span: SourceSpan
  /// `cargo publish`, `softprops/action-gh-release`.
  let name: String

  /// Actions that release something each time they run.
  private static let actions: Set<String> = [
    "actions/attest-build-provenance", "actions/upload-release-asset",
    "googleapis/release-please-action", "goreleaser/goreleaser-action", "jreleaser/release-action",
    "ncipollo/release-action", "pypa/gh-action-pypi-publish", "redhat-actions/push-to-registry",
    "rubygems/release-gem", "rust-lang/crates-io-auth-action", "softprops/action-gh-release",
    "svenstaro/upload-release-action", "taiki-e/create-gh-release-action",
    "taiki-e/upload-rust-binary-action",
  ]
  /// Words one of which is in every command that releases.
  private static let words = ["publish", "release", "push", "upload", "wrangler"]

  /// What of a step releases something; nil if nothing is known to.
  init?(_ step: Step, _ scope: StepScope) {
    self.step = step
    if let uses = step.uses {
      guard let name = uses.action else { return nil }
      let pushes =
        name == "docker/build-push-action"
        && step.with?["push"].map { scope.values(of: $0).single?.lowercased() != "false" } ?? false
      if Self.actions.contains(name) || pushes {
        self.name = name
        span = uses.span
        return
      }
    }
    if let command = PublishCommand.all(in: step, scope).first {
      name = command.name
      span = command.span
      return
    }
    for text in [step.script?.text].compactMap({ $0 }) + ScriptInputs.commands(of: step)
    where Self.words.contains(where: text.text.mentions) {
      let commands =
        step.script == nil
        ? ScriptInputs.script(text, scope).commands : scope.shellScripts.flatMap(\.commands)
      for command in commands {
        guard let name = Self.name(command) else { continue }
        self.name = name
        span = text.span(ofDecoded: command.range)
        return
      }
    }
    return nil
  }

  private static func name(_ command: ShellCommand) -> String? {
    let words = command.arguments.compactMap(\.known)
    if words.contains("--dry-run") { return nil }
    switch command.name {
    case "gh":
      guard words.starts(with: ["release", "create"]) || words.starts(with: ["release", "upload"])
      else { return nil }
      return "gh \(words.prefix(2).joined(separator: " "))"
    case "npm", "pnpm", "bun":
      return words.first == "publish" ? "\(command.name ?? "") publish" : nil
    case "yarn": return words.contains("publish") ? "yarn publish" : nil
    case "twine": return words.first == "upload" ? "twine upload" : nil
    case "uv", "poetry", "maturin", "flit", "hatch":
      return words.first == "publish" || words.first == "upload"
        ? "\(command.name ?? "") \(words.first ?? "")" : nil
    case "docker", "podman", "skopeo", "helm":
      return words.first == "push" ? "\(command.name ?? "") push" : nil
    case "gem": return words.first == "push" ? "gem push" : nil
    default: return nil
    }
  }
}
