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
  /// What runs or updates things by itself, a folder that was checked each.
  let automation: [AutomationListing]

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

    /// The workspace with another graph.
    func replacing(_ locked: LockedWorkspace) -> CheckedWorkspace {
      CheckedWorkspace(
        workspace: workspace, state: .read(locked), tracking: tracking, isNested: isNested,
        root: root)
    }
  }

  /// The project with other workspaces.
  func replacing(_ workspaces: [CheckedWorkspace]) -> Project {
    Project(
      workspaces: workspaces, sources: sources, problems: problems, excluded: excluded,
      toolchains: toolchains, manifestCount: manifestCount, automation: automation)
  }
}
