import MoatModel
import MoatWorkflows
import Testing

@Suite struct `Workflow reader` {
  @Test func `reads a workflow`() throws {
    let file = try Sample.file(
      """
      name: CI
      on:
        push: {branches: [main], tags: 'v*'}
        pull_request:
      permissions:
        contents: read
        id-token: write
      env: {A: 1}
      jobs:
        build:
          runs-on: ${{ matrix.os }}
          strategy:
            matrix:
              os: [ubuntu-latest, windows-latest]
              include:
                - {os: macos-15, extra: true}
          environment: {name: release, url: https://example.org}
          steps:
            - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
              with: {persist-credentials: false}
            - run: cargo test ${{ env.A }}
        call:
          uses: ./.github/workflows/other.yml
          secrets: inherit
      """)
    #expect(file.problems == [])
    let workflow = try #require(file.workflow)
    #expect(workflow.triggers.events.map(\.name) == ["push", "pull_request"])
    #expect(workflow.triggers["push"]?.tags?.map(\.text) == ["v*"])
    #expect(workflow.permissions?.access(to: "id-token") == .write)
    #expect(workflow.permissions?.access(to: "packages") == Permissions.Access.none)
    let build = try #require(workflow.job("build"))
    #expect(build.environment?.name?.text == "release")
    #expect(build.matrix?.axes.first?.values?.count == 2)
    let uses = try #require(build.steps.first?.uses)
    #expect(uses.action == "actions/checkout")
    #expect(uses.isPinned)
    #expect(uses.version == [5, 0, 0])
    #expect(uses.comment.map { file.source.text(at: $0) } == "# v5.0.0")
    #expect(build.steps.last?.script?.text.expressions.count == 1)
    let call = try #require(workflow.job("call"))
    #expect(call.uses?.target == .local(path: "./.github/workflows/other.yml"))
    guard case .inherit = call.secrets else {
      Issue.record("secrets are not inherited")
      return
    }
  }
}

@Suite struct `Strange workflows` {
  /// A workflow with one job whose only step names an action; `%` stands for the strange part.
  private static let cases: [(name: String, text: String, problems: [String])] = [
    (
      "a job that is text",
      "on: push\njobs:\n  a: text\n  b:\n    steps:\n      - uses: a/b@v1\n",
      ["expected a mapping as the job `a`, found a scalar"]
    ),
    (
      "keys that differ in case",
      "on: push\nOn: pull_request\njobs:\n  b:\n    steps:\n      - uses: a/b@v1\n",
      ["expected each key once, found `On` again"]
    ),
    (
      "a key twice",
      "on: push\non: pull_request\njobs:\n  b:\n    steps:\n      - uses: a/b@v1\n",
      ["expected each key once, found `on` again"]
    ),
    (
      "a byte order mark and CRLF",
      "\u{FEFF}on: push\r\njobs:\r\n  b:\r\n    steps:\r\n      - uses: a/b@v1\r\n", []
    ),
    (
      "two documents",
      "on: push\njobs:\n  b:\n    steps:\n      - uses: a/b@v1\n---\non: push\n",
      ["expected one document, found another"]
    ),
    (
      "steps that are no steps",
      "on: push\njobs:\n  b:\n    steps:\n      - text\n      -\n      - uses: a/b@v1\n      - {}\n",
      [
        "expected a mapping as a step, found a scalar", "the step is empty",
        "the step has neither `uses` nor `run`",
      ]
    ),
    (
      "a merge key",
      "on: push\nx: &x {uses: a/b@v1}\njobs:\n  b:\n    steps:\n      - <<: *x\n",
      ["GitHub has no merge key `<<`"]
    ),
    (
      "an aliased step", "on: push\nx: [&x {uses: a/b@v1}]\njobs: {b: {steps: [*x]}}\n", []
    ),
    (
      "a broken end", "on: push\njobs:\n  b:\n    steps:\n      - uses: a/b@v1\n---\n'",
      ["the string is not closed: expected its closing quote"]
    ),
    (
      "permissions of the wrong kind",
      "on: push\npermissions: [x]\njobs: {b: {steps: [{uses: a/b@v1}]}}\n",
      ["expected a mapping as `permissions`, found a sequence"]
    ),
    (
      "steps that run in parallel",
      "on: push\njobs: {b: {steps: [{parallel: [{uses: a/b@v1}]}, {wait-all: true}]}}\n", []
    ),
    (
      "white space around the action",
      "on: push\njobs: {b: {steps: [{uses: ' a/b@v1 '}]}}\n", []
    ),
  ]

  @Test(arguments: cases.map(\.name)) func `are read but for`(name: String) throws {
    let found = try #require(Self.cases.first { $0.name == name })
    let file = try Sample.file(found.text)
    #expect(file.problems.map(\.message) == found.problems)
    let job = try #require(file.workflow?.job("b"))
    let uses = job.steps.compactMap(\.uses)
    #expect(uses.map(\.repository) == ["a/b"])
    #expect(uses.map(\.ref) == ["v1"])
    #expect(uses.map { $0.refSpan.map { file.source.text(at: $0) } } == ["v1"])
  }

  @Test(arguments: ["", "# only a comment\n", "text", "[a]", "a: [", "\u{0}"])
  func `are never read as clean`(text: String) throws {
    let file = try Sample.file(text)
    #expect(!file.problems.isEmpty)
  }

  @Test func `cost no more than a bounded number of nodes`() throws {
    // Each list holds the one before ten times.
    var text = "on: push\na0: &a0 [{uses: a/b@v1}]\n"
    for level in 1...4 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    text +=
      "jobs: {b: {strategy: {matrix: {x: [*a4, *a4, *a4, *a4, *a4]}}, steps: [{uses: a/b@v1}]}}\n"
    let file = try Sample.file(text)
    #expect(file.problems.contains { $0.message.contains("the rest is not read") })
  }
}

@Suite struct `Names of actions` {
  @Test(
    arguments: [
      ("actions/checkout@v4", "actions/checkout", "v4", false),
      (
        "Owner/Repo/sub/dir@0123456789abcdef0123456789ABCDEF01234567", "owner/repo/sub/dir",
        "0123456789abcdef0123456789ABCDEF01234567", true
      ),
      ("a/b", "a/b", nil, false), ("a/b@", "a/b", "", false), ("a//b@x", "a/b", "x", false),
      ("./local", nil, nil, false), ("docker://alpine:3", nil, nil, false),
      ("text", nil, nil, false),
      ("$/local", nil, nil, false),
    ] as [(String, String?, String?, Bool)])
  func `are taken apart`(text: String, action: String?, ref: String?, isPinned: Bool) throws {
    let workflow = try Sample.workflow("on: push\njobs: {a: {steps: [{uses: '\(text)'}]}}\n")
    let uses = try #require(workflow.jobs.first?.steps.first?.uses)
    #expect(uses.action == action)
    #expect(uses.ref == ref)
    #expect(uses.isPinned == isPinned)
  }

  @Test(
    arguments: [
      ("alpine", "alpine", nil, nil), ("alpine:3.20", "alpine", "3.20", nil),
      ("localhost:5000/a/b", "localhost:5000/a/b", nil, nil),
      ("ghcr.io/a/b:1@sha256:ab", "ghcr.io/a/b", "1", "sha256:ab"),
    ] as [(String, String, String?, String?)])
  func `of images are taken apart`(text: String, name: String, tag: String?, digest: String?) {
    let image = ImageReference(text)
    #expect(image.name == name)
    #expect(image.tag == tag)
    #expect(image.digest == digest)
  }
}
