extension ProjectWalk {
  /// Sorts paths into the lists of a ``ProjectFiles``.
  struct Collector {
    private var found = ProjectFiles()
    var excluded: Set<String> = []
    /// How many files without an ending were opened.
    var programCount = 0

    /// The result, in order.
    var project: ProjectFiles {
      var project = found
      project.lockfiles.sort { Self.precedes($0.path, $1.path) }
      project.manifests.sort(by: Self.precedes)
      project.toolchains.sort(by: Self.precedes)
      project.configurations.sort(by: Self.precedes)
      project.automation.sort { Self.precedes($0.path, $1.path) }
      project.problems.sort { Self.precedes($0.path, $1.path) }
      project.excluded = excluded.sorted(by: Self.precedes)
      return project
    }

    /// What a file is to a project.
    enum Role {
      case lockfile, manifest, toolchain, configuration
      case automation(AutomationFile.Kind)
    }

    /// - Parameter folder: the path without the name.
    /// - Returns: nil for files that are none of a project's.
    static func role(of name: String, in folder: Substring) -> Role? {
      switch name {
      case "Cargo.lock": .lockfile
      case "Cargo.toml": .manifest
      case "rust-toolchain", "rust-toolchain.toml": .toolchain
      case "config", "config.toml":
        PathText.lastComponent(String(folder)) == ".cargo" ? .configuration : nil
      default: AutomationFile.kind(of: name, in: folder).map(Role.automation)
      }
    }

    mutating func add(_ path: String, as role: Role, tracked: TrackedState) {
      switch role {
      case .lockfile: found.lockfiles.append(FoundLockfile(path: path, tracked: tracked))
      case .manifest: found.manifests.append(path)
      case .toolchain: found.toolchains.append(path)
      case .configuration: found.configurations.append(path)
      case .automation(let kind):
        found.automation.append(AutomationFile(path: path, kind: kind))
      }
    }

    mutating func add(_ file: AutomationFile) { found.automation.append(file) }

    mutating func leavesOutPrograms() { found.hasMorePrograms = true }

    mutating func problem(_ path: String, _ reason: String) {
      found.problems.append(PathProblem(path: path.isEmpty ? "." : path, reason: reason))
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
      left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }
}
