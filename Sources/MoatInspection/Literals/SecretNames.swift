/// Names of environment variables, by what reading them is after.
enum SecretNames {
  /// Whether a variable is named as secrets are: `NPM_TOKEN`, `DB_PASSWORD`, `SIGNING_KEY`.
  static func isSecret(_ name: String) -> Bool {
    let name = name.uppercased()
    if ["SSH_AUTH_SOCK", "GOOGLE_APPLICATION_CREDENTIALS"].contains(name) { return true }
    // `AWS_LC_…` are the switches of a crypto library's build.
    if name.hasPrefix("AWS_"), name.hasSuffix("_ID") || name.hasSuffix("_KEY") { return true }
    let words = name.split(separator: "_")
    if words.contains(where: marked.contains) { return true }
    return words.count >= 2 && words.last == "KEY"
      && words.dropLast().contains { keys.contains($0) }
  }

  private static let marked: Set<Substring> = [
    "TOKEN", "TOKENS", "SECRET", "SECRETS", "PASSWORD", "PASSWD", "PASSPHRASE", "MNEMONIC",
    "CREDENTIAL", "CREDENTIALS", "APIKEY", "SEEDPHRASE", "PRIVKEY", "WEBHOOK",
  ]
  private static let keys: Set<Substring> = [
    "API", "PRIVATE", "ACCESS", "SIGNING", "SECRET", "DEPLOY", "WALLET", "SSH", "GPG", "ENCRYPTION",
    "MASTER", "ACCOUNT",
  ]

  /// Variables by which code finds out that a build service runs it.
  static let buildServices: Set<String> = [
    "CI", "GITLAB_CI", "GITHUB_ACTIONS", "GITHUB_WORKFLOW", "GITHUB_RUN_ID", "GITHUB_REPOSITORY",
    "TRAVIS", "CIRCLECI", "JENKINS_URL", "JENKINS_HOME", "BUILD_NUMBER", "BUILDKITE",
    "TEAMCITY_VERSION", "APPVEYOR", "TF_BUILD", "CODEBUILD_BUILD_ID", "BITBUCKET_BUILD_NUMBER",
    "DRONE", "CIRRUS_CI", "CONTINUOUS_INTEGRATION", "RUN_ID", "CI_NAME", "GITEA_ACTIONS",
  ]

  /// Variables that say whose machine it is.
  static let hosts: Set<String> = [
    "USER", "USERNAME", "LOGNAME", "COMPUTERNAME", "HOSTNAME", "USERDOMAIN", "SUDO_USER",
    "PROCESSOR_IDENTIFIER",
  ]

  /// Variables that hold a folder outside of the build.
  static let places: Set<String> = [
    "HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP", "TMPDIR", "PUBLIC",
    "ProgramData", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR",
    "HOMEPATH", "HOMEDRIVE", "PWD", "OLDPWD", "INIT_CWD", "CARGO_HOME", "RUSTUP_HOME",
  ]
}
