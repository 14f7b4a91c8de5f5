import MoatHost
import MoatWorkflows

/// Finds workflows below the folders a user names, or takes the files a user names.
struct AutomationCollector {
  struct Collected {
    var listings: [AutomationListing] = []
    /// Folders that could not be looked into.
    var unread: [UnreadFile] = []
  }

  private let host: Host
  private let reader: ProjectReader
  private let display: DisplayPath

  init(host: Host) {
    self.host = host
    reader = ProjectReader(host: host)
    display = DisplayPath(currentDirectory: host.environment.currentDirectory)
  }

  /// - Parameter paths: folders of projects, `.github` or `.github/workflows` folders, or single
  ///   files; relative to the current folder, which stands for none.
  /// - Throws: ``CheckFailure/path(_:)`` for one that is not there or is none of these.
  func collect(_ paths: [String]) async throws(CheckFailure) -> Collected {
    var collected = Collected()
    do throws(ProjectReader.UnusablePath) {
      for path in paths.isEmpty ? ["."] : paths { try await collect(path, &collected) }
    } catch {
      throw .path(error)
    }
    return collected
  }

  private func collect(
    _ path: String, _ collected: inout Collected
  ) async throws(ProjectReader.UnusablePath) {
    let absolute = PathText.absolute(path, in: host.environment.currentDirectory)
    let kind: FileKind?
    do throws(FileFailure) {
      kind = try host.files.kind(of: absolute, followingLinks: true)
    } catch {
      throw ProjectReader.UnusablePath(path: path, reason: error.message)
    }
    switch kind {
    case .directory: await folder(absolute, &collected)
    case .regular: try file(absolute, named: path, &collected)
    case nil:
      throw ProjectReader.UnusablePath(path: path, reason: "there is no such file or folder")
    default:
      throw ProjectReader.UnusablePath(path: path, reason: "it is neither a folder nor a file")
    }
  }

  // MARK: - Folders

  private func folder(_ absolute: String, _ collected: inout Collected) async {
    // `.github/workflows` and `.github` stand for those files of the project that holds them.
    if let top = Self.project(of: absolute) {
      var listing = await listing(of: top, &collected)
      listing.narrow(to: PathText.relative(absolute, to: top))
      collected.listings.append(listing)
    } else {
      collected.listings.append(await listing(of: absolute, &collected))
    }
  }

  /// The folder whose `.github`, or `.github/workflows`, this is.
  private static func project(of folder: String) -> String? {
    let parts = PathText.components(folder)
    let depth =
      parts.last == ".github" ? 1 : parts.suffix(2).elementsEqual([".github", "workflows"]) ? 2 : 0
    return depth == 0 ? nil : "/" + parts.dropLast(depth).joined(separator: "/")
  }

  private func listing(
    of root: String, _ collected: inout Collected
  ) async -> AutomationListing {
    let found = await ProjectWalk(files: host.files, git: host.git).files(below: root)
    collected.unread += found.problems.map {
      UnreadFile(path: display(PathText.join(root, $0.path)), reason: $0.reason)
    }
    let repository = reader.repository(of: root)
    return AutomationListing(
      root: root, boundary: repository ?? root, isTop: repository == root, found)
  }

  // MARK: - Files

  private func file(
    _ absolute: String, named path: String, _ collected: inout Collected
  ) throws(ProjectReader.UnusablePath) {
    let folder = PathText.parent(absolute) ?? "/"
    let boundary = reader.repository(of: folder) ?? folder
    // Seen from the top of the repository, so that `.github` is in the path.
    let root = Self.project(of: folder) ?? folder
    let relative = PathText.relative(absolute, to: root)
    guard
      let file = AutomationFile(relative) ?? Self.workflow(relative)
        ?? script(absolute, named: relative)
    else {
      throw ProjectReader.UnusablePath(
        path: path,
        reason: "it is no workflow, action, Dependabot configuration or script that Moat reads")
    }
    let isInside = PathText.isInside(root, boundary)
    collected.listings.append(
      AutomationListing(root: root, boundary: isInside ? boundary : root, files: [file]))
  }

  /// A file that begins with `#!` and a shell.
  private func script(_ absolute: String, named path: String) -> AutomationFile? {
    do throws(FileFailure) {
      return AutomationFile(
        path,
        beginning: try host.files.head(of: absolute, count: AutomationFile.headSize))
    } catch {
      return nil
    }
  }

  /// A YAML file elsewhere, which the user says is a workflow; one with Dependabot's name is its
  /// configuration.
  private static func workflow(_ path: String) -> AutomationFile? {
    let name = PathText.lastComponent(path)
    guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return nil }
    let isDependabot = name == "dependabot.yml" || name == "dependabot.yaml"
    return AutomationFile(path: path, kind: isDependabot ? .dependabot : .workflow)
  }
}
