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

    static func isWanted(_ path: String) -> Bool {
      switch PathText.lastComponent(path) {
      case "Cargo.lock", "Cargo.toml", "rust-toolchain", "rust-toolchain.toml": true
      case "config", "config.toml": PathText.components(path).dropLast().last == ".cargo"
      default: AutomationFile(path) != nil
      }
    }

    mutating func add(_ path: String, tracked: TrackedState) {
      guard Self.isWanted(path) else { return }
      switch PathText.lastComponent(path) {
      case "Cargo.lock": found.lockfiles.append(FoundLockfile(path: path, tracked: tracked))
      case "Cargo.toml": found.manifests.append(path)
      case "rust-toolchain", "rust-toolchain.toml": found.toolchains.append(path)
      case "config", "config.toml": found.configurations.append(path)
      default: if let file = AutomationFile(path) { found.automation.append(file) }
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
