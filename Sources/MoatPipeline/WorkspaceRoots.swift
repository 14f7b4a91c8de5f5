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
    var workspaces: [(folder: String, manifest: Manifest)] = []
    for folder in folders.sorted(by: { ($0.utf8.count, $0) < ($1.utf8.count, $1) }) {
      let isLoose =
        !Self.belongs(folder, to: workspaces)
        && !locked.contains(where: { PathText.isInside(folder, $0) && $0 != folder })
      guard let manifest = reader.manifest(in: folder).value else {
        // Nobody else would speak of it: a root whose manifest is refused must not read as clean.
        if isLoose { roots.insert(folder) }
        continue
      }
      if manifest.workspace != nil {
        workspaces.append((folder, manifest))
        roots.insert(folder)
      } else if let package = manifest.package, package.workspacePath == nil, isLoose {
        // A package below a locked folder is taken for its fixture or path dependency.
        roots.insert(folder)
      }
    }
    self.folders = roots.sorted()
  }

  private static func belongs(
    _ folder: String, to workspaces: [(folder: String, manifest: Manifest)]
  ) -> Bool {
    workspaces.contains { root, manifest in
      guard PathText.isInside(folder, root) else { return false }
      return !(manifest.workspace?.exclude ?? []).contains {
        PathText.isInside(folder, PathText.normalised(PathText.join(root, $0.value)))
      }
    }
  }
}
