import MoatHost
import MoatWorkflows

/// What a folder holds of workflows, actions, updaters' configuration, scripts and manifests.
package struct AutomationListing: Sendable {
  /// Absolute.
  let root: String
  /// The repository that is read, absolute: a link in it may not lead out of it.
  let boundary: String
  /// Whether ``root`` is the top of a git repository.
  let isTop: Bool
  /// Relative to ``root``, in order.
  var files: [AutomationFile]
  /// Whether some files that may be scripts were not looked at.
  private(set) var hasMorePrograms: Bool
  /// Every `Cargo.toml`, relative to ``root``.
  let manifests: [String]
  /// Every `Cargo.lock` that is not known to be left out of git, relative to ``root``; nil if
  /// nobody looked.
  private(set) var lockfiles: [String]?
  /// Every `.cargo/config.toml`, relative to ``root``.
  private(set) var configurations: [String]
  /// Whether the user named single files: what is not among them is not missing.
  private(set) var isPartial: Bool

  init(root: String, boundary: String, isTop: Bool, _ found: ProjectFiles) {
    self.root = root
    self.boundary = boundary
    self.isTop = isTop
    files = found.automation
    hasMorePrograms = found.hasMorePrograms
    manifests = found.manifests
    configurations = found.configurations
    lockfiles = found.lockfiles.filter { $0.tracked != .untracked && $0.tracked != .ignored }
      .map(\.path)
    isPartial = false
  }

  /// Leaves what lies in one folder, `.github` or `.github/workflows`.
  mutating func narrow(to folder: String) {
    files.removeAll { !$0.path.hasPrefix(folder + "/") }
    hasMorePrograms = false
    configurations = []
    lockfiles = nil
    isPartial = true
  }

  /// A file that the user named, or the files of one folder.
  init(root: String, boundary: String, files: [AutomationFile]) {
    self.root = root
    self.boundary = boundary
    isTop = false
    self.files = files
    hasMorePrograms = false
    manifests = []
    configurations = []
    isPartial = true
  }

  /// Whether there is anything that GitHub or Dependabot reads.
  var hasWorkflows: Bool { !repositories.isEmpty || files.contains { $0.kind == .action } }

  /// Whether there is anything to judge.
  var isEmpty: Bool { !hasWorkflows && !files.contains { $0.scriptKind != nil } }

  /// The folders, relative to ``root``, whose `.github` GitHub would read: ``root`` itself where it
  /// has one or is the top of a repository, and else those below it, as in a folder of several
  /// checkouts. A workflow in a folder of a repository is a file like any other.
  var repositories: [String] {
    let all = Set(files.compactMap(\.repository))
    if all.contains("") { return [""] }
    if isTop { return [] }
    return all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension AutomationFile {
  /// What kind of script it is; nil for others.
  var scriptKind: ScriptFile.Kind? {
    switch kind {
    case .dockerfile: .dockerfile
    case .makefile: .makefile
    case .justfile: .justfile
    case .shellScript: .shell
    case .powerShellScript: .powershell
    case .batchScript: .batch
    case .workflow, .action, .dependabot, .renovate, .npmManifest, .pythonManifest, .goModule,
      .submodules:
      nil
    }
  }
}
