import MoatCargo
import MoatHost
import MoatPipeline

/// Finds the lockfile a command is about.
struct NearestLockfile {
  let host: Host

  struct Found {
    let lockfile: Lockfile
    /// The absolute folder it is in.
    let folder: String
  }

  /// - Parameter path: a lockfile, or nil for the nearest at or above the current folder.
  func read(_ path: String?) throws -> Found {
    let current = host.environment.currentDirectory
    let absolute = try path.map { PathText.absolute($0, in: current) } ?? nearest(to: current)
    let shown = path ?? DisplayPath(currentDirectory: current)(absolute)
    let lockfile = try LockfileLoader(host: host, lockfile: shown).read(absolute, shown: shown)
    return Found(lockfile: lockfile, folder: PathText.parent(absolute) ?? "/")
  }

  private func nearest(to start: String) throws -> String {
    var current: String? = start
    while let folder = current {
      let path = PathText.join(folder, "Cargo.lock")
      var isThere = true
      // One that cannot be looked at is there: reading it will say what is wrong.
      do throws(FileFailure) { isThere = try host.files.kind(of: path) != nil } catch {}
      if isThere { return path }
      current = PathText.parent(folder)
    }
    throw CommandFailure.undetermined(
      "there is no `Cargo.lock` here or above",
      hint: "run it in a Rust project, or name one with `--lockfile`")
  }
}
