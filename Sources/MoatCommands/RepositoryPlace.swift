import MoatHost

/// Where the current folder lies in its repository: what GitHub takes paths to be relative to.
struct RepositoryPlace {
  /// The path from the repository's top to the current folder; empty at the top or without one.
  let prefix: String

  init(_ host: Host) {
    let current = host.environment.currentDirectory
    var folder: String? = current
    while let candidate = folder {
      if Self.isTop(candidate, host) {
        let path = PathText.relative(current, to: candidate)
        prefix = path == "." ? "" : path
        return
      }
      folder = PathText.parent(candidate)
    }
    prefix = ""
  }

  private static func isTop(_ folder: String, _ host: Host) -> Bool {
    do throws(FileFailure) {
      return try host.files.kind(of: PathText.join(folder, ".git")) != nil
    } catch {
      return false
    }
  }
}
