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
