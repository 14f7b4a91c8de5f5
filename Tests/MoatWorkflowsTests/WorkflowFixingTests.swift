import MoatModel
import MoatWorkflows
import Testing

@Suite struct `Workflow fixing` {
  /// The text afterwards, if it is another.
  static func fixed(
    _ text: String, unsafe: Bool = false, pins: PinEvidence = .none,
    scripts: [ScriptFile] = [], path: String = ".github/workflows/ci.yml"
  ) throws -> FixedFile? {
    let file = try Sample.file(text, path: path)
    return WorkflowFixing.run(
      on: WorkflowFacts(files: [file], scripts: scripts, pins: pins), allowsUnsafe: unsafe
    ).first
  }

  static func text(_ file: FixedFile?) -> String {
    file.map { String(decoding: $0.new.bytes, as: UTF8.self) } ?? "unchanged"
  }

  @Test func `credentials are not left behind where nothing needs them`() throws {
    let file = try Self.fixed(
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
              - run: cargo test
        """)
    #expect(file?.made.map(\.line) == [8, 10])
  }
}
