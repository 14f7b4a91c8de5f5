import Foundation
import MoatHost
import MoatTestSupport
import Testing

/// `cargo moat workflows fix`, whole.
@Suite struct `Workflows are repaired` {
  private static let workflow = """
    name: Release

    on:
      push:
        tags: ["v*"]

    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4 # sources
          - uses: acme/lint@v1
          - run: cargo install cargo-vet
      release:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v4
          - run: |
              git push origin "v${{ inputs.version }}"
              gh release create v1
            env:
              GH_TOKEN: ${{ github.token }}

    """
  private static let path = "/project/.github/workflows/release.yml"

  private static func run(_ name: String, _ arguments: [String]) -> Run {
    Run(
      name, ["workflows", "fix"] + arguments,
      [
        path: workflow, "/project/.github/workflows/broken.yml": "on: push\njobs:\n  a: [\n",
        "/project/Cargo.toml": "[workspace]\n",
      ])
  }

  @Test func `what is safe is done and the rest is named`() async throws {
    let run = Self.run("workflows-fix", [])
    try await run.check()
    let text = String(decoding: try run.files.read(Self.path, limit: 1 << 20), as: UTF8.self)
    #expect(text.contains("cargo install --locked cargo-vet") && text.contains("# sources"))
    #expect(await run.result().output.isEmpty, "a second run changes something")
  }

  @Test func `with --check nothing is written`() async throws {
    let run = Self.run("workflows-fix-check", ["--check", "--unsafe"])
    try await run.check()
    #expect(try run.files.read(Self.path, limit: 1 << 20) == Array(Self.workflow.utf8))
  }
}
