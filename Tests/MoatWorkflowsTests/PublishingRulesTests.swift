import MoatWorkflows
import Testing

struct PublishingRulesTests {
  /// A workflow with one job of one step that may publish, and a token for it.
  private func release(_ command: String) -> String {
    """
    on: { push: { tags: ['v*'] } }
    env:
      VERSION: 1.2.3
    jobs:
      publish:
        runs-on: ubuntu-24.04
        permissions: { id-token: write }
        steps:
          - uses: Swatinem/rust-cache@v2
          - run: |
              \(command)
    """
  }

  @Test(arguments: [
    "cargo publish", "cargo +1.90 publish --locked -p core", "sudo cargo publish",
    "cargo release --execute --no-confirm", "cargo release -x", "cargo smart-release --execute",
    "cargo workspaces publish --from-git", "cargo ws publish", "release-plz release",
    "if true; then cargo publish; fi", "cargo publish $FLAGS", "gh release create v1 target/x",
    "npm publish", "docker push owner/image", "cargo publish --registry crates-io",
    "twine upload dist/*", "bash -c 'cargo publish'",
  ])
  func `a command that releases makes a cache a finding`(command: String) throws {
    let found = try Sample.findings(ReleaseCache.self, release(command))
    #expect(
      found == ["9:15 medium the job `publish` restores a cache, and what it builds is released"])
  }

  @Test(arguments: [
    "cargo publish --dry-run", "cargo publish -n", "cargo package", "cargo build -p publish",
    "cargo release", "cargo release --execute --no-publish", "echo cargo publish",
    "cargo help publish", "cargo publish --registry company", "gh release view", "gh release list",
    "# cargo publish", "npm publish --dry-run", "docker pull owner/image", "release-plz release-pr",
  ])
  func `a command that releases nothing does not`(command: String) throws {
    #expect(try Sample.findings(ReleaseCache.self, release(command)) == [])
  }

  @Test(arguments: [
    ("actions/cache@v4", "", true), ("actions/cache/restore@v4", "", true),
    ("actions/cache@v4", "lookup-only: true", false), ("actions/cache/save@v4", "", false),
    ("actions/setup-go@v5", "", true), ("actions/setup-go@v5", "cache: false", false),
    ("actions/setup-go@v3", "", false), ("actions/setup-java@v5", "", false),
    ("actions/setup-java@v5", "cache: maven", true), ("actions/setup-java@v5", "cache: ''", false),
    ("actions/setup-node@v4", "", false), ("actions/setup-node@v5", "", true),
    ("actions/setup-node@v5", "package-manager-cache: false", false),
    ("astral-sh/setup-uv@v6", "", true), ("astral-sh/setup-uv@v10", "", false),
    ("astral-sh/setup-uv@v10", "enable-cache: true", true),
    ("actions-rust-lang/setup-rust-toolchain@v1", "cache: false", false),
    ("actions-rust-lang/setup-rust-toolchain@v1", "cache: ${{ github.ref_name }}", true),
    ("SWATINEM/Rust-Cache@v2", "", true), ("dtolnay/rust-toolchain@stable", "", false),
    ("docker/build-push-action@v6", "cache-from: type=gha", true),
    ("docker/build-push-action@v6", "cache-from: type=registry,ref=x", false),
    ("Mozilla-Actions/sccache-action@v0.0.9", "", false),
  ])
  func `a cache counts if the action's inputs say so`(
    action: String, input: String, isCache: Bool
  ) throws {
    let with = input.isEmpty ? "" : "\n        with:\n          \(input)"
    let text = """
      on: release
      jobs:
        publish:
          runs-on: ubuntu-24.04
          steps:
            - uses: \(action)\(with)
            - run: cargo publish
      """
    #expect(try Sample.findings(ReleaseCache.self, text).isEmpty != isCache)
  }

  @Test(arguments: [
    ("", true), ("github.ref_type == 'tag'", true), ("github.ref_type != 'tag'", false),
    ("startsWith(github.ref, 'refs/tags/')", true), ("startsWith(github.ref, 'refs/tags/v')", true),
    ("!startsWith(github.ref, 'refs/tags/')", false), ("github.ref == 'refs/heads/main'", false),
    ("github.ref == 'refs/tags/v1.0.0'", true), ("endsWith(github.ref_name, '-rc')", true),
    ("github.event_name == 'pull_request'", false),
    ("github.repository == 'o/n' && github.event_name == 'pull_request'", false),
    ("github.repository == 'o/n' || github.event_name == 'pull_request'", true),
    ("!(github.actor == 'x' || github.event_name == 'push')", false),
    ("inputs.cache", false), ("steps.x.outputs.y == 'z'", true), ("always()", true),
    ("github.ref_type != 'tag' ||", true),
  ])
  func `a cache counts if its step may run for a tag`(condition: String, mayRun: Bool) throws {
    let text = """
      on: { push: { tags: ['**'] } }
      jobs:
        publish:
          runs-on: ubuntu-24.04
          steps:
            - uses: Swatinem/rust-cache@v2
              if: "\(condition)"
            - run: cargo publish
      """
    #expect(try Sample.findings(ReleaseCache.self, text).isEmpty != mayRun)
  }

  @Test func `a token through a variable is followed once`() throws {
    let text = """
      on: { push: { tags: ['v*'] } }
      env:
        TOKEN: ${{ secrets.CRATES }}
      jobs:
        publish:
          runs-on: ubuntu-24.04
          steps:
            - run: cargo publish
              env:
                CARGO_REGISTRY_TOKEN: ${{ env.TOKEN }}
      """
    #expect(
      try Sample.findings(StoredPublishToken.self, text)
        == ["10:33 medium crates are published with the stored token `CRATES`"])
  }

  @Test func `a variable that leads to itself ends`() throws {
    let text = """
      on: push
      env:
        CARGO_REGISTRY_TOKEN: ${{ env.CARGO_REGISTRY_TOKEN }}
      jobs:
        publish:
          runs-on: ubuntu-24.04
          steps:
            - run: cargo publish
      """
    #expect(try Sample.findings(StoredPublishToken.self, text) == [])
  }
}
