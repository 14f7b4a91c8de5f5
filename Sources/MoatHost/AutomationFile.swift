/// A file below the root that GitHub, Dependabot, Renovate, a build tool or a shell reads, told by its
/// path, or by its first line.
package struct AutomationFile: Hashable, Sendable {
  /// Relative to the root.
  package let path: String
  package let kind: Kind

  package enum Kind: Hashable, Sendable {
    /// `.github/workflows/*.yml`: GitHub looks there and not below.
    case workflow
    /// `action.yml` in any folder.
    case action
    case dependabot
    case renovate
    case dockerfile, makefile, justfile
    case shellScript, powerShellScript
    /// For cmd: `.cmd`, `.bat`.
    case batchScript
    /// A manifest or a list by which an ecosystem besides Cargo is known.
    case npmManifest, pythonManifest, goModule, submodules
  }

  /// What git is asked for.
  static let patterns = [
    "**/.github/workflows/*.yml", "**/.github/workflows/*.yaml", "**/action.yml",
    "**/action.yaml", "**/.github/dependabot.yml", "**/.github/dependabot.yaml",
    "**/renovate.json", "**/renovate.json5", "**/.renovaterc", "**/.renovaterc.json",
    "**/.renovaterc.json5", "**/*Dockerfile*", "**/*.dockerfile", "**/Containerfile",
    "**/*akefile", "**/*.mk", "**/*ustfile", "**/*.just", "**/*.sh", "**/*.bash", "**/*.ps1",
    "**/*.cmd", "**/*.bat",
    "**/package.json", "**/requirements*.txt", "**/pyproject.toml",
    "**/Pipfile", "**/go.mod",
  ]

  /// A file of which somebody says what it is.
  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// - Returns: nil for a path that is none of these.
  package init?(_ path: String) {
    let (folder, name) = PathText.split(path)
    guard let kind = Self.kind(of: name, in: folder) else { return nil }
    self.path = path
    self.kind = kind
  }

  /// A file of any name whose first bytes are those of a script for a shell.
  package init?(_ path: String, beginning bytes: [UInt8]) {
    guard let kind = ScriptHead.kind(of: bytes) else { return nil }
    self.path = path
    self.kind = kind
  }

  /// A program that could not be opened to see whether it is a script.
  init(unopened path: String) {
    self.path = path
    kind = .shellScript
  }

  /// As many bytes as tell what kind of script a file is.
  package static let headSize = ScriptHead.size

  /// The folder whose `.github` holds the file, empty for the root; nil for files that stand
  /// anywhere.
  package var repository: String? {
    let parts = PathText.components(path)
    switch kind {
    case .workflow: return parts.dropLast(3).joined(separator: "/")
    case .dependabot: return parts.dropLast(2).joined(separator: "/")
    default: return nil
    }
  }

  /// Whether GitHub or Dependabot reads it.
  var isForGitHub: Bool { kind == .workflow || kind == .action || kind == .dependabot }

  /// Called for every file of a walk, so folders are taken apart only where they matter.
  ///
  /// - Parameter folder: the path without the name.
  static func kind(of name: String, in folder: Substring) -> Kind? {
    let ending = Self.ending(of: name)
    if ending == "yml" || ending == "yaml" {
      let folders = PathText.components(String(folder))
      if folders.suffix(2).elementsEqual([".github", "workflows"]) { return .workflow }
      if name == "action.yml" || name == "action.yaml" { return .action }
      let isDependabot = name == "dependabot.yml" || name == "dependabot.yaml"
      return isDependabot && folders.last == ".github" ? .dependabot : nil
    }
    if let kind = kindsByName[name] { return kind }
    guard let ending else { return nil }
    if ending == "txt", name.utf8.starts(with: "requirements".utf8) { return .pythonManifest }
    if name.utf8.starts(with: "Dockerfile.".utf8) { return .dockerfile }
    return kindsByEnding[ending]
  }

  /// What follows the last dot of a name.
  private static func ending(of name: String) -> String? {
    let bytes = name.utf8
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return nil }
    return String(name[bytes.index(after: dot)...])
  }

  private static let kindsByName: [String: Kind] = [
    "renovate.json": .renovate, "renovate.json5": .renovate, ".renovaterc": .renovate,
    ".renovaterc.json": .renovate, ".renovaterc.json5": .renovate, "Dockerfile": .dockerfile,
    "Containerfile": .dockerfile, "Makefile": .makefile, "makefile": .makefile,
    "GNUmakefile": .makefile, "justfile": .justfile, "Justfile": .justfile,
    ".justfile": .justfile, "package.json": .npmManifest, "pyproject.toml": .pythonManifest,
    "Pipfile": .pythonManifest, "go.mod": .goModule, ".gitmodules": .submodules,
  ]

  private static let kindsByEnding: [String: Kind] = [
    "Dockerfile": .dockerfile, "dockerfile": .dockerfile, "mk": .makefile, "just": .justfile,
    "sh": .shellScript, "bash": .shellScript, "ps1": .powerShellScript, "cmd": .batchScript,
    "bat": .batchScript,
  ]
}
