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
    if let action = step.uses?.action {
      return actions.contains(action) ? "`\(action)`" : nil
    }
    for script in scope.shellScripts {
      for command in script.commands {
        if let check = check(of: command) { return check }
      }
    }
    return nil
  }

  private static func check(of command: ShellCommand) -> String? {
    let words = command.arguments.compactMap(\.known)
    guard let name = command.name else { return nil }
    switch name {
    case "cargo", "cargo-audit", "cargo-deny", "cargo-vet", "cargo-crev", "cargo-moat":
      let subcommand =
        name == "cargo" ? words.first { !$0.hasPrefix("+") } : String(name.dropFirst(6))
      switch subcommand {
      case "audit", "vet", "crev", "moat": return "`cargo \(subcommand ?? "")`"
      case "deny": return words.contains("check") ? "`cargo deny`" : nil
      default: return nil
      }
    case "sha256sum", "sha512sum", "sha1sum", "shasum", "b2sum":
      return words.contains { $0 == "-c" || $0 == "--check" } ? "`\(name) -c`" : nil
    case "cosign": return words.contains { $0.hasPrefix("verify") } ? "`cosign verify`" : nil
    case "gpg": return words.contains("--verify") ? "`gpg --verify`" : nil
    case "minisign", "rsign": return words.contains { $0.contains("V") } ? "`minisign -V`" : nil
    case "gh":
      return words.starts(with: ["attestation", "verify"]) ? "`gh attestation verify`" : nil
    case "slsa-verifier", "zizmor", "osv-scanner", "trivy", "gitleaks", "grype":
      return words.contains("--version") ? nil : "`\(name)`"
    default: return nil
    }
  }
}
