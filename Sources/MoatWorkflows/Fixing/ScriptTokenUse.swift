import MoatShell
import MoatSyntax

/// What a script needs of the job's token, by the commands in it.
struct ScriptTokenUse: Sendable {
  private(set) var needs: [(scope: String, access: Permissions.Access)] = []
  /// Why it may need more.
  private(set) var unknown: String?

  /// - Parameter hasToken: whether a variable or the text of the script holds the token.
  init(_ script: ScriptText, in scope: StepScope, hasToken: Bool) {
    if scope.gitTraffic(in: script) == "git push" { needs.append(("contents", .write)) }
    if let word = Self.identityWords.first(where: { script.text.text.contains($0) }) {
      unknown = "`\(word)` may ask for an identity"
    }
    guard hasToken else { return }
    let scripts = scope.shellScripts
    guard !scripts.isEmpty, scripts.allSatisfy(\.problems.isEmpty) else {
      lacks("a script that is not read has the token")
      return
    }
    for command in scripts.flatMap(\.commands) where !command.words.isEmpty {
      guard let name = command.name else {
        lacks("a command that is not known has the token")
        continue
      }
      if name == "gh" {
        add(command.arguments.map { $0.known ?? "" })
      } else if !Self.harmless.contains(name) {
        lacks("`\(LegibleText.short(name))` has the token")
      }
    }
  }

  private mutating func lacks(_ why: String) { unknown = unknown ?? why }

  /// What asks GitHub for a signed identity, which takes `id-token: write`.
  private static let identityWords = [
    "ID_TOKEN", "cosign", "sigstore", "--provenance", "trusted-publishing", "uv publish",
    "npm publish",
  ]

  /// Commands that do nothing with a token in their environment.
  private static let harmless: Set<String> = [
    "[", "[[", ":", "Write-Host", "Write-Output", "basename", "break", "cat", "cd", "chmod",
    "continue", "cp", "cut", "date", "dirname", "echo", "exit", "export", "false", "git", "grep",
    "head", "jq", "ls", "mkdir", "mv", "printf", "pwd", "read", "rm", "sed", "set", "sha256sum",
    "shasum", "shift", "sleep", "sort", "tail", "tar", "tee", "test", "touch", "tr", "true", "uniq",
    "unzip", "wc", "zip",
  ]

  /// What a command of GitHub's command line needs:
  /// https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
  private mutating func add(_ words: [String]) {
    let names = words.filter { !$0.hasPrefix("-") }
    let noun = names.first ?? ""
    let verb = names.dropFirst().first ?? ""
    switch noun {
    case "release":
      let reads: Set<String> = ["download", "list", "ls", "verify", "verify-asset", "view"]
      if !reads.contains(verb) { needs.append(("contents", .write)) }
    case "pr":
      let reads: Set<String> = ["checks", "checkout", "co", "diff", "list", "ls", "status", "view"]
      needs.append(("pull-requests", reads.contains(verb) ? .read : .write))
      if verb == "merge" { needs.append(("contents", .write)) }
      if verb == "checks" { needs.append(("checks", .read)) }
    case "issue":
      let reads: Set<String> = ["list", "ls", "status", "view"]
      needs.append(("issues", reads.contains(verb) ? .read : .write))
    case "run":
      let reads: Set<String> = ["download", "list", "ls", "view", "watch"]
      needs.append(("actions", reads.contains(verb) ? .read : .write))
    case "label": needs.append(("issues", verb == "list" ? .read : .write))
    case "workflow": needs.append(("actions", verb == "run" ? .write : .read))
    case "attestation": break
    case "", "auth", "version": break
    default: lacks("`gh \(LegibleText.short(noun))` may need anything")
    }
  }
}
