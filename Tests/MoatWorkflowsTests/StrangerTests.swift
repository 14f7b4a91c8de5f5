import MoatExpressions
import MoatFindings
import MoatModel
import MoatWorkflows
import Testing

@Suite struct `What a stranger can make run` {
  private func events(_ on: String, _ condition: String, job: String = "") throws -> [String] {
    let file = try Sample.file(
      """
      on: \(on)
      jobs:
        a:
          \(condition.isEmpty ? "" : "if: \(condition)")
          \(job)
          steps:
            - run: echo
      """)
    let list = try #require(file.stepLists.first)
    return StrangerReach(WorkflowFacts(files: [file])).events(of: list).map(\.rawValue)
  }

  @Test(arguments: [
    ("", true), ("github.event_name == 'push'", false), ("github.event_name != 'push'", true),
    ("github.event.pull_request.head.repo.full_name == github.repository", false),
    ("${{ github.event.pull_request.head.repo.full_name == github.repository }}", false),
    ("github.event.pull_request.head.repo.full_name != github.repository", true),
    ("'!github.event.pull_request.head.repo.fork'", false),
    ("github.event.pull_request.head.repo.fork == false", false),
    ("github.repository == 'owner/name'", true), ("github.repository_owner == 'owner'", true),
    ("github.repository == 'owner/name' && github.event_name == 'schedule'", false),
    ("github.actor == 'maintainer'", false), ("github.actor == 'dependabot[bot]'", true),
    ("github.event.pull_request.user.login == 'dependabot[bot]'", false),
    ("contains(github.event.pull_request.labels.*.name, 'safe')", true),
    ("github.event.pull_request.merged == true", false),
    ("github.event.pull_request.author_association == 'MEMBER'", false),
    ("github.event.pull_request.author_association == 'CONTRIBUTOR'", true),
    (#"contains(fromJSON('["OWNER"]'), github.event.pull_request.author_association)"#, false),
    ("startsWith(github.ref, 'refs/tags/')", false), ("github.ref == 'refs/heads/main'", true),
    ("github.ref_name == 'release/1'", true), ("inputs.go", false), ("vars.GO == 'yes'", true),
    ("success() && github.event_name == 'push'", false), ("always()", true),
    ("'${{ github.event_name }} == push'", true),
  ])
  func `depends on conditions`(condition: String, runs: Bool) throws {
    #expect(
      try events("pull_request_target", condition) == (runs ? ["pull_request_target"] : []))
  }

  @Test(
    arguments: [
      ("pull_request", ["pull_request"]), ("push", []), ("[push, issues]", ["issues"]),
      ("{schedule: [{cron: '0 0 * * *'}]}", []), ("workflow_dispatch", []), ("workflow_call", []),
      ("{workflow_run: {workflows: [Other]}}", ["workflow_run"]),
    ] as [(String, [String])])
  func `depends on the trigger`(on: String, wanted: [String]) throws {
    #expect(try events(on, "") == wanted)
  }

  @Test func `is nothing that needs a skipped job`() throws {
    let file = try Sample.file(
      """
      on: pull_request_target
      jobs:
        gate: {if: "github.actor == 'me'", steps: [{run: echo}]}
        after: {needs: gate, steps: [{run: echo}]}
        anyway: {needs: [gate], if: always(), steps: [{run: echo}]}
      """)
    let reach = StrangerReach(WorkflowFacts(files: [file]))
    let running = file.stepLists.filter { !reach.events(of: $0).isEmpty }
    #expect(running.compactMap(\.job?.id) == ["anyway"])
  }

  @Test func `reaches workflows that are called, and not those after safe ones`() throws {
    func file(_ name: String, _ text: String) throws -> WorkflowFile {
      try Sample.file(text, path: ".github/workflows/\(name).yml")
    }
    let files = [
      try file("caller", "on: issues\njobs: {a: {uses: ./.github/workflows/called.yml}}\n"),
      try file("called", "on: workflow_call\njobs: {a: {steps: [{run: echo}]}}\n"),
      try file("safe", "name: Safe\non: push\njobs: {a: {steps: [{run: echo}]}}\n"),
      try file(
        "after", "on: {workflow_run: {workflows: [Safe]}}\njobs: {a: {steps: [{run: echo}]}}\n"),
    ]
    let reach = StrangerReach(WorkflowFacts(files: files))
    #expect(reach.events(ofFile: files[1].source.path).map(\.rawValue) == ["issues"])
    #expect(reach.events(ofFile: files[3].source.path).isEmpty)
  }
}

@Suite struct `Who chooses a text` {
  private func control(_ on: String, _ expression: String, _ more: String = "") throws -> Control? {
    let file = try Sample.file(
      """
      on: \(on)
      \(more)
      jobs:
        one:
          outputs: {title: '${{ steps.t.outputs.title }}'}
          steps:
            - id: t
              env: {TITLE: '${{ github.event.issue.title }}'}
              run: |
                echo "title=$TITLE" >> "$GITHUB_OUTPUT"
                echo "number=1" >> "$GITHUB_OUTPUT"
            - id: files
              uses: tj-actions/changed-files@v1
            - run: ${{ \(expression) }}
        two:
          needs: one
          steps:
            - run: ${{ \(expression) }}
      """)
    let lists = file.stepLists
    let list = try #require(expression.hasPrefix("needs") ? lists.last : lists.first)
    let step = try #require(list.steps.last)
    let node = try #require(step.script?.text.expressions.first?.node)
    return TaintSearch(WorkflowFacts(files: [file])).taint(of: node, at: step, in: list)?.control
  }

  @Test func `is not known where too many values lead to each other`() throws {
    let many = String(repeating: "${{ env.NONE }}", count: 1_000)
    let end = "${{ github.event.issue.title }}"
    let file = try Sample.file(
      """
      on: issues
      env: {NONE: x, MANY: '\(many)\(end)', FEW: '${{ env.NONE }}\(end)'}
      jobs: {a: {steps: [{run: '${{ env.MANY }}${{ env.FEW }}'}]}}
      """)
    let facts = WorkflowFacts(files: [file])
    let list = try #require(file.stepLists.first)
    let step = try #require(list.steps.first)
    let controls = (step.script?.text.expressions ?? []).map { expression in
      expression.node.flatMap { TaintSearch(facts).taint(of: $0, at: step, in: list)?.control }
    }
    #expect(controls == [.unknown, .stranger])
    let found = WorkflowRules.findings(of: TemplateInjection.self, in: facts)
    let undecided = found.filter { if case .undetermined = $0.kind { true } else { false } }
    #expect(found.count == 2 && undecided.count == 1)
  }

  @Test func `is found at the end of a long script`() throws {
    let lines = String(repeating: "          echo \"A=$A\" >> $GITHUB_ENV\n", count: 1_100)
    let file = try Sample.file(
      """
      on: issues
      jobs:
        a:
          env: {A: '${{ env.B }}', B: x, TITLE: '${{ github.event.issue.title }}'}
          steps:
            - run: |
      \(lines)          echo "T=$TITLE" >> $GITHUB_ENV
      """)
    let found = WorkflowRules.findings(
      of: EnvironmentFileInjection.self, in: WorkflowFacts(files: [file]))
    #expect(
      found.map(\.message) == [
        "anybody can set a variable of later steps through the title of an issue"
      ])
  }

  @Test(
    arguments: [
      ("issues", "github.event.issue.title", .stranger), ("push", "github.event.issue.title", nil),
      ("issues", "GITHUB.EVENT.ISSUE['Title']", .stranger),
      ("issues", "github.event.issue.number", nil),
      ("issues", "toJSON(github.event)", .stranger), ("issues", "toJSON(github)", .stranger),
      ("issues", "github.event.issue.title == 'x'", nil),
      ("issues", "contains(github.event.issue.title, 'x')", nil),
      ("issues", "format('{0}', github.event.issue.title)", .stranger),
      ("issues", "github.event.issue.title || 'x'", .stranger),
      ("issues", "github.event.issue.title && 'x'", nil),
      ("issues", "(github.event.pull_request || github.event.issue).number", nil),
      ("issues", "(github.event.pull_request || github.event.issue).title", .stranger),
      ("pull_request", "github.head_ref", .stranger), ("push", "github.head_ref", nil),
      ("push", "github.ref_name", .writer), ("pull_request", "github.ref_name", nil),
      ("push", "github.event.head_commit.message", .merged),
      ("push", "github.event.commits[0].message", .merged),
      ("push", "join(github.event.commits.*.message)", .merged),
      ("push", "github.actor", nil), ("push", "github.sha", nil), ("push", "secrets.X", nil),
      ("repository_dispatch", "github.event.client_payload.x.y", .writer),
      ("{workflow_dispatch: {inputs: {x: {type: string}}}}", "inputs.x", .writer),
      ("{workflow_dispatch: {inputs: {x: }}}", "github.event.inputs.x", .writer),
      ("{workflow_dispatch: {inputs: {x: {type: boolean}}}}", "inputs.x", nil),
      ("{workflow_call: {inputs: {x: {type: string}}}}", "inputs.x", .caller),
      ("issues", "steps.t.outputs.title", .stranger), ("issues", "steps.t.outputs.number", nil),
      ("issues", "needs.one.outputs.title", .stranger),
      ("pull_request", "steps.files.outputs.all_changed_files", .stranger),
      ("push", "steps.files.outputs.all_changed_files", .writer),
      ("issues", "steps.unknown.outputs.x", nil),
      ("workflow_run", "github.event.workflow_run.head_branch", .stranger),
    ] as [(String, String, Control?)])
  func `follows from the event`(on: String, expression: String, wanted: Control?) throws {
    #expect(try control(on, expression) == wanted)
  }

  @Test func `is followed through variables`() throws {
    let env = "env: {TITLE: '${{ github.event.issue.title }}', FIXED: x}"
    #expect(try control("issues", "env.TITLE", env) == .stranger)
    #expect(try control("issues", "env.FIXED", env) == nil)
  }

  @Test func `is followed from callers of an action`() throws {
    func control(_ with: String) throws -> Control? {
      let files = [
        try Sample.file(
          "on: issues\njobs: {a: {steps: [{uses: ./.github/actions/x, with: {t: '\(with)'}}]}}\n"),
        try Sample.file(
          """
          inputs: {t: {default: x}}
          runs: {using: composite, steps: [{run: 'echo ${{ inputs.t }}', shell: bash}]}
          """, path: ".github/actions/x/action.yml"),
      ]
      let list = try #require(files[1].stepLists.first)
      let step = try #require(list.steps.first)
      let node = try #require(step.script?.text.expressions.first?.node)
      return TaintSearch(WorkflowFacts(files: files)).taint(of: node, at: step, in: list)?.control
    }
    #expect(try control("${{ github.event.issue.title }}") == .stranger)
    #expect(try control("fixed") == nil)
  }

  @Test func `ends where variables name each other for ever`() throws {
    let names = (0..<40).map { "V\($0)" }
    let all = names.map { "${{ env.\($0) }}" }.joined()
    let env = names.map { "  \($0): '\(all)'" }.joined(separator: "\n")
    #expect(try control("issues", "env.V0", "env:\n\(env)") == .unknown)
  }
}
