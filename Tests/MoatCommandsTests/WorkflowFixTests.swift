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

  @Test func `scripts are repaired, each under its own name`() async throws {
    let run = Run(
      "workflows-fix-scripts", ["workflows", "fix", "--unsafe"],
      `Workflow commands`.scripts.merging([
        "/project/Cargo.lock": "version = 4\n",
        "/project/ci/run.ps1": "cargo install a\r\ncargo build\r\n& cargo 'install' b\r\n",
      ]) { $1 }
    ) {
      $0.set("/project/elsewhere.sh", .symlink(to: "ci/other"))
      $0.set("/project/ci/other", .file(Array("cargo install c\n".utf8)))
    }
    try await run.check()
    #expect(await run.result().error.contains("the file is a symbolic link"))
    #expect(try run.files.read("/project/ci/other", limit: 99) == Array("cargo install c\n".utf8))
    let text = String(
      decoding: try run.files.read("/project/ci/run.ps1", limit: 1 << 20), as: UTF8.self)
    #expect(
      text == "cargo install --locked a\r\ncargo build --locked\r\n& cargo 'install' b\r\n")
    #expect(await run.result().output.isEmpty, "a second run changes something")
  }

  @Test func `without the network it cannot fetch`() async throws {
    try await Self.run("workflows-fix-fetch-offline", ["--fetch", "--offline"]).check()
  }

  @Test func `with --check nothing is written`() async throws {
    let run = Self.run("workflows-fix-check", ["--check", "--unsafe"])
    try await run.check()
    #expect(try run.files.read(Self.path, limit: 1 << 20) == Array(Self.workflow.utf8))
  }
}
