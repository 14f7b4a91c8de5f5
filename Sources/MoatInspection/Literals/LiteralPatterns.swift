/// All words that are looked for in literals, with the automaton that finds them.
struct LiteralPatterns: Sendable {
  let patterns: [LiteralPattern]
  let automaton: WordAutomaton

  static let all = LiteralPatterns(
    LiteralWords.credentials + LiteralWords.variables + LiteralWords.persistence
      + LiteralWords.places + LiteralWords.hosts + LiteralWords.machines + LiteralWords.scripts
      + LiteralWords.structure)

  init(_ patterns: [LiteralPattern]) {
    let backwards = patterns.filter(\.isSign).filter { $0.text.utf8.count >= 7 }.map {
      LiteralPattern(String($0.text.reversed()), .anywhere, .backwards)
    }
    let rotated = ["uggc://", "uggcf://", "cbjrefuryy"].map {
      LiteralPattern($0, .anywhere, .rotated)
    }
    self.patterns = patterns + backwards + rotated
    automaton = WordAutomaton(self.patterns.map(\.text))
  }
}

/// The words, by what they name. Letters of either case count alike.
enum LiteralWords {
  private static func marks(
    _ capability: Capability, _ place: LiteralPattern.Place, isSign: Bool = false, _ text: String
  ) -> [LiteralPattern] {
    text.split(whereSeparator: { $0 == "\n" }).map {
      LiteralPattern(
        String($0), place, .mark(capability), isSign: isSign, isExact: place != .anywhere)
    }
  }

  /// Files with keys, tokens, wallets and what browsers keep.
  static let credentials =
    marks(
      .credentialPath, .path, isSign: true,
      """
      .ssh
      .aws/credentials
      .aws/config
      .aws
      .npmrc
      .pypirc
      .netrc
      _netrc
      .git-credentials
      .config/gh/hosts.yml
      .config/gcloud
      .azure/accessTokens.json
      .cargo/credentials
      .cargo/credentials.toml
      .kube/config
      .kube
      .docker/config.json
      .gnupg
      .vault-token
      .terraform.d/credentials.tfrc.json
      .pgpass
      .my.cnf
      .password-store
      .bash_history
      .zsh_history
      .psql_history
      .mysql_history
      .git/config
      id_rsa
      id_ed25519
      id_ecdsa
      authorized_keys
      Local Storage/leveldb
      Local Storage\\leveldb
      Login Data
      Web Data
      Local Extension Settings
      key4.db
      logins.json
      cookies.sqlite
      tdata
      wallet.dat
      .config/solana/id.json
      solana/id.json
      sui.keystore
      .sui/sui_config
      .aptos/config.yaml
      .ethereum/keystore
      .bitcoin
      .electrum/wallets
      Exodus/exodus.wallet
      atomic/Local Storage
      .config/discord
      Telegram Desktop
      .m2/settings.xml
      .gem/credentials
      .composer/auth.json
      .config/rclone
      .config/op
      .config/containers/auth.json
      .config/github-copilot
      .config/doctl
      .pulumi/credentials.json
      .fly/config.yml
      .databrickscfg
      .s3cfg
      .boto
      .claude/.credentials.json
      .codex/auth.json
      .gemini/oauth_creds.json
      .foundry/keystores
      .config/Ledger Live
      .local/share/keyrings
      .mozilla/firefox
      Mozilla/Firefox/Profiles
      BraveSoftware/Brave-Browser
      Google/Chrome/User Data
      Google\\Chrome\\User Data
      Google/Chrome/Default
      .config/google-chrome
      .config/chromium
      Library/Keychains
      nkbihfbeogaeaoehlefnkodbefgpgknn
      bfnaelmomeimhlpmgjnjophhpkkoljpa
      find-generic-password
      find-internet-password
      dump-keychain
      print-access-token
      1Password/data
      Bitwarden/data.json
      KeePassXC
      login.keychain
      login.keychain-db
      /etc/shadow
      /proc/self/environ
      """)
    + marks(
      .credentialPath, .domain,
      """
      169.254.169.254
      metadata.google.internal
      """)
    + marks(
      .credentialPath, .whole,
      """
      .env
      .env.local
      .env.production
      id.json
      """)
    + marks(
      .credentialPath, .path,
      """
      /.env
      """)
    // Whose environment it is, only the program knows: its parent's, that is, Cargo's.
    + marks(
      .credentialPath, .anywhere,
      """
      }/environ
      """)

  /// Variables that hold secrets or tell a build service, by their full names.
  static let variables =
    marks(
      .secretVariable, .word, isSign: true,
      """
      AWS_SECRET_ACCESS_KEY
      AWS_ACCESS_KEY_ID
      AWS_SESSION_TOKEN
      AZURE_CLIENT_SECRET
      GOOGLE_APPLICATION_CREDENTIALS
      GITHUB_TOKEN
      GH_TOKEN
      GITLAB_TOKEN
      CI_JOB_TOKEN
      ACTIONS_RUNTIME_TOKEN
      ACTIONS_ID_TOKEN_REQUEST_TOKEN
      CARGO_REGISTRY_TOKEN
      NPM_TOKEN
      NODE_AUTH_TOKEN
      PYPI_TOKEN
      TWINE_PASSWORD
      DOCKER_PASSWORD
      DOCKERHUB_TOKEN
      SSH_AUTH_SOCK
      VAULT_TOKEN
      OPENAI_API_KEY
      ANTHROPIC_API_KEY
      SLACK_BOT_TOKEN
      DISCORD_TOKEN
      TELEGRAM_BOT_TOKEN
      WALLET_PRIVATE_KEY
      SOLANA_PRIVATE_KEY
      POLYMARKET_PRIVATE_KEY
      """)
    + marks(
      .ciTrigger, .word,
      """
      GITLAB_CI
      GITHUB_ACTIONS
      GITHUB_WORKFLOW
      GITHUB_RUN_ID
      TRAVIS_JOB_ID
      CIRCLECI
      JENKINS_URL
      JENKINS_HOME
      BUILDKITE
      TEAMCITY_VERSION
      APPVEYOR
      TF_BUILD
      CODEBUILD_BUILD_ID
      BITBUCKET_BUILD_NUMBER
      DRONE_BUILD_NUMBER
      CIRRUS_CI
      CONTINUOUS_INTEGRATION
      """)

  /// Places whose programs start by themselves, and the files that steer shells and coding assistants.
  static let persistence =
    marks(
      .persistence, .path, isSign: true,
      """
      /etc/cron.d
      /etc/cron.daily
      /etc/crontab
      /var/spool/cron
      /etc/systemd/system
      .config/systemd/user
      .config/autostart
      /etc/xdg/autostart
      /etc/init.d
      /etc/rc.local
      /etc/profile.d
      /etc/ld.so.preload
      Library/LaunchAgents
      Library/LaunchDaemons
      .bashrc
      .bash_profile
      .zshrc
      .zprofile
      .zshenv
      .profile
      .xprofile
      .xinitrc
      .bash_aliases
      .bash_login
      .zlogin
      .config/fish/config.fish
      .config/environment.d
      .config/nvim/init.lua
      .ssh/rc
      .cargo/config
      .cargo/config.toml
      .local/share/systemd/user
      /usr/lib/systemd/system
      /lib/systemd/system
      /etc/sudoers
      /etc/sudoers.d
      /etc/udev/rules.d
      /etc/ld.so.conf.d
      /etc/pam.d
      .claude
      CLAUDE.md
      AGENTS.md
      GEMINI.md
      .gemini/settings.json
      .codex/config.toml
      .aider.conf.yml
      .windsurf
      .windsurfrules
      .clinerules
      .mcp.json
      .cursorrules
      .cursor/rules
      .cursor/mcp.json
      .github/copilot-instructions.md
      .github/workflows
      .vscode/tasks.json
      .vscode/settings.json
      .idea/workspace.xml
      .devcontainer/devcontainer.json
      .husky
      .git/hooks
      """)
    + marks(
      .persistence, .anywhere, isSign: true,
      """
      CurrentVersion\\Run
      CurrentVersion\\\\Run
      Start Menu\\Programs\\Startup
      Start Menu/Programs/Startup
      Image File Execution Options
      """)
    + marks(
      .persistence, .word,
      """
      crontab
      schtasks
      schtasks.exe
      systemctl enable
      systemctl --user
      """)

  /// Places outside of what a build or a library has to do with.
  static let places =
    marks(
      .outsidePath, .path,
      """
      /tmp
      /var/tmp
      /dev/shm
      ~/
      $HOME
      ${HOME}
      .git/HEAD
      .git/logs
      .git/index
      .git/refs
      """)
    + marks(.outsidePath, .whole, ".git")
    + marks(
      .outsidePath, .anywhere,
      """
      %TEMP%
      %TMP%
      %APPDATA%
      %LOCALAPPDATA%
      %USERPROFILE%
      %PUBLIC%
      %ProgramData%
      C:\\Users\\Public
      C:\\Windows\\Temp
      """)
}
