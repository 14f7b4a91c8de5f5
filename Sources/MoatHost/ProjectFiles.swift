/// Whether git keeps a file.
package enum TrackedState: Hashable, Sendable {
  case tracked
  /// Neither in the index nor ignored.
  case untracked
  case ignored
  case notARepository
  /// Nobody could say, and why.
  case unavailable(String)
}

/// A `Cargo.lock` below the root.
package struct FoundLockfile: Hashable, Sendable {
  /// Relative to the root.
  package let path: String
  package let tracked: TrackedState

  package init(path: String, tracked: TrackedState) {
    self.path = path
    self.tracked = tracked
  }
}

/// A path that could not be looked at: what is below it is unknown, not absent.
package struct PathProblem: Hashable, Sendable {
  package let path: String
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}

/// The files of a project that Moat reads, each list sorted by the bytes of the paths, all relative
/// to the root.
package struct ProjectFiles: Hashable, Sendable {
  package var lockfiles: [FoundLockfile] = []
  /// Every `Cargo.toml`.
  package var manifests: [String] = []
  /// Every `rust-toolchain` and `rust-toolchain.toml`.
  package var toolchains: [String] = []
  /// Every `.cargo/config` and `.cargo/config.toml`.
  package var configurations: [String] = []
  /// Workflows, actions and what else runs or updates things by itself.
  package var automation: [AutomationFile] = []
  /// Whether there are more files without an ending than were opened: they may be scripts.
  package var hasMorePrograms = false
  package var problems: [PathProblem] = []
  /// Folders passed over, for `-v`: those of ``ProjectWalk/excludedNames`` in which something was
  /// found or could be, and submodules. Folders that git ignores are not named.
  package var excluded: [String] = []

  package init() {}
}
