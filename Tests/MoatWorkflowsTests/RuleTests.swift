import MoatFindings
import MoatWorkflows
import Testing

/// A job with these steps, in a workflow for an event.
private func workflow(_ on: String, _ steps: String, top: String = "permissions: {}") -> String {
  let lines = steps.split(separator: "\n", omittingEmptySubsequences: false)
    .map { "      \($0)" }.joined(separator: "\n")
  return "on: \(on)\n\(top)\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n\(lines)\n"
}

@Suite struct `template-injection` {
  private func severities(_ on: String, _ steps: String, top: String = "") throws -> [String] {
    try Sample.findings(TemplateInjection.self, workflow(on, steps, top: top))
  }

  @Test(
    arguments: [
      (
        "issues", "- run: echo ${{ github.event.issue.title }}",
        ["6:19 high anybody can put commands into this script through the title of an issue"]
      ),
      (
        "pull_request", "- run: echo ${{ github.head_ref }}",
        [
          "6:19 medium anybody can put commands into this script through the branch of a pull request"
        ]
      ),
      (
        "push", "- run: echo ${{ github.ref_name }}",
        [
          "6:19 low people who may write can put commands into this script through the name of a branch or tag"
        ]
      ),
      (
        "push", "- run: echo ${{ github.event.head_commit.message }}",
        [
          "6:19 medium whoever has a commit merged can put commands into this script through the message of a commit"
        ]
      ),
      // Behind a variable of the shell it is data.
      (
        "issues", "- run: echo \"$T\"\n  env: {T: '${{ github.event.issue.title }}'}", []
      ),
      (
        "issues", "- run: echo ${{ env.T }}\n  env: {T: '${{ github.event.issue.title }}'}",
        ["6:19 high anybody can put commands into this script through the title of an issue"]
      ),
      (
        "issues",
        "- uses: actions/github-script@v7\n  with: {script: 'x(`${{ github.event.issue.body }}`)'}",
        ["7:28 high anybody can put commands into this script through the text of an issue"]
      ),
      (
        "issues", "- uses: other/action@v1\n  with: {script: '${{ github.event.issue.body }}'}", []
      ),
      ("issues", "- run: echo ${{ github.event.issue.number }} ${{ github.actor }}", []),
      // The pull request is one of the repository: only who may write has named its branch.
      (
        "pull_request_target",
        "- run: echo ${{ github.head_ref }}\n  if: '!github.event.pull_request.head.repo.fork'",
        [
          "6:19 low people who may write can put commands into this script through the branch of a pull request"
        ]
      ),
      (
        "push", "- run: echo ${{ github.ref_name }}\n- run: echo ${{ github.ref }}",
        ["6:19 low people who may write can put commands into scripts through 2 expressions"]
      ),
    ] as [(String, String, [String])])
  func `finds text that others choose`(on: String, steps: String, wanted: [String]) throws {
    #expect(
      try severities(on, steps, top: "permissions: {}").map { $0 } == wanted.map(Self.shifted))
  }

  /// Places are counted from the line of the first step.
  private static func shifted(_ text: String) -> String {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let line = Int(parts[0]) else { return text }
    return "\(line + 1):\(parts[1])"
  }
}

@Suite struct `environment-file-injection` {
  @Test(
    arguments: [
      (
        "issue_comment", "echo \"T=$TEXT\" >> $GITHUB_ENV",
        ["high anybody can set variables of later steps through the text of a comment"]
      ),
      (
        "issue_comment", "echo \"$TEXT\" | tee -a \"$GITHUB_PATH\"",
        ["high anybody can set the path of later steps through the text of a comment"]
      ),
      (
        "issue_comment", "t=$(echo \"$TEXT\" | grep x)\necho \"T=$t\" >> $GITHUB_ENV",
        ["medium anybody can set a variable of later steps through the text of a comment"]
      ),
      (
        "issue_comment", "echo \"T=${{ github.event.comment.body }}\" >> $GITHUB_ENV",
        ["high anybody can set variables of later steps through the text of a comment"]
      ),
      ("issue_comment", "echo \"T=fixed\" >> $GITHUB_ENV", []),
      ("issue_comment", "echo \"T=$TEXT\" >> $GITHUB_OUTPUT", []),
      ("issue_comment", "echo \"$TEXT\"\necho T=1 >> $GITHUB_ENV", []),
      ("push", "echo \"T=$TEXT\" >> $GITHUB_ENV", []),
    ] as [(String, String, [String])])
  func `finds text that others choose`(on: String, script: String, wanted: [String]) throws {
    let lines = script.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    let text = workflow(
      on, "- env: {TEXT: '${{ github.event.comment.body }}'}\n  run: |\n\(lines)")
    let found = try Sample.findings(EnvironmentFileInjection.self, text)
    #expect(found.map { $0.drop { $0 != " " }.dropFirst() } == wanted.map { $0[...] })
  }

  @Test func `finds files of a pull request and of other runs`() throws {
    let text = workflow(
      "workflow_run",
      """
      - uses: actions/download-artifact@v4
        with: {run-id: '${{ github.event.workflow_run.id }}'}
      - run: cat number.txt >> $GITHUB_ENV
      """)
    #expect(
      try Sample.findings(EnvironmentFileInjection.self, text) == [
        "9:14 high anybody can set variables of later steps through a file of another run"
      ])
  }
}

@Suite struct `foreign-checkout` {
  private static let head = "${{ github.event.pull_request.head.sha }}"

  @Test(
    arguments: [
      (
        "pull_request_target", "- uses: actions/checkout@v4\n  with: {ref: '\(head)'}\n- run: make",
        ["high a stranger's code is checked out and run in a run for `pull_request_target`"]
      ),
      (
        "pull_request_target",
        "- uses: actions/checkout@v4\n  with: {ref: '\(head)'}\n- run: git diff",
        ["medium a stranger's code is checked out in a run for `pull_request_target`"]
      ),
      (
        "pull_request_target",
        "- uses: actions/checkout@v4\n  with: {ref: 'refs/pull/${{ github.event.number }}/merge'}\n- uses: ./act",
        ["high a stranger's code is checked out and run in a run for `pull_request_target`"]
      ),
      ("pull_request_target", "- uses: actions/checkout@v4\n- run: make", []),
      ("pull_request", "- uses: actions/checkout@v4\n  with: {ref: '\(head)'}\n- run: make", []),
      (
        "{pull_request_target: {types: [labeled]}}",
        "- uses: actions/checkout@v4\n  with: {ref: '\(head)'}\n- run: make",
        ["medium a stranger's code is checked out and run in a run for `pull_request_target`"]
      ),
      (
        "issue_comment",
        "- run: |\n    gh pr checkout ${{ github.event.issue.number }}\n    cargo build",
        ["high a stranger's code is checked out and run in a run for `issue_comment`"]
      ),
      (
        "pull_request_target",
        "- run: |\n    cargo build\n    git fetch origin pull/${{ github.event.number }}/head",
        ["medium a stranger's code is checked out in a run for `pull_request_target`"]
      ),
      (
        "pull_request_target",
        "- env: {SHA: '\(head)'}\n  run: git checkout \"$SHA\" && ./build.sh",
        ["high a stranger's code is checked out and run in a run for `pull_request_target`"]
      ),
      (
        "workflow_run",
        "- uses: actions/checkout@v4\n  with: {ref: '${{ github.event.workflow_run.head_sha }}'}\n- run: npm test",
        ["high a stranger's code is checked out and run in a run for `workflow_run`"]
      ),
      (
        "workflow_run",
        "- uses: actions/checkout@v4\n  if: github.event.workflow_run.event == 'push'\n  with: {ref: '${{ github.event.workflow_run.head_sha }}'}\n- run: npm test",
        []
      ),
    ] as [(String, String, [String])])
  func `finds code of strangers beside secrets`(on: String, steps: String, wanted: [String]) throws
  {
    let found = try Sample.findings(ForeignCheckout.self, workflow(on, steps))
    #expect(found.map { $0.drop { $0 != " " }.dropFirst() } == wanted.map { $0[...] })
  }
}

@Suite struct `Rules on tokens` {
  private func check(
    _ rule: any WorkflowRule.Type, _ text: String, _ wanted: [String]
  ) throws {
    let found = try Sample.findings(rule, text)
    #expect(found.map { $0.drop { $0 != " " }.dropFirst() } == wanted.map { $0[...] })
  }

  @Test(
    arguments: [
      (
        "on: push\njobs: {a: {steps: []}}",
        ["medium the job `a` runs with the repository's default permissions"]
      ),
      (
        "on: push\njobs: {a: {steps: []}, b: {steps: []}}",
        ["medium 2 jobs run with the repository's default permissions"]
      ),
      ("on: push\njobs: {a: {permissions: {}, steps: []}}", []),
      ("on: push\npermissions: {}\njobs: {a: {steps: []}}", []),
      ("on: workflow_call\njobs: {a: {steps: []}}", []),
      (
        "on: workflow_call\njobs: {a: {uses: ./x.yml}}",
        ["medium the job `a` runs with the repository's default permissions"]
      ),
      (
        "on: push\npermissions: write-all\njobs: {a: {steps: []}}",
        ["high `write-all` lets the workflow's jobs write everything"]
      ),
      (
        "on: push\npermissions: {}\njobs: {a: {permissions: write-all, steps: []}}",
        ["high `write-all` lets the job `a` write everything"]
      ),
      (
        "on: push\npermissions: read-all\njobs: {a: {steps: []}}",
        ["low `read-all` lets the workflow's jobs read everything"]
      ),
      (
        "on: push\npermissions: {contents: write}\njobs: {a: {steps: []}, b: {steps: []}}",
        ["medium `contents: write` is given to 2 jobs at once"]
      ),
      ("on: push\npermissions: {contents: write}\njobs: {a: {steps: []}}", []),
    ] as [(String, [String])])
  func `judge permissions`(text: String, wanted: [String]) throws {
    try check(WorkflowPermissions.self, text, wanted)
  }

  @Test(
    arguments: [
      (
        "uses: actions/checkout@v4", ["medium the checkout leaves the job's token in `.git/config`"]
      ),
      ("uses: actions/checkout@v4, with: {persist-credentials: false}", []),
      ("uses: actions/checkout@v4, with: {Persist-Credentials: 'False'}", []),
      ("uses: actions/checkout@v4, with: {persist-credentials: true}", []),
      ("uses: actions/checkout@v4, with: {persist-credentials: '${{ env.NO }}'}", []),
      (
        "uses: actions/checkout@v6",
        ["low the checkout leaves the job's token on the runner's disk"]
      ),
      (
        "uses: actions/checkout@v4}, {uses: actions/upload-artifact@v3, with: {path: .}",
        ["high the checkout leaves the job's token in `.git/config`"]
      ),
      (
        "uses: actions/checkout@v4}, {uses: actions/upload-artifact@v4, with: {path: .}",
        ["medium the checkout leaves the job's token in `.git/config`"]
      ),
      (
        "uses: actions/checkout@v4}, {uses: actions/upload-artifact@v4, with: {path: ., include-hidden-files: true}",
        ["high the checkout leaves the job's token in `.git/config`"]
      ),
    ] as [(String, [String])])
  func `judge credentials that stay`(step: String, wanted: [String]) throws {
    try check(
      PersistedCredentials.self,
      "on: push\nenv: {NO: false}\njobs: {a: {permissions: {contents: write}, steps: [{\(step)}]}}",
      wanted)
  }

  @Test func `leave a token alone that may only read`() throws {
    try check(
      PersistedCredentials.self,
      "on: push\npermissions: {contents: read}\njobs: {a: {steps: [{uses: actions/checkout@v7}]}}",
      [])
  }

  @Test(
    arguments: [
      ("uses: a/b@v1, with: {t: '${{ secrets.T }}'}", ["medium `T` is given to `a/b@v1`"]),
      ("uses: a/b@v1, with: {t: '${{ secrets.GITHUB_TOKEN }}'}", []),
      ("uses: actions/x@v1, with: {t: '${{ secrets.T }}'}", []),
      ("uses: ./x, with: {t: '${{ secrets.T }}'}", []),
      ("run: x, env: {T: '${{ secrets.T }}'}", []),
      ("uses: a/b@v1, with: {t: '${{ secrets.T != null }}'}", ["medium `T` is given to `a/b@v1`"]),
      (
        "uses: a/b@0123456789012345678901234567890123456789, with: {t: '${{ secrets.T }}'}",
        ["low `T` is given to `a/b@0123456789012345678901234567890123456789`"]
      ),
      ("run: x, env: {T: '${{ toJSON(secrets) }}'}", ["medium every secret is put into one text"]),
      (
        "uses: a/b@v1, env: {T: '${{ toJSON(secrets) }}'}",
        ["high every secret is put into one text"]
      ),
      (
        "run: x, env: {T: '${{ secrets[matrix.x] }}'}", ["medium every secret is put into one text"]
      ),
    ] as [(String, [String])])
  func `judge secrets`(step: String, wanted: [String]) throws {
    try check(SecretToThirdParty.self, "on: push\njobs: {a: {steps: [{\(step)}]}}", wanted)
  }

  @Test func `judge secrets that every step gets`() throws {
    try check(
      SecretToThirdParty.self,
      "on: push\njobs: {a: {env: {T: '${{ secrets.T }}'}, steps: [{uses: a/b@v1}, {run: x}]}}",
      ["medium `T` reaches every step, 1 third-party action among them"])
  }

  @Test(
    arguments: [
      ("run: cargo publish", ["medium the job `a` has `id-token: write` beside `contents: write`"]),
      ("run: gh release create}, {uses: rust-lang/crates-io-auth-action@v1", []),
      (
        "uses: rust-lang/crates-io-auth-action@v1",
        ["medium the job `a` has `id-token: write` beside `contents: write`"]
      ),
    ] as [(String, [String])])
  func `judge identity beside writing`(step: String, wanted: [String]) throws {
    try check(
      IDTokenBesideWrite.self,
      "on: push\njobs: {a: {permissions: {id-token: write, contents: write}, steps: [{\(step)}]}}",
      wanted)
  }

  @Test func `judge inherited secrets`() throws {
    try check(
      SecretsInherit.self,
      "on: push\njobs: {a: {uses: a/b/c.yml@v1, secrets: inherit}, b: {uses: ./c.yml, secrets: inherit}}",
      [
        "medium all secrets are passed to `a/b/c.yml@v1`",
        "low all secrets are passed to `./c.yml`",
      ])
  }
}

@Suite struct `Rules on machines and failures` {
  @Test(
    arguments: [
      ("pull_request", "runs-on: self-hosted", true), ("push", "runs-on: self-hosted", false),
      ("pull_request", "runs-on: [self-hosted, linux]", true),
      (
        "pull_request", "runs-on: '${{ matrix.r }}', strategy: {matrix: {r: [x, self-hosted]}}",
        true
      ),
      (
        "pull_request", "runs-on: '${{ matrix.r }}', strategy: {matrix: {r: [[self-hosted, x]]}}",
        true
      ),
      ("pull_request", "runs-on: ubuntu-latest", false),
      ("pull_request", "runs-on: self-hosted, if: github.event_name == 'push'", false),
    ])
  func `know whom runners serve`(on: String, job: String, fires: Bool) throws {
    let found = try Sample.findings(
      SelfHostedRunner.self, "on: \(on)\njobs: {a: {\(job), steps: [{run: x}]}}")
    #expect(found.isEmpty == !fires)
  }

  @Test(
    arguments: [
      ("", "run: cargo audit, continue-on-error: true", ["medium"]),
      ("", "run: cargo test, continue-on-error: true", []),
      ("", "run: cargo audit", []), ("", "run: cargo audit, continue-on-error: false", []),
      ("continue-on-error: true,", "uses: EmbarkStudios/cargo-deny-action@v2", ["medium"]),
      (
        "strategy: {matrix: {c: [bans, advisories]}},",
        "uses: EmbarkStudios/cargo-deny-action@v2, continue-on-error: \"${{ matrix.c == 'advisories' }}\"",
        ["low"]
      ),
      ("", "run: sha256sum -c sums, continue-on-error: true", ["medium"]),
      ("", "run: cargo audit, continue-on-error: '${{ vars.X }}'", []),
      (
        "",
        "id: x, run: cargo audit, continue-on-error: true}, {if: steps.x.outcome == 'failure', run: exit 1",
        []
      ),
    ] as [(String, String, [String])])
  func `know which failures count`(job: String, step: String, wanted: [String]) throws {
    let found = try Sample.findings(
      SwallowedFailure.self, "on: push\njobs: {a: {\(job) steps: [{\(step)}]}}")
    #expect(found.map { String($0.split(separator: " ")[1]) } == wanted)
  }
}

@Suite struct `Workflow findings` {
  private static let broken = "on: push\njobs: {a: {steps: [{uses: \"\n"
  private static let bad = "on: push\njobs: {a: {steps: [&s {uses: actions/checkout@v4}, *s]}}\n"

  @Test func `do not depend on other files or their order`() throws {
    let files = try [Self.bad, Self.broken, Self.bad].enumerated().map {
      try Sample.file($0.element, path: ".github/workflows/\($0.offset).yml")
    }
    for rule in WorkflowRules.all {
      let forward = WorkflowRules.findings(of: rule, in: WorkflowFacts(files: files))
      let backward = WorkflowRules.findings(of: rule, in: WorkflowFacts(files: files.reversed()))
      #expect(forward.sorted() == backward.sorted())
    }
    let found = WorkflowRules.findings(
      of: PersistedCredentials.self, in: WorkflowFacts(files: files))
    // The alias shows the same checkout again.
    #expect(found.map(\.primary.path) == [".github/workflows/0.yml", ".github/workflows/2.yml"])
  }

  @Test func `name a broken file`() throws {
    let found = WorkflowRules.findings(
      of: UnreadableWorkflow.self, in: WorkflowFacts(files: [try Sample.file(Self.broken)]))
    #expect(!found.isEmpty)
  }
}
