import MoatWorkflows
import Testing

@Suite struct `pins in a workflow` {
  private static let hash = "3d3c42e5aac5ba805825da76410c181273ba90b1"

  private func workflow(_ uses: String...) -> String {
    "on: push\npermissions: {}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
      + uses.map { "      - uses: \($0)\n" }.joined()
  }

  @Test func `quotes and flow style hide no comment`() throws {
    let text = """
      on: push
      permissions: {}
      jobs:
        a:
          runs-on: ubuntu-latest
          steps:
            - uses: "a/b@\(Self.hash)" # v1.2.3
            - { uses: 'a/b@\(Self.hash)' } # v1.2.3
            - uses: a/b@\(Self.hash)
      """
    #expect(
      try Sample.findings(PinComment.self, text) == [
        "9:15 low the pin of `a/b` has no full version beside it"
      ])
  }

  @Test func `an action is trusted whatever the case of its owner`() throws {
    #expect(
      try Sample.findings(
        UnpinnedAction.self, workflow("Actions/Checkout@v7", "GitHub/codeql-action/init@v4")
      )
      .isEmpty)
  }

  @Test func `a trusted owner's branch is a finding`() throws {
    #expect(
      try Sample.findings(UnpinnedAction.self, workflow("actions/checkout@main")) == [
        "7:15 medium `actions/checkout@main` follows the branch `main`"
      ])
  }
}
