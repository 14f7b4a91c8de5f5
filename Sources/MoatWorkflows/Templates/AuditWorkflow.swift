/// A workflow that runs `cargo moat check` on every change and every day.
package struct AuditWorkflow: Sendable {
  /// Where the program comes from, held to one content either way.
  package enum Program: Hashable, Sendable {
    /// Built from a commit.
    case source(url: String, commit: CommitHash)
    /// Downloaded, with the SHA-256 of the file: 64 hexadecimal digits.
    case download(url: String, sha256: String)
  }

  private let program: Program
  private let defaultBranch: String
  /// What spreads runs over the hour: the project's name.
  private let name: String

  package init(program: Program, defaultBranch: String, name: String) {
    self.program = program
    self.defaultBranch = defaultBranch
    self.name = name
  }

  package var text: String {
    """
    # Checks the supply chain on every change, and every day: new advisories appear without a commit.
    name: Supply chain

    on:
      push:
        branches: [\(defaultBranch)]
      pull_request:
      schedule:
        - cron: "\(minute) 5 * * *"

    permissions: {}

    concurrency:
      group: supply-chain-${{ github.ref }}
      cancel-in-progress: true

    jobs:
      check:
        name: cargo moat check
        runs-on: ubuntu-24.04
        timeout-minutes: 60
        permissions:
          contents: read # to check out
        steps:
    \(TemplatePin.checkoutStep)
              fetch-depth: 0
    \(install)
          - name: Get advisories
            run: cargo-moat advisories update
          - name: Check
            run: cargo-moat check --offline --format github

    """
  }

  /// Anybody's cron at the full hour waits; a number from the name is the same on every run.
  private var minute: Int {
    name.utf8.reduce(0) { ($0 * 31 + Int($1)) % 60 }
  }

  private var install: String {
    switch program {
    case .source(let url, let commit):
      """
            - name: Build Moat from one commit
              env:
                MOAT_URL: \(url)
                MOAT_COMMIT: "\(commit)"
              run: |
                git clone --quiet --no-checkout "$MOAT_URL" "$RUNNER_TEMP/moat"
                git -C "$RUNNER_TEMP/moat" checkout --quiet --detach "$MOAT_COMMIT"
                swift build --package-path "$RUNNER_TEMP/moat" --configuration release --product cargo-moat
                mkdir -p "$HOME/.cargo/bin"
                install -m 755 "$RUNNER_TEMP/moat/.build/release/cargo-moat" "$HOME/.cargo/bin/"
      """
    case .download(let url, let sha256):
      """
            - name: Get Moat
              env:
                MOAT_URL: \(url)
                MOAT_SHA256: "\(sha256)"
              run: |
                curl --fail --silent --show-error --location --proto '=https' --output "$RUNNER_TEMP/cargo-moat" "$MOAT_URL"
                echo "$MOAT_SHA256  $RUNNER_TEMP/cargo-moat" | sha256sum --check --strict
                mkdir -p "$HOME/.cargo/bin"
                install -m 755 "$RUNNER_TEMP/cargo-moat" "$HOME/.cargo/bin/"
      """
    }
  }
}
