import MoatShell

/// Steps whose failure is a finding: audits, scans, checks of signatures and hashes.
enum SecuritySteps {
  private static let actions: Set<String> = [
    "rustsec/audit-check", "actions-rs/audit-check", "actions-rust-lang/audit",
    "embarkstudios/cargo-deny-action", "github/codeql-action/analyze",
    "actions/dependency-review-action", "aquasecurity/trivy-action", "anchore/scan-action",
    "google/osv-scanner-action", "google/osv-scanner-action/osv-scanner-action",
    "zizmorcore/zizmor-action", "woodruffw/zizmor", "gitleaks/gitleaks-action",
    "trufflesecurity/trufflehog", "snyk/actions/rust",
  ]

  /// What a step checks, in a few words; nil if it is no security step.
  static func check(of step: Step, _ scope: StepScope) -> String? {
    if let uses = step.uses {
      return uses.action.map(actions.contains) ?? false ? "`\(uses.text.text)`" : nil
    }
    for script in scope.shellScripts {
      for command in script.commands {
        if let check = check(of: command) { return check }
      }
    }
    return nil
  }

  /// How commands that check a signature are named in findings; others by their own name.
  private static let signatureChecks = [
    "cosign": "cosign verify", "gh": "gh attestation verify", "gpg": "gpg --verify",
    "minisign": "minisign -V", "rsign": "minisign -V",
  ]

  private static func check(of command: ShellCommand) -> String? {
    guard let name = command.name else { return nil }
    if let cargo = CargoInvocation(command) {
      switch cargo.subcommand {
      case "audit", "crev", "moat", "vet": return "`cargo \(cargo.subcommand)`"
      case "deny":
        return cargo.arguments.operands.contains { $0.known == "check" } ? "`cargo deny`" : nil
      default: return nil
      }
    }
    if let check = CheckCommand(command), check.kind != .printedHash {
      return check.kind == .hash ? "`\(name) -c`" : "`\(signatureChecks[name] ?? name)`"
    }
    let words = command.arguments.compactMap(\.known)
    switch name {
    // Of images, too.
    case "cosign": return words.contains { $0.hasPrefix("verify") } ? "`cosign verify`" : nil
    case "slsa-verifier", "zizmor", "osv-scanner", "trivy", "gitleaks", "grype":
      return words.contains("--version") ? nil : "`\(name)`"
    default: return nil
    }
  }
}
