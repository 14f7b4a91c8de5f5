/// Gives names that editors, shells and tools act upon by themselves another ending, so that a folder
/// can be opened and read without anything in it being run.
///
/// Opening a folder is enough for an editor to start a language server, and for that to run a build
/// script (`Cargo.toml`), a package manifest that is a program (`Package.swift`, `conftest.py`), the
/// configuration of a build tool, or a task; `cd` is enough for a shell hook. And coding agents take
/// files such as `AGENTS.md` for orders.
package struct InertNames: Sendable {
  /// What is added.
  package let ending: String

  private static let word = ".inert"

  /// Names, in lower case, that do not begin with a dot. Every name that does is made inert, but for
  /// ``harmless``: nobody can list what all tools look for.
  private static let active: Set<String> = [
    // rust-analyzer builds and runs build scripts and proc macros of what it finds.
    "cargo.toml", "cargo.lock", "rust-toolchain", "rust-toolchain.toml",
    // Programs, or configuration that names programs, to other language servers and extensions.
    "package.swift", "package.json", "deno.json", "deno.jsonc", "setup.py", "setup.cfg",
    "pyproject.toml", "conftest.py", "tox.ini", "go.mod", "go.work", "mix.exs", "gemfile",
    "composer.json", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts",
    "pom.xml", "build.sbt", "dune-project", "stack.yaml", "cabal.project", "project.clj",
    "deps.edn",
    "rebar.config", "build.zig", "bsconfig.json", "global.json", "nuget.config",
    "directory.build.props", "directory.build.targets", "compile_commands.json",
    // Build tools that editors ask for targets, which runs the file.
    "makefile", "gnumakefile", "cmakelists.txt", "cmakepresets.json", "cmakeuserpresets.json",
    "meson.build", "build.bazel", "workspace", "workspace.bazel", "module.bazel",
    "configure.ac", "tiltfile", "vagrantfile",
    // Environments that a shell enters.
    "flake.nix", "shell.nix", "default.nix", "devenv.nix", "devbox.json", "mise.toml", "guix.scm",
    // Orders to coding agents.
    "agents.md", "agent.md", "claude.md", "claude.local.md", "gemini.md", "copilot-instructions.md",
    // Vim on Windows.
    "_vimrc", "_exrc",
  ]

  /// Endings, in lower case, of projects that an editor opens.
  private static let activeEndings = [
    ".code-workspace", ".sublime-project", ".sln", ".slnx", ".csproj", ".fsproj", ".vbproj",
    ".vcxproj", ".cabal", ".gemspec", ".xcodeproj", ".xcworkspace", ".iml",
  ]

  /// Names with a dot that nothing acts upon.
  private static let harmless: Set<String> = [".cargo_vcs_info.json"]

  /// - Parameter paths: all files of the tree. Where one has the ending already, a longer one is
  ///   taken, so that no two names become one.
  package init(for paths: some Sequence<String>) {
    let names = Set(paths.flatMap { $0.lowercased().split(separator: "/") })
    var ending = Self.word
    while names.contains(where: { $0.hasSuffix(ending) }) { ending += Self.word }
    self.ending = ending
  }

  /// The path under which a file or folder is unpacked.
  package func path(for path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false)
      .map { Self.isActive($0) ? $0 + ending : String($0) }.joined(separator: "/")
  }

  /// Whether something may act upon a file or folder of this name.
  package static func isActive(_ name: some StringProtocol) -> Bool {
    let name = name.lowercased()
    if name.hasPrefix(".") { return !harmless.contains(name) }
    return active.contains(name) || activeEndings.contains { name.hasSuffix($0) }
  }
}
