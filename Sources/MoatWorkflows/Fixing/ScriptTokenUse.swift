import MoatSyntax

/// What a script needs of the job's token, by the commands in it.
struct ScriptTokenUse: Sendable {
  private(set) var needs: [(scope: String, access: Permissions.Access)] = []
  /// Why it may need more.
  private(set) var unknown: String?

  /// - Parameter hasToken: whether a variable or the text of the script holds the token.
  init(_ text: String, hasToken: Bool) {
    for line in Self.commands(in: text) {
      let words = line.split { $0 == " " || $0 == "\t" }
      if let git = GitTraffic.command(in: line), git == "git push" {
        needs.append(("contents", .write))
      }
      if let word = Self.identityWords.first(where: { line.contains($0) }) {
        unknown = unknown ?? "`\(word)` may ask for an identity"
      }
      guard hasToken else { continue }
      guard let first = words.first(where: { !Self.isAssignment($0) }) else { continue }
      if first == "gh" {
        add(words.drop { $0 != "gh" }.dropFirst().map(String.init))
      } else if !Self.harmless.contains(first) {
        unknown = unknown ?? "`\(LegibleText.short(String(first)))` can use the token"
      }
    }
  }

  /// The lines of a script, with those that a backslash joins in one, cut where commands end. Words
  /// in quotes are cut as well: what looks like a command then is one too many, never one too few.
  private static func commands(in text: String) -> [String] {
    text.replacing("\\\n", with: " ").split { "\n;&|(){}`".contains($0) }
      .map { String($0.drop { $0 == " " || $0 == "\t" || $0 == "$" }) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }

  private static func isAssignment(_ word: Substring) -> Bool {
    word.contains("=") && word.first.map { $0.isLetter || $0 == "_" } ?? false
  }

  /// What asks GitHub for a signed identity, which takes `id-token: write`.
  private static let identityWords = [
    "ID_TOKEN", "cosign", "sigstore", "--provenance", "trusted-publishing", "uv publish",
    "npm publish",
  ]

  /// Commands that do nothing with a token in their environment.
  private static let harmless: Set<Substring> = [
    "[", "[[", "]]", "basename", "break", "cat", "cd", "chmod", "continue", "cp", "cut", "date",
    "dirname", "do", "done", "echo", "elif", "else", "esac", "exit", "export", "false", "fi", "for",
    "grep", "head", "if", "jq", "ls", "mkdir", "mv", "printf", "pwd", "read", "rm", "sed", "set",
    "sha256sum", "shasum", "shift", "sleep", "sort", "tail", "tar", "tee", "test", "then", "touch",
    "tr", "true", "uniq", "unzip", "wc", "while", "zip", "git",
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
    default: unknown = unknown ?? "`gh \(LegibleText.short(noun))` may need anything"
    }
  }
}
