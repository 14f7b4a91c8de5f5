/// Folders that anybody may write to, by what a mark says was met.
enum TemporaryPlace {
  private static let signs = [
    "temp_dir", "/tmp", "/dev/shm", "%temp%", "%tmp%", "%public%", "users\\public", "windows\\temp",
    "%programdata%", "tempfile", "tempdir",
  ]

  static func isOne(_ subject: String) -> Bool {
    let text = subject.lowercased()
    return signs.contains { text.contains($0) }
  }
}

/// The home folder of whoever runs it, by what a mark says was met.
enum HomePlace {
  private static let signs = [
    "home", "~/", "%userprofile%", "%appdata%", "%localappdata%", "dirs", "directories", "etcetera",
  ]

  static func isOne(_ subject: String) -> Bool {
    let text = subject.lowercased()
    return signs.contains { text.contains($0) }
  }
}

/// Calls of the C library, which bindings are full of.
enum SystemCall {
  static func isOne(_ mark: Mark) -> Bool {
    ["libc::", "extern fn ", "nix::", "rustix::", "c::", "windows_sys::", "windows::", "winapi::"]
      .contains { mark.subject.hasPrefix($0) }
  }
}

/// The last part of a path: where a file is beside the source does not matter to who takes it in.
enum PathEnd {
  static func of(_ path: String) -> String {
    path.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? path
  }
}

/// Files that editors, coding assistants and git read and act on, by what a mark says was met.
enum AssistantFile {
  private static let signs = [
    ".cursor", ".claude", "claude.md", "agents.md", ".windsurf", "copilot-instructions", ".vscode/",
    ".git/hooks", ".aider", "gemini", ".mcp.json", ".idea/",
    ".codex", ".clinerules", ".github/workflows", ".devcontainer", ".husky",
  ]

  static func isOne(_ subject: String) -> Bool {
    let text = subject.lowercased()
    return signs.contains { text.contains($0) }
  }
}

/// Which service a secret belongs to, as far as its name tells.
enum CredentialKind {
  /// Words in the names of files and variables, by service.
  private static let services: [(service: String, words: [String])] = [
    ("ssh", [".ssh", "id_rsa", "id_ed25519", "id_ecdsa", "authorized_keys", "ssh_auth"]),
    ("amazon", [".aws", "aws_", "169.254.169.254"]),
    ("google", ["gcloud", "google_", "metadata.google"]),
    ("microsoft", ["azure"]),
    ("git", ["git-credentials", ".git/", "netrc"]),
    ("forge", ["github", "gh_token", "gh/hosts", "gitlab", "ci_job", "actions_"]),
    ("registry", ["cargo", "npm", "node_auth", "pypi", "pypirc", "twine"]),
    ("containers", ["docker", ".kube", "vault", "terraform"]),
    (
      "wallet",
      [
        "wallet", "solana", "sui", "aptos", "ethereum", "bitcoin", "exodus", "atomic", "electrum",
        "id.json", "private_key", "keystore", "mnemonic",
      ]
    ),
    (
      "browser",
      [
        "leveldb", "login data", "web data", "extension settings", "key4.db", "logins.json",
        "cookies",
      ]
    ),
    ("messenger", ["tdata", "telegram", "discord", "slack"]),
    ("passwords", ["1password", "bitwarden", "keepass", "keychain", "password-store", ".gnupg"]),
    ("history", ["_history"]),
    ("database", ["pgpass", ".my.cnf", "database_url"]),
    ("system", ["/etc/shadow", "/proc/self"]),
    ("assistant", ["openai", "anthropic"]),
    ("project", [".env"]),
  ]

  /// How many services the marks speak of; what is not known counts as one more.
  static func count(of marks: [FoundMark]) -> Int {
    Set(marks.map { service(of: $0.mark.argument ?? $0.mark.subject) }).count
  }

  private static func service(of subject: String) -> String {
    let text = subject.lowercased()
    return services.first { $0.words.contains { text.contains($0) } }?.service ?? "other"
  }
}

extension [FoundMark] {
  /// Some of them, different ones.
  func few(_ count: Int) -> [FoundMark] { Swift.Array(distinct.prefix(count)) }
}

/// What runs code that it is given, and not a program by its name.
enum Runner {
  /// Whether a program that is started is a shell or an interpreter.
  static func isOne(_ program: String) -> Bool {
    // What stands in a literal is no download.
    if program.hasSuffix(InlineScript.writtenOut) { return false }
    let name = Downloader.name(of: program)
    return ShellScript.shells.contains(name) || InlineScript.interpreters.contains(name)
      || ["powershell", "pwsh", "cscript", "wscript", "mshta"].contains(name)
  }

  /// Whether a mark says that memory is made which can be run, or a file that is nowhere.
  static func isMemory(_ subject: String) -> Bool {
    ["memfd_create", "PROT_EXEC", "PAGE_EXECUTE", "memexec", "memfd_exec", "map_exec"].contains {
      subject.contains($0)
    }
  }
}

/// Files of the above that programs which set up a project write as well.
enum ProjectFile {
  private static let signs = [
    ".github/workflows", ".vscode/", ".idea/", ".devcontainer", ".husky",
  ]

  static func isOne(_ subject: String) -> Bool {
    let text = subject.lowercased()
    return signs.contains { text.contains($0) }
  }
}
