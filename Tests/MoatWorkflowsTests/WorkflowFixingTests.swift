import MoatFindings
import MoatModel
import MoatWorkflows
import Testing

@Suite struct `Workflow fixing` {
  static func run(
    _ text: String, unsafe: Bool = false, pins: PinEvidence = .none, scripts: [ScriptFile] = [],
    beside others: [(path: String, text: String)] = [], ecosystems: [String] = [],
    path: String = ".github/workflows/ci.yml"
  ) throws -> FixedFile? {
    let files = try ([(path: path, text: text)] + others).map {
      try Sample.file($0.text, path: $0.path)
    }
    let facts = WorkflowFacts(
      files: files, scripts: scripts,
      ecosystems: ecosystems.map {
        EcosystemPresence(ecosystem: $0, directory: "/", path: "Cargo.toml")
      }, pins: pins)
    return WorkflowFixing.run(on: facts, allowsUnsafe: unsafe).first { $0.path == path }
  }

  /// A repository with a lockfile.
  static func runWithLockfile(_ text: String) throws -> FixedFile? {
    var facts = WorkflowFacts(files: [try Sample.file(text)])
    facts.lockfileFolders = [""]
    return WorkflowFixing.run(on: facts, allowsUnsafe: false).first
  }

  static func text(_ file: FixedFile?) -> String {
    file.map { String(decoding: $0.new.bytes, as: UTF8.self) } ?? "unchanged"
  }

  /// `repository tag commit` a line; a name that reads as no version is a branch.
  static func pins(_ lines: String...) -> PinEvidence {
    var known: [ActionRepository: Evidence<KnownRepository>] = [:]
    var tags: [ActionRepository: [String: CommitHash]] = [:]
    var branches: [ActionRepository: [String: CommitHash]] = [:]
    for line in lines {
      let words = line.split(separator: " ").map(String.init)
      guard let repository = ActionRepository(words[0]),
        let commit = CommitHash(String(repeating: words[2], count: 40))
      else { continue }
      if VersionTag(words[1]) == nil {
        branches[repository, default: [:]][words[1]] = commit
      } else {
        tags[repository, default: [:]][words[1]] = commit
      }
      known[repository] = .known(
        KnownRepository(
          repository: repository, tags: tags[repository] ?? [:],
          branches: branches[repository] ?? [:], listsEveryTag: true, origin: "the record"))
    }
    return PinEvidence(known)
  }

  static func job(_ steps: String, permissions: String = "permissions: {contents: read}") -> String
  {
    let lines = steps.split(separator: "\n", omittingEmptySubsequences: false)
    return """
      on: push
      \(permissions)
      jobs:
        test:
          runs-on: ubuntu-latest
          steps:
      \(lines.map { "      \($0)" }.joined(separator: "\n"))

      """
  }

  // MARK: - Credentials

  @Test func `credentials are not left behind where nothing needs them`() throws {
    let file = try Self.run(
      """
      on: push
      permissions: {contents: read}
      jobs:
        test:
          runs-on: ubuntu-latest
          steps:
            # The sources.
            - uses: "actions/checkout@v5"   # the newest
            - name: second
              uses: actions/checkout@v5
              with:
                path: other  # beside
            - { uses: actions/checkout@v5, name: third }
            - run: cargo test
      """)
    #expect(
      Self.text(file) == """
        on: push
        permissions: {contents: read}
        jobs:
          test:
            runs-on: ubuntu-latest
            steps:
              # The sources.
              - uses: "actions/checkout@v5"   # the newest
                with:
                  persist-credentials: false
              - name: second
                uses: actions/checkout@v5
                with:
                  path: other  # beside
                  persist-credentials: false
              - { uses: actions/checkout@v5, with: {persist-credentials: false}, name: third }
              - run: cargo test
        """)
    #expect(file?.made.map(\.line) == [8, 10, 13])
  }

  @Test(
    arguments: [
      ("- run: git push", "`git push` behind it may need the token"),
      (
        "- run: |\n    set -e\n    git fetch origin main",
        "`git fetch` behind it may need the token"
      ),
      ("- run: python -c 'git push'\n  shell: python", "`git push` behind it may need the token"),
      ("- run: cargo release --execute", "`cargo release` behind it may need the token"),
      ("- run: echo git push", nil), ("- run: 'true' # git push", nil),
      ("- run: git describe", nil), ("- uses: some/action@v1", nil),
    ] as [(String, String?)])
  func `credentials stay where they may be needed`(steps: String, why: String?) throws {
    let file = try Self.run(Self.job("- uses: actions/checkout@v5\n\(steps)"))
    let offered = file?.offered.filter { $0.rule == "persisted-credentials" }
    #expect(offered?.first?.because == why)
    #expect(file?.made.contains { $0.rule == "persisted-credentials" } == (why == nil))
  }

  @Test func `an unknown action may push where the token can write`() throws {
    let file = try Self.run(
      Self.job(
        "- uses: actions/checkout@v5\n- uses: some/action@v1",
        permissions: "permissions: {contents: write}"))
    #expect(
      file?.offered.filter { $0.rule == "persisted-credentials" }.map(\.because)
        == ["`some/action@v1` may use the token"])
  }

  // MARK: - Permissions

  @Test func `a workflow without permissions gets what its jobs need`() throws {
    let file = try Self.run(
      """
      name: Release

      on:
        push:
          tags: ["v*"]   # releases

      # The jobs.
      jobs:
        test:
          runs-on: ubuntu-latest
          steps: [{ run: cargo test }]
        release:
          needs: test
          runs-on: ubuntu-latest
          steps:
            - run: gh release create v1
              env:
                GH_TOKEN: ${{ github.token }}
      """)
    #expect(
      Self.text(file) == """
        name: Release

        on:
          push:
            tags: ["v*"]   # releases

        permissions:
          contents: read

        # The jobs.
        jobs:
          test:
            runs-on: ubuntu-latest
            steps: [{ run: cargo test }]
          release:
            needs: test
            runs-on: ubuntu-latest
            permissions:
              contents: write
            steps:
              - run: gh release create v1
                env:
                  GH_TOKEN: ${{ github.token }}
        """)
    #expect(file?.made.map(\.rule) == ["workflow-permissions"])
    #expect(
      file?.made.first?.message
        == "set `permissions: contents: read` for the workflow, and `contents: write` for `release`"
    )
  }

  @Test(
    arguments: [
      ("- uses: some/action@v1", "what `some/action@v1` does with the token is not known"),
      (
        "- run: cargo xtask release\n  env: {GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}'}",
        "`cargo` has the token"
      ),
      (
        "- run: gh api repos/x/y/labels -f name=z\n  env: {GH_TOKEN: '${{ github.token }}'}",
        "`gh api` may need anything"
      ),
      ("- uses: ./.github/actions/build", "what `./.github/actions/build` does with the token"),
      ("- run: cosign sign --yes image", "`cosign` may ask for an identity"),
      ("- run: cargo publish", nil),
    ] as [(String, String?)])
  func `needs that are not known make it unsafe`(steps: String, why: String?) throws {
    let file = try Self.run(Self.job(steps, permissions: "env: {A: b}"))
    let offered = file?.offered.first { $0.rule == "workflow-permissions" }
    #expect(
      offered?.because.map { $0.hasPrefix("`test`: \(why ?? "?")") } == (why.map { _ in true }))
    #expect(file?.made.contains { $0.rule == "workflow-permissions" } == (why == nil))
  }

  @Test func `an action of the repository is looked into`() throws {
    let action = """
      name: build
      runs:
        using: composite
        steps: [{ run: cargo build, shell: bash }]
      """
    let file = try Self.run(
      Self.job("- uses: ./.github/actions/build", permissions: "env: {A: b}"),
      beside: [(".github/actions/build/action.yml", action)])
    #expect(file?.made.map(\.rule) == ["workflow-permissions"])
  }

  @Test func `what is written at the top moves to the jobs that need it`() throws {
    let file = try Self.run(
      """
      on: push
      permissions:
        contents: write # to publish
        packages: write
      jobs:
        test:
          runs-on: ubuntu-latest
          steps: [{ run: cargo test }]
        unknown:
          runs-on: ubuntu-latest
          steps: [{ uses: some/action@v1 }]
      """)
    #expect(
      Self.text(file) == """
        on: push
        permissions:
          contents: read # to publish
          packages: none
        jobs:
          test:
            runs-on: ubuntu-latest
            steps: [{ run: cargo test }]
          unknown:
            runs-on: ubuntu-latest
            permissions:
              contents: write
              packages: write
            steps: [{ uses: some/action@v1 }]
        """)
  }

  @Test func `a job with everything gets what it needs`() throws {
    let text = """
      on: push
      jobs:
        pages:
          permissions: write-all   # why?
          runs-on: ubuntu-latest
          steps: [{ uses: actions/deploy-pages@v4 }]
      """
    let file = try Self.run(text)
    #expect(
      Self.text(file)
        == text.replacing(
          "    permissions: write-all   # why?",
          with: """
                permissions:   # why?
                  contents: read
                  id-token: write
                  pages: write
            """))
  }

  // MARK: - Pins

  @Test func `a tag becomes the commit and the full version`() throws {
    let file = try Self.run(
      Self.job("- uses: a/b/c@v1 # keep me\n- uses: 'a/b@v1'  # v1\n- uses: d/e@main"),
      pins: Self.pins("a/b v1 1", "a/b v1.2.3 1", "d/e main 2"))
    let commit = String(repeating: "1", count: 40)
    #expect(
      Self.text(file)
        == Self.job(
          "- uses: a/b/c@\(commit) # v1.2.3 keep me\n- uses: 'a/b@\(commit)'  # v1.2.3\n"
            + "- uses: d/e@main"))
    #expect(
      file?.offered.map(\.because)
        == ["`main` is a branch, and its updates no longer arrive by themselves"])
  }

  @Test func `a toolchain that the ref named is kept`() throws {
    let file = try Self.run(
      Self.job("- uses: dtolnay/rust-toolchain@stable"), unsafe: true,
      pins: Self.pins("dtolnay/rust-toolchain stable 3"))
    #expect(
      Self.text(file)
        == Self.job(
          "- uses: dtolnay/rust-toolchain@\(String(repeating: "3", count: 40)) # stable\n"
            + "  with:\n    toolchain: stable"))
  }

  @Test func `without evidence a tag is left`() throws {
    let file = try Self.run(Self.job("- uses: a/b@v1"))
    #expect(file?.isChanged == false)
    #expect(file?.left.map(\.because) == ["no evidence says which commit it is"])
  }

  @Test func `a hash gets its version, and a wrong one is left`() throws {
    let one = String(repeating: "1", count: 40)
    let file = try Self.run(
      Self.job("- uses: a/b@\(one)\n- uses: a/b@\(one) # v2.0.0"),
      pins: Self.pins("a/b v1.2.3 1", "a/b v2.0.0 2"))
    #expect(
      Self.text(file) == Self.job("- uses: a/b@\(one) # v1.2.3\n- uses: a/b@\(one) # v2.0.0"))
  }

  // MARK: - Dependabot

  @Test func `each entry gets a cooldown`() throws {
    let file = try Self.run(
      """
      version: 2
      updates:
      - package-ecosystem: cargo
        directory: "/"
        schedule:
          interval: weekly # Mondays
        labels: [a]
      - package-ecosystem: npm
        directory: "/"
        cooldown:
          default-days: 2 # soon
      """, ecosystems: ["cargo", "github-actions"], path: ".github/dependabot.yml")
    #expect(
      Self.text(file) == """
        version: 2
        updates:
        - package-ecosystem: cargo
          directory: "/"
          schedule:
            interval: weekly # Mondays
          cooldown:
            default-days: 7
          labels: [a]
        - package-ecosystem: npm
          directory: "/"
          cooldown:
            default-days: 7 # soon
        - package-ecosystem: github-actions
          directory: /
          schedule:
            interval: weekly
          cooldown:
            default-days: 7
        """)
  }

  @Test func `a new configuration is written only if unsafe fixes may be made`() throws {
    let facts = WorkflowFacts(
      files: [try Sample.file("on: push\njobs: {}\n")],
      ecosystems: [EcosystemPresence(ecosystem: "cargo", directory: "/", path: "Cargo.toml")])
    let path = ".github/dependabot.yml"
    let safe = WorkflowFixing.run(on: facts, allowsUnsafe: false).first { $0.path == path }
    #expect(safe?.isChanged == false)
    #expect(safe?.offered.map(\.because) == ["Dependabot starts to open pull requests"])
    let file = WorkflowFixing.run(on: facts, allowsUnsafe: true).first { $0.path == path }
    #expect(file?.old == nil)
    #expect(
      Self.text(file) == """
        version: 2
        updates:
          - package-ecosystem: cargo
            directory: /
            schedule:
              interval: weekly
            cooldown:
              default-days: 7

        """)
  }

  // MARK: - Template injection

  @Test func `expressions move into the environment`() throws {
    let steps = #"""
      - name: greet
        run: |
          echo "title: ${{ github.event.issue.title }}" # why
          echo ${{ github.event.issue.title }} ${{ github.event.issue.body }}
          echo 'no: ${{ github.event.issue.title }}'
      """#
    let text = Self.job(steps).replacing("on: push", with: "on: issues")
    let file = try Self.run(text, unsafe: true)
    #expect(
      Self.text(file)
        == Self.job(
          #"""
          - name: greet
            env:
              ARG_ISSUE_TITLE: ${{ github.event.issue.title }}
              ARG_ISSUE_BODY: ${{ github.event.issue.body }}
            run: |
              echo "title: ${ARG_ISSUE_TITLE}" # why
              echo "${ARG_ISSUE_TITLE}" "${ARG_ISSUE_BODY}"
              echo 'no: ${{ github.event.issue.title }}'
          """#
        ).replacing("on: push", with: "on: issues"))
    #expect(
      file?.left.map(\.because) == ["it stands in single quotes, where no variable is replaced"])
    #expect(try Self.run(text)?.isChanged == false)
  }

  // MARK: - Cargo and publishing

  @Test func `locked installs and builds`() throws {
    let steps = """
      - run: |
          sudo cargo +stable install cargo-vet # the tool
          cargo test --all -- --nocapture
          bash -c 'cargo install two'
          cargo install three $FLAGS
      - run: "cargo install \\"four\\""
      - run: cargo install --locked five
      """
    func locked(_ text: String, _ commands: String...) -> String {
      commands.reduce(text) { $0.replacing($1, with: "\($1) --locked", maxReplacements: 1) }
    }
    let file = try Self.runWithLockfile(Self.job(steps))
    #expect(
      Self.text(file)
        == Self.job(
          locked(steps, "+stable install", "cargo install").replacing(
            "bash -c 'cargo install two'", with: "bash -c 'cargo install --locked two'"
          ).replacing("\"cargo install ", with: "\"cargo install --locked ")))
    #expect(file?.offered.map(\.rule) == ["cargo-unlocked"])
  }

  @Test func `a publishing job gets its environment and its identity`() throws {
    let file = try Self.run(
      """
      on: {push: {tags: ['v*']}}
      permissions: {}
      jobs:
        publish:
          runs-on: ubuntu-latest
          permissions:
            contents: read
          steps:
            - uses: rust-lang/crates-io-auth-action@c6f97d42243bad5fab37ca0427f495c86d5b1a18 # v1.0.5
              id: auth
            - run: cargo publish --locked
              env: {CARGO_REGISTRY_TOKEN: '${{ steps.auth.outputs.token }}'}
      """, unsafe: true)
    #expect(
      Self.text(file).contains(
        """
            permissions:
              contents: read
              id-token: write
            environment: release
            steps:
        """))
  }

  @Test func `the rules say which of them have fixes`() {
    let fixable = WorkflowRules.all.filter { $0.info.fix != .none }.map { $0.info.id }
    #expect(WorkflowFixing.rules.sorted() == fixable.sorted())
  }

  // MARK: - Files

  @Test(arguments: [
    "on: push\njobs:\n  a: [",
    "on: push\non: pull_request\njobs: {}\n",
    "on: push\njobs: {}\n---\non: push\njobs: {}\n",
  ]) func `a file that is not read whole is not touched`(text: String) throws {
    let file = try Self.run(text)
    #expect(file?.skipped != nil)
    #expect(file?.isChanged == false)
  }
}
