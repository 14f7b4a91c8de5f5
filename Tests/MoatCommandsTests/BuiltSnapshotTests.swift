import MoatHost
import Testing

/// `tree` and `why` on a project with vendored manifests: whole commands, as in `Snapshots/`.
@Suite struct `Commands about what is built` {
  private static let manifest = """
    [package]
    name = "app"
    version = "0.1.0"
    edition = "2021"

    [dependencies]
    json = { version = "1", features = ["std"] }
    macros = { version = "1", optional = true }

    [target.'cfg(windows)'.dependencies]
    win = "1"

    [dev-dependencies]
    checks = "1"

    [features]
    derive = ["dep:macros", "json/fast"]

    """

  private static let vendored = [
    "json": """
    [dependencies]
    bytes = "1"
    [build-dependencies]
    probe = "1"
    [features]
    default = ["std"]
    std = ["bytes/std"]
    fast = []
    """,
    "bytes": "[features]\nstd = []\n", "probe": "build = false\n", "checks": "", "win": "",
    "macros": "[lib]\nproc-macro = true\n[dependencies]\nbytes = { version = \"1\" }\n",
  ]

  private static let edges = [
    "app": ["checks", "json", "macros", "win"], "json": ["bytes", "probe"], "macros": ["bytes"],
  ]

  private static let lockfile: String = {
    var text = "version = 4\n"
    for name in (vendored.keys + ["app"]).sorted() {
      text +=
        "\n[[package]]\nname = \"\(name)\"\nversion = \"\(name == "app" ? "0.1.0" : "1.0.0")\"\n"
      if name != "app" {
        text += "source = \"\(Sample.source)\"\nchecksum = \"\(Sample.digest)\"\n"
      }
      if let targets = edges[name] {
        text += "dependencies = [\n\(targets.map { " \"\($0)\",\n" }.joined())]\n"
      }
    }
    return text
  }()

  private static func files(without: [String] = [], policy: String? = nil) -> [String: String] {
    var files = [
      "/project/Cargo.toml": manifest, "/project/Cargo.lock": lockfile,
      "/project/.cargo/config.toml":
        "[source.crates-io]\nreplace-with = \"v\"\n[source.v]\ndirectory = \"vendor\"\n",
    ]
    for (name, text) in vendored where !without.contains(name) {
      files["/project/vendor/\(name)/Cargo.toml"] =
        "[package]\nname = \"\(name)\"\nversion = \"1.0.0\"\n\(text)"
    }
    if let policy { files["/project/moat.toml"] = "version = 1\n\(policy)" }
    return files
  }

  private static let linux = ["--target", "x86_64-unknown-linux-gnu"]

  /// Which crate is denied is built on Windows alone.
  private static let banned = "[bans]\ndeny = [{ crate = \"win\", reason = \"no\" }]\n"
  private static let bans = ["check", "--only", "bans"]

  private static let runs: [Run] = [
    Run("check-locked", bans, files(policy: banned)),
    Run("check-built", bans + linux, files(policy: banned)),
    Run("check-built-json", bans + linux + ["--format", "json"], files(policy: banned)),
    Run(
      "check-built-policy", bans,
      files(policy: banned + "[build]\ntargets = [\"x86_64-unknown-linux-gnu\"]\n")),
    Run("check-built-gaps", bans + linux, files(without: ["json"], policy: banned)),
    Run("check-built-unknown-feature", ["check", "-F", "derives"], files()),
    Run("tree-built", ["tree", "--built"], files()),
    Run("tree-built-target", ["tree", "--no-dev"] + linux, files()),
    Run("tree-built-features", ["tree", "--show-features", "-F", "derive"] + linux, files()),
    Run("tree-built-invert", ["tree", "--invert", "bytes", "--built", "-F", "derive"], files()),
    Run("tree-built-invert-not", ["tree", "--invert", "win"] + linux, files()),
    Run("tree-built-gaps", ["tree", "--built"], files(without: ["json"])),
    Run(
      "tree-built-policy", ["tree", "--built"],
      files(policy: "[build]\ntargets = [\"x86_64-unknown-linux-gnu\"]\nno-dev = true\n")),
    Run("tree-built-unknown-target", ["tree", "--target", "x86_64-linux-gnu"], files()),
    Run("tree-built-unknown-feature", ["tree", "-F", "derives"], files()),
    Run("tree-help", ["tree", "--help"]),
    Run("why", ["why", "bytes", "-F", "derive"], files()),
    Run("why-target", ["why", "win", "--target", "x86_64-pc-windows-msvc"], files()),
    Run("why-platform", ["why", "win"] + linux, files()),
    Run("why-optional", ["why", "macros"], files()),
    Run("why-dev", ["why", "checks", "--no-dev"], files()),
    Run("why-member", ["why", "app"], files()),
    Run("why-gaps", ["why", "probe"], files(without: ["json"])),
    Run("why-unknown", ["why", "right"], files()),
    Run("why-help", ["why", "--help"]),
    Run(
      "config-unknown-target", ["tree", "--built"],
      files(policy: "[build]\ntargets = [\"x86_64-linux-gnu\"]\n")),
    Run(
      "config-show-build", ["config", "show"],
      files(policy: "[build]\ntargets = [\"host\"]\nfeatures = [\"derive\"]\nno-dev = true\n")),
  ]

  @Test(arguments: runs) func `answer`(run: Run) async throws {
    try await run.check()
  }
}
