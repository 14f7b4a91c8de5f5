import MoatCargo
import MoatHost
import MoatModel

/// The folders below a checked folder that a lockfile belongs to, or should.
struct WorkspaceRoots {
  /// Absolute, in path order: with a lockfile, or a workspace or lone package without one.
  let folders: [String]

  /// - Parameters:
  ///   - lockfiles: absolute paths of the lockfiles found.
  ///   - manifests: absolute paths of the manifests found.
  init(lockfiles: [String], manifests: [String], reader: DocumentReader) {
    let locked = Set(lockfiles.compactMap(PathText.parent))
    let folders = Set(manifests.compactMap(PathText.parent))
    var roots = locked
    // Shallow folders first: whether a package stands alone depends on the roots above it.
    var workspaces: [String: [String]] = [:]
    for folder in folders.sorted(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) {
      let isLoose = Self.isLoose(folder, locked: locked, workspaces)
      guard let manifest = reader.manifest(in: folder).value else {
        // Nobody else would speak of it: a root whose manifest is refused must not read as clean.
        if isLoose { roots.insert(folder) }
        continue
      }
      if let workspace = manifest.workspace {
        workspaces[folder] = workspace.exclude.map {
          PathText.absolute($0.value, in: folder)
        }
        roots.insert(folder)
      } else if let package = manifest.package, package.workspacePath == nil, isLoose {
        // A package below a locked folder is taken for its fixture or path dependency.
        roots.insert(folder)
      }
    }
    self.folders = roots.sorted()
  }

  /// Whether no folder above is locked, or a workspace that does not exclude the folder.
  ///
  /// - Parameter workspaces: by folder, the absolute folders that each excludes.
  private static func isLoose(
    _ folder: String, locked: Set<String>, _ workspaces: [String: [String]]
  ) -> Bool {
    var above = PathText.parent(folder)
    while let place = above {
      if locked.contains(place) { return false }
      if let excluded = workspaces[place],
        !excluded.contains(where: { PathText.isInside(folder, $0) })
      {
        return false
      }
      above = PathText.parent(place)
    }
    return true
  }
}
