import MoatShell

/// What runs code of the folder it works in: builds, tests, scripts.
enum CodeRunners {
  /// Programs that run what they find: build scripts, hooks, configuration, tests.
  private static let programs: Set<String> = [
    "cargo", "cross", "maturin", "wasm-pack", "trunk", "make", "gmake", "nmake", "cmake", "ninja",
    "meson", "just", "task", "npm", "npx", "yarn", "pnpm", "bun", "deno", "node", "pip", "pip3",
    "pipx", "uv", "poetry", "tox", "nox", "pytest", "python", "python3", "ruby", "bundle", "rake",
    "go", "mvn", "gradle", "gradlew", "mvnw", "dotnet", "swift", "bazel", "buck2", "nix",
    "nix-build", "nix-shell", "docker", "podman", "pre-commit", "hugo", "jekyll", "mdbook",
    "mkdocs", "sphinx-build", "eslint", "prettier", "terraform", "configure", "msbuild",
    "wasm-bindgen", "rustc", "perl", "php", "composer", "sbt", "zig", "dune", "stack", "cabal",
  ]
  private static let actions: Set<String> = [
    "actions-rs/cargo", "actions-rs/clippy-check", "github/codeql-action/autobuild",
    "docker/build-push-action", "docker/bake-action", "goreleaser/goreleaser-action",
    "golangci/golangci-lint-action", "pre-commit/action", "rustsec/audit-check",
    "houseabsolute/actions-rust-cross", "clechasseur/rs-cargo", "clechasseur/rs-clippy-check",
    "pypa/cibuildwheel", "pyo3/maturin-action", "swatinem/rust-cache", "ruby/setup-ruby",
    "gradle/gradle-build-action", "taiki-e/upload-rust-binary-action", "jetli/trunk-action",
    "tauri-apps/tauri-action", "embarkstudios/cargo-deny-action", "megalinter/megalinter",
    "oxsecurity/megalinter", "github/super-linter", "super-linter/super-linter",
  ]

  /// What a step runs of the folder's code, in a few words; nil if nothing is known to run.
  static func found(in step: Step, _ scope: StepScope, behind offset: Int = 0) -> String? {
    if let uses = step.uses {
      if case .local(let path) = uses.target { return "`\(path)`" }
      return uses.action.flatMap { actions.contains($0) ? "`\($0)`" : nil }
    }
    for script in scope.shellScripts {
      for command in script.commands where command.range.lowerBound >= offset {
        if let name = found(in: command) { return "`\(name)`" }
      }
    }
    return nil
  }

  private static func found(in command: ShellCommand) -> String? {
    guard let name = command.name, let first = command.words.first else { return nil }
    let written = first.text.shown
    if written.hasPrefix("./") || written.hasPrefix("../") || written.hasPrefix(".\\") {
      return written
    }
    switch name {
    case "bash", "sh", "source", ".", "pwsh", "powershell":
      // A file of the folder; a script in quotes is read by itself.
      let file = command.arguments.first { !($0.known ?? "-").hasPrefix("-") }?.known
      guard let file, !file.hasPrefix("/"), command.words.count < 4 else { return nil }
      return file
    case "docker", "podman":
      return command.words.contains { ["build", "buildx", "compose"].contains($0.known) }
        ? name : nil
    case "python", "python3", "node", "ruby", "perl", "php":
      // `python -c '…'` and version queries run nothing of the folder.
      guard let argument = command.arguments.first?.known else { return nil }
      let isFile = !argument.hasPrefix("-") && !argument.hasPrefix("/")
      return isFile || (argument == "-m" && command.words.count > 2) ? "\(name) \(argument)" : nil
    default:
      guard programs.contains(name) else { return nil }
      let arguments = command.arguments.compactMap(\.known)
      if arguments == ["--version"] || arguments == ["-V"] { return nil }
      return ([name] + arguments.prefix { !$0.hasPrefix("-") }.prefix(1)).joined(separator: " ")
    }
  }
}
