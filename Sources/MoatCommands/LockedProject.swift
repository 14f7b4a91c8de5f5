import MoatCargo
import MoatHost
import MoatLockfile
import MoatModel
import MoatPipeline

/// One readable lockfile with its manifests, for commands that need no rules.
struct LockedProject {
  let host: Host

  /// The folder's own lockfile. One further down is taken only where the folder itself is no project:
  /// else fixtures of a library without a lockfile would stand for it.
  ///
  /// - Throws: a failure that says why there is nothing to show.
  func locked(at path: String?) async throws -> LockedWorkspace {
    let project: Project
    do throws(ProjectReader.UnusablePath) {
      project = try await ProjectReader(host: host).projects(at: path.map { [$0] } ?? [])
    } catch {
      throw CommandFailure.usage("`\(error.path)` cannot be read: \(error.reason)", hint: nil)
    }
    let own = project.workspaces.first { !$0.isNested }
    let below = project.workspaces.filter { checked in
      if case .missing = checked.state { false } else { checked.isNested }
    }
    switch (own ?? below.first)?.state {
    case .read(let locked):
      if own == nil, below.count > 1 {
        host.remark(
          "note: of \(below.count) lockfiles below this folder `\(locked.lockfile.source.path)` is meant"
        )
      }
      return locked
    case .refused(let error):
      throw CommandFailure.undetermined(
        "`\(error.path)` is refused: \(error.message)", hint: "`cargo moat check` says where")
    case .unreadable(let why):
      throw CommandFailure.undetermined("`Cargo.lock` cannot be read: \(why)", hint: nil)
    case .missing, nil:
      let shown = DisplayPath(currentDirectory: host.environment.currentDirectory)
      throw CommandFailure.undetermined(
        "there is no `Cargo.lock` here",
        hint: below.first.map {
          "there is one in `\(shown($0.root))`: name that folder if it is meant"
        }
          ?? "run it in a Rust project, or name its folder")
    }
  }
}
