package import MoatCargo
package import MoatHost
package import MoatLockfile
package import MoatModel

/// Everything read of one checked folder: its workspaces with their lockfiles.
package struct Project: Sendable {
  package let workspaces: [CheckedWorkspace]
  /// The texts that were read, by display path.
  package let sources: [String: SourceText]
  /// Folders and files that could not be looked at.
  package let problems: [PathProblem]
  /// Folders left out, for `-v`.
  package let excluded: [String]
  /// `rust-toolchain` files, absolute.
  package let toolchains: [String]
  package let manifestCount: Int

  /// A workspace and what became of its lockfile.
  package struct CheckedWorkspace: Sendable {
    package let workspace: Workspace
    package let state: LockfileFacts.State
    package let tracking: Evidence<LockfileFacts.Tracking>
    package let isNested: Bool
    /// The absolute folder.
    package let root: String

    package var locked: LockedWorkspace? {
      if case .read(let locked) = state { locked } else { nil }
    }
  }
}
