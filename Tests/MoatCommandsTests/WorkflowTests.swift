import MoatHost
import MoatModel
import MoatTestSupport
import Testing

/// `cargo moat workflows` and `cargo moat pins` as whole commands.
@Suite struct `Workflow commands` {
  private static let hash = "3d3c42e5aac5ba805825da76410c181273ba90b1"
  private static let older = "9c091bb21b7c1c1d1991bb908d89e4e9dddfe3e0"
  private static let stranger = "0123456789012345678901234567890123456789"

  private static let ci = """
    name: CI
    on: push
    permissions: {}
    jobs:
      test:
        runs-on: ubuntu-latest
        container: rust:1.90
        steps:
          - uses: actions/checkout@\(older) # v7.0.0
            with:
              persist-credentials: false
          - uses: actions/checkout@main
            with:
              persist-credentials: false
          - uses: Swatinem/rust-cache@v2
          - uses: taiki-e/install-action@\(stranger) # v2.86.3
            with:
              tool: cargo-nextest@0.9.100,cargo-deny
          - run: |
              rustup toolchain install nightly
              cargo install --locked --version 0.27.0 cbindgen
              cargo test --locked

    """

  private static let dependabot = """
    version: 2
    updates:
      - package-ecosystem: github-actions
        directory: /
        schedule:
          interval: weekly
        cooldown:
          default-days: 7

    """

  private static func files(_ more: [String: String] = [:]) -> [String: String] {
    [
      "/project/.github/workflows/ci.yml": ci, "/project/.github/dependabot.yml": dependabot,
    ].merging(more) { $1 }
  }

  private static let record = """
    version = 1

    [[repository]]
    name = "actions/checkout"
    as-of = "2026-11-20"
    complete = true

    [repository.tags]
    "v7.0.0" = "\(hash)"

    """

  /// A machine with a clone of `actions/checkout`.
  private static let git: InMemoryGit = {
    var git = InMemoryGit()
    git.references["/clones/actions/checkout"] = GitReferences(
      references: [
        GitReference(
          kind: .tag, name: "v7.0.0", commit: older, committed: Timestamp("2026-06-18T00:00:00Z")),
        GitReference(
          kind: .tag, name: "v7.0.1", commit: hash, committed: Timestamp("2026-07-17T00:00:00Z")),
      ], isShallow: false)
    git.references["/clones/taiki-e/install-action"] = GitReferences(
      references: [
        GitReference(
          kind: .tag, name: "v2.86.3", commit: hash, committed: Timestamp("2026-07-17T00:00:00Z"))
      ], isShallow: false)
    git.memberships["/clones/taiki-e/install-action"] = [stranger: .unreachable(nil)]
    git.revisions[older] = ["action.yml": [1], "dist/index.js": [1], "README.md": [1]]
    git.revisions[hash] = ["action.yml": [1], "dist/index.js": [2], "CHANGELOG.md": [1]]
    return git
  }()

  private static let clones = [
    "/clones/actions/checkout/HEAD": "", "/clones/taiki-e/install-action/HEAD": "",
  ]

  private static let checks: [Run] = [
    Run("workflows-help", ["workflows", "--help"]),
    Run("workflows-check-help", ["workflows", "check", "--help"]),
    Run("workflows", ["workflows", "--only", onlyPins], files()),
    Run("workflows-json", ["workflows", "--format", "json", "--only", onlyPins], files()),
    Run("workflows-github", ["workflows", "--format", "github", "--only", onlyPins], files()),
    Run("workflows-file", ["workflows", ".github/dependabot.yml", "--only", onlyPins], files()),
    Run("workflows-folder", ["workflows", ".github/workflows", "--only", onlyPins], files()),
    Run("workflows-nothing", ["workflows"]),
    Run("workflows-missing", ["workflows", "nowhere.yml"]),
    Run("workflows-other-file", ["workflows", "Cargo.toml"]),
    Run(
      "workflows-broken", ["workflows", "--only", onlyPins],
      files(["/project/.github/workflows/broken.yml": "on: [push\n"])),
    Run(
      "workflows-record", ["workflows", "--only", onlyPins],
      files(["/project/moat-pins.toml": record])),
    Run(
      "workflows-clones", ["workflows", "--clones", "/clones", "--only", onlyPins],
      files(clones), git: git),
    Run(
      "workflows-record-missing", ["workflows", "--pins", "none.toml", "--only", "pin-comment"],
      files()),
  ]

  private static let onlyPins =
    "unpinned-action,pin-comment,unpinned-image,impostor-commit,dependabot-missing,"
    + "dependabot-cooldown,unreadable-workflow"

  @Test(arguments: checks) func `judge`(run: Run) async throws { try await run.check() }

  @Test func `check has the same rules`() async throws {
    let result = await Run(
      "unused", ["check", "--only", "unpinned-action"], Sample.files().merging(Self.files()) { $1 }
    ).result()
    #expect(result.status == 1)
    #expect(result.output.contains("`Swatinem/rust-cache@v2` is named by a tag"))
  }

  @Test func `a link out of the repository is not read`() async throws {
    let run = Run(
      "unused", ["workflows", "--only", "unreadable-workflow"], Self.files()
    ) { machine in
      machine.set("/secret.yml", .file(Array("token: hunter2\n".utf8)))
      machine.set("/project/.github/workflows/link.yml", .symlink(to: "/secret.yml"))
    }
    let result = await run.result()
    #expect(result.status == 3)
    #expect(!result.output.contains("hunter2"))
    #expect(result.output.contains("outside the project"))
  }

  @Test func `a workflow that is a link is judged where it stands`() async throws {
    let text = """
      on: pull_request_target
      permissions: {}
      jobs: {a: {runs-on: x, steps: [{run: 'echo ${{ github.event.pull_request.title }}'}]}}
      """
    // GitHub reads no workflow of a folder in a repository, but what leads to it.
    let run = Run(
      "unused", ["workflows", "--only", "template-injection"],
      Self.files(["/project/sub/.github/workflows/b.yml": text])
    ) {
      $0.set("/project/.github/workflows/a.yml", .symlink(to: "../../sub/.github/workflows/b.yml"))
    }
    let result = await run.result()
    #expect(result.status == 1)
    #expect(result.output.contains(".github/workflows/a.yml:3"))
  }

  @Test func `files that were not opened are no scripts that are clean`() async throws {
    var git = InMemoryGit()
    git.executables = ["run"]
    git.listing = GitListing(files: [
      GitListedFile(path: ".github/workflows/ci.yml", isTracked: true)
    ])
    let many = Dictionary(
      uniqueKeysWithValues: (0...ProjectWalk.programLimit).map { ("/project/data/\($0)", "x") })
    let arguments = ["workflows", "--only", "unreadable-workflow"]
    let unread = await Run("unused", arguments, Self.files(), git: git) {
      $0.set("/project/.git", .directory)
      $0.set("/project/run", .failing(.permissionDenied))
    }.result()
    #expect(unread.status == 3)
    #expect(unread.output.contains("`run` could not be read"))
    let left = await Run("unused", arguments, Self.files(many)).result()
    #expect(left.status == 3)
    #expect(left.output.contains("more than 2000 files without an ending"))
  }

  /// A tool in each kind of script, and no workflow.
  static let scripts = [
    "/project/Dockerfile": "FROM rust\nRUN cargo install --locked cargo-deny@0.18.0\n",
    "/project/Makefile": "tools:\n\tcargo install cross\n",
    "/project/justfile": "tools:\n  rustup toolchain install nightly\n",
    "/project/ci/run": "#!/bin/sh\nget() { cargo install cross; }\nget\nget\n",
    "/project/ci/run.ps1": "cargo install --git https://example.com/a --tag v1 a\r\n",
    "/project/ci/run.cmd": "@cargo binstall just@1.40.0\r\n",
  ]

  @Test func `a link to a script of the project is the same script`() async throws {
    let run = Run("unused", ["workflows", "--only", "cargo-install-unlocked"], Self.scripts) {
      $0.set("/project/again.sh", .symlink(to: "ci/run"))
    }
    let result = await run.result()
    #expect(result.output.contains("ci/run") && !result.output.contains("again.sh"))
  }

  private static let lists: [Run] = [
    Run("pins-help", ["pins", "--help"]),
    Run("pins", ["pins"], files()),
    Run("pins-json", ["pins", "--format", "json"], files()),
    Run("pins-unpinned", ["pins", "--unpinned", "-v"], files()),
    Run("pins-clones", ["pins", "--clones", "/clones"], files(clones), git: git),
    Run("pins-outdated", ["pins", "--outdated", "--clones", "/clones"], files(clones), git: git),
    Run("pins-nothing", ["pins"]),
    Run("pins-scripts", ["pins", "-v"], scripts),
    Run("pins-fetch-offline", ["pins", "--fetch", "--offline"], files()),
    Run("pins-record-no-clones", ["pins", "--record", "--clones", "/none"], files()),
    Run("pins-both", ["pins", "--unpinned", "--outdated"], files()),
  ]

  @Test(arguments: lists) func `list`(run: Run) async throws { try await run.check() }

  private static let templates: [Run] = [
    Run("workflows-init-release-help", ["workflows", "init", "release", "--help"]),
    Run("workflows-init-release", ["workflows", "init", "release", "--stdout"]),
    Run(
      "workflows-init-release-workspace", ["workflows", "init", "release", "--stdout"],
      WorkflowTemplates.workspace),
    Run(
      "workflows-init-release-separate", ["workflows", "init", "release", "--stdout"],
      WorkflowTemplates.separate),
    Run("workflows-init-release-nothing", ["workflows", "init", "release"], [:]),
    Run(
      "workflows-init-release-private", ["workflows", "init", "release"],
      ["/project/Cargo.toml": "[package]\nname = \"a\"\nversion = \"1.0.0\"\npublish = false\n"]),
    Run(
      "workflows-init-release-there", ["workflows", "init", "release"],
      Sample.files().merging(["/project/.github/workflows/release.yml": "mine"]) { $1 }),
    Run(
      "workflows-init-bad-name",
      ["workflows", "init", "release", "--file", "../../outside.yml"]),
    Run(
      "workflows-init-audit",
      ["workflows", "init", "audit", "--stdout"] + WorkflowTemplates.program),
    Run(
      "workflows-init-audit-source",
      ["workflows", "init", "audit", "--stdout", "--moat-git", "https://example.com/moat.git"]
        + ["--moat-rev", hash]),
    Run("workflows-init-audit-nothing", ["workflows", "init", "audit", "--stdout"]),
    Run(
      "workflows-init-audit-odd",
      ["workflows", "init", "audit", "--moat-url", "https://example.com/$(id)"]
        + ["--moat-sha256", Sample.digest]),
  ]

  @Test(arguments: templates) func `write`(run: Run) async throws { try await run.check() }

  @Test(arguments: WorkflowTemplates.written.indices) func `what is written passes our own rules`(
    index: Int
  ) async throws {
    let (name, arguments, files) = WorkflowTemplates.written[index]
    let made = await Run("unused", arguments + ["--stdout"], files).result()
    #expect(made.status == 0, "\(made.error)")
    let found = await Run(
      "unused", ["workflows", ".github/workflows/\(name)"],
      ["/project/.github/workflows/\(name)": made.output]
    ).result()
    #expect(found.status == 0, "\(found.output)")
    #expect(found.output.contains("no findings"), "\(found.output)")
  }
}

/// What other programs say of what is written.
@Suite(.waits) struct `Workflows for other readers` {
  @Test(arguments: WorkflowTemplates.written.indices, ["zizmor", "actionlint"])
  func `what is written passes`(index: Int, peer: String) async throws {
    guard let tool = Tool(named: peer) else { return }
    let (name, arguments, files) = WorkflowTemplates.written[index]
    let made = await Run("unused", arguments + ["--stdout"], files).result()
    let peerArguments = peer == "zizmor" ? ["--offline", "--no-progress"] : []
    let result = try Peer.run(
      tool, peerArguments, on: made.output, named: ".github/workflows/\(name)")
    #expect(result.status == 0, "\(result.output)")
  }
}

/// Projects, and what is written for them.
private enum WorkflowTemplates {
  static let workspace: [String: String] = [
    "/project/Cargo.toml": """
    [workspace]
    members = ["core", "cli", "xtask"]

    [workspace.package]
    rust-version = "1.85"

    """,
    "/project/core/Cargo.toml": "[package]\nname = \"shop-core\"\nversion = \"1.2.0\"\n",
    "/project/cli/Cargo.toml": """
    [package]
    name = "a-shop"
    version = "1.2.0"

    [dependencies]
    shop-core = { path = "../core", version = "1.2.0" }

    """,
    "/project/xtask/Cargo.toml":
      "[package]\nname = \"xtask\"\nversion = \"0.0.0\"\npublish = false\n",
  ]

  static let separate = workspace.merging([
    "/project/core/Cargo.toml": "[package]\nname = \"shop-core\"\nversion = \"3.0.0\"\n"
  ]) { $1 }

  static let program = [
    "--moat-url", "https://example.com/cargo-moat", "--moat-sha256", Sample.digest,
  ]

  static let written: [(name: String, arguments: [String], files: [String: String])] = [
    ("release.yml", ["workflows", "init", "release"], Sample.files()),
    ("release.yml", ["workflows", "init", "release"], workspace),
    ("release.yml", ["workflows", "init", "release"], separate),
    ("supply-chain.yml", ["workflows", "init", "audit"] + program, Sample.files()),
    (
      "supply-chain.yml",
      [
        "workflows", "init", "audit", "--moat-git", "https://example.com/moat.git", "--moat-rev",
        "3d3c42e5aac5ba805825da76410c181273ba90b1",
      ],
      Sample.files()
    ),
  ]
}
