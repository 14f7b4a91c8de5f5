import MoatCargo
package import MoatHost
import MoatLockfile
import MoatModel

/// Finds and reads the projects below the folders a user names.
package struct ProjectReader: Sendable {
  private let host: Host
  private let display: DisplayPath

  package init(host: Host) {
    self.host = host
    display = DisplayPath(currentDirectory: host.environment.currentDirectory)
  }

  /// - Parameters:
  ///   - paths: folders, or lockfiles to be checked alone; relative to the current folder.
  ///   - vendorFolders: absolute folders of vendored crates, which are no projects of the user's.
  /// - Throws: ``UnusablePath`` for one that is not there or is neither.
  package func projects(
    at paths: [String], passingOver vendorFolders: [String] = []
  ) async throws(UnusablePath) -> Project {
    let reader = DocumentReader(files: host.files, display: display)
    var workspaces: [Project.CheckedWorkspace] = []
    var problems: [PathProblem] = []
    var excluded: [String] = []
    var toolchains: [String] = []
    var manifestCount = 0
    var automation: [AutomationListing] = []
    var seen: Set<String> = []
    for path in paths.isEmpty ? ["."] : paths {
      var (root, found) = try await files(at: path)
      found.passOver(vendorFolders.filter { !PathText.isInside(root, $0) }, below: root)
      problems += found.problems.map {
        PathProblem(path: display(PathText.join(root, $0.path)), reason: $0.reason)
      }
      excluded += found.excluded.map { display(PathText.join(root, $0)) }
      toolchains += found.toolchains.map { PathText.join(root, $0) }
      manifestCount += found.manifests.count
      let top = repository(of: root)
      let boundary = top ?? root
      reader.boundary = boundary
      automation.append(
        AutomationListing(root: root, boundary: boundary, isTop: top == root, found))
      let roots = WorkspaceRoots(
        lockfiles: found.lockfiles.map { PathText.join(root, $0.path) },
        manifests: found.manifests.map { PathText.join(root, $0) }, reader: reader)
      let tracked = Dictionary(
        found.lockfiles.map { (PathText.join(root, $0.path), $0.tracked) },
        uniquingKeysWith: { first, _ in first })
      for folder in roots.folders where seen.insert(folder).inserted {
        workspaces.append(
          workspace(
            at: folder, isNested: folder != root, boundary: boundary,
            tracked: tracked[PathText.join(folder, "Cargo.lock")], reader: reader))
      }
    }
    for path in toolchains {
      do throws(FileFailure) {
        let text = try reader.text(at: path, limit: InputLimit.configuration)
        if let fault = ToolchainEvidence.fault(in: text) {
          problems.append(PathProblem(path: text.path, reason: fault))
        }
      } catch {
        problems.append(PathProblem(path: display(path), reason: error.message))
      }
    }
    // The walk may have met the same folders.
    for problem in reader.unlistable where !problems.contains(where: { $0.path == problem.path }) {
      problems.append(problem)
    }
    return Project(
      workspaces: workspaces, sources: reader.sources, problems: problems, excluded: excluded,
      toolchains: toolchains, manifestCount: manifestCount, automation: automation)
  }

  /// Why a path given by the user cannot be checked.
  package struct UnusablePath: Error, Hashable, Sendable {
    package let path: String
    package let reason: String
  }

  private func files(at path: String) async throws(UnusablePath) -> (String, ProjectFiles) {
    let absolute = PathText.absolute(path, in: host.environment.currentDirectory)
    let kind: FileKind?
    do throws(FileFailure) {
      kind = try host.files.kind(of: absolute, followingLinks: true)
    } catch {
      throw UnusablePath(path: path, reason: error.message)
    }
    switch kind {
    case .directory:
      let walk = ProjectWalk(files: host.files, git: host.git)
      return (absolute, await walk.files(below: absolute))
    case .regular where PathText.lastComponent(absolute) == "Cargo.lock":
      let root = PathText.parent(absolute) ?? "/"
      var only = await ProjectWalk(files: host.files, git: host.git).files(directlyIn: root)
      // Named by the user: it is read whatever git says of it.
      if only.lockfiles.isEmpty {
        only.lockfiles = [FoundLockfile(path: "Cargo.lock", tracked: .notARepository)]
      }
      // What else lies in the folder was not asked about.
      only.problems = []
      return (root, only)
    case nil: throw UnusablePath(path: path, reason: "there is no such file or folder")
    default: throw UnusablePath(path: path, reason: "it is neither a folder nor a `Cargo.lock`")
    }
  }

  /// The folder with `.git` at or above `folder`.
  func repository(of folder: String) -> String? {
    var current: String? = folder
    while let candidate = current {
      do throws(FileFailure) {
        if try host.files.kind(of: PathText.join(candidate, ".git")) != nil { return candidate }
      } catch {
        return nil
      }
      current = PathText.parent(candidate)
    }
    return nil
  }

  private func workspace(
    at root: String, isNested: Bool, boundary: String, tracked: TrackedState?,
    reader: DocumentReader
  ) -> Project.CheckedWorkspace {
    let configurations = ConfigurationFiles(
      above: root, cargoHome: host.environment.cargoHome, reader: reader)
    var loader = WorkspaceLoader(root: root, boundary: boundary, reader: reader)
    let workspace = loader.workspace(configurations: configurations)
    return Project.CheckedWorkspace(
      workspace: workspace, state: state(of: workspace, at: root, reader),
      tracking: Self.tracking(tracked), isNested: isNested, root: root)
  }

  private func state(
    of workspace: Workspace, at root: String, _ reader: DocumentReader
  ) -> LockfileFacts.State {
    let path = PathText.join(root, "Cargo.lock")
    let text: SourceText
    do throws(FileFailure) {
      text = try reader.text(at: path, limit: InputLimit.lockfile)
    } catch {
      return error == .notFound ? .missing : .unreadable(error.message)
    }
    do throws(DocumentError) {
      return .read(LockedWorkspace(workspace, lockfile: try Lockfile(parsing: text)))
    } catch {
      return .refused(error)
    }
  }

  private static func tracking(_ state: TrackedState?) -> Evidence<LockfileFacts.Tracking> {
    switch state {
    case .tracked: .known(.tracked)
    case .untracked: .known(.untracked)
    case .ignored: .known(.ignored)
    case .notARepository, nil: .known(.notARepository)
    case .unavailable(let reason): .unavailable(reason)
    }
  }
}

extension ProjectFiles {
  /// Leaves out what lies in one of the absolute folders, and names the folder as excluded.
  fileprivate mutating func passOver(_ folders: [String], below root: String) {
    for folder in folders {
      func isInside(_ path: String) -> Bool { PathText.isInside(PathText.join(root, path), folder) }
      let count = lockfiles.count + manifests.count + toolchains.count
      automation.removeAll { isInside($0.path) }
      lockfiles.removeAll { isInside($0.path) }
      manifests.removeAll(where: isInside)
      toolchains.removeAll(where: isInside)
      if lockfiles.count + manifests.count + toolchains.count < count {
        excluded.append(PathText.relative(folder, to: root))
      }
    }
  }
}
