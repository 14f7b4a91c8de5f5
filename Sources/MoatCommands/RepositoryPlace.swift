import MoatHost

/// Where a folder, the current one by default, lies in its repository: what GitHub takes paths to be
/// relative to.
struct RepositoryPlace {
  /// The path from the repository's top to the folder; empty at the top or without one.
  let prefix: String
  /// The repository's top folder.
  let top: String?

  init(_ host: Host, folder start: String? = nil) {
    let current = start ?? host.environment.currentDirectory
    var folder: String? = current
    while let candidate = folder {
      if Self.isTop(candidate, host) {
        let path = PathText.relative(current, to: candidate)
        prefix = path == "." ? "" : path
        top = candidate
        return
      }
      folder = PathText.parent(candidate)
    }
    prefix = ""
    top = nil
  }

  private static func isTop(_ folder: String, _ host: Host) -> Bool {
    do throws(FileFailure) {
      return try host.files.kind(of: PathText.join(folder, ".git")) != nil
    } catch {
      return false
    }
  }
}
