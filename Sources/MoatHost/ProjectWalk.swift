/// Finds the files of a project that Moat reads.
///
/// Inside a git work tree git lists them, so that ignored folders are left out; elsewhere, or when
/// git does not answer, Moat walks the folders itself, without following links to folders. Folders
/// named in ``excludedNames`` are passed over either way: what they hold is built, downloaded or
/// copied from elsewhere.
package struct ProjectWalk: Sendable {
  /// Folders that hold other people's files or build output.
  package static let excludedNames: Set<String> = [".git", "node_modules", "target", "vendor"]
  /// Deeper than any project; a path this deep nears the 4096 bytes the system takes.
  package static let depthLimit = 64
  /// Several times the folders of the largest repositories (Chromium has some 60 000); walking
  /// this many takes seconds, so a limit that is reached means the wrong root.
  package static let folderLimit = 250_000
  /// Files without an ending that are opened to see whether they are scripts. The largest
  /// repositories track some hundred that may be executed.
  package static let programLimit = 2_000
  /// A `.gitmodules` file is read only to say what was left out.
  private static let modulesLimit = 1 << 20

  /// What is looked for in one folder, without those below it.
  private static let ownPatterns = [
    "Cargo.lock", "Cargo.toml", "rust-toolchain", "rust-toolchain.toml",
  ]
  private static let patterns =
    [
      "**/Cargo.lock", "**/Cargo.toml", "**/rust-toolchain", "**/rust-toolchain.toml",
      "**/.cargo/config", "**/.cargo/config.toml", "**/.gitmodules",
    ] + AutomationFile.patterns

  private let files: any FileSystem
  private let git: any GitRepository

  package init(files: any FileSystem, git: any GitRepository) {
    self.files = files
    self.git = git
  }

  /// Looks below `root`, an absolute folder. Starts git at most three times.
  package func files(below root: String) async -> ProjectFiles {
    await files(below: root, matching: Self.patterns, depthLimit: Self.depthLimit)
  }

  /// Looks into `folder` alone, an absolute folder, as ``files(below:)`` does but without the folders
  /// below it: neither are they listed nor is anything said of them. Starts git at most twice.
  package func files(directlyIn folder: String) async -> ProjectFiles {
    var found = await files(below: folder, matching: Self.ownPatterns, depthLimit: 0)
    found.excluded = []
    return found
  }

  private func files(
    below root: String, matching patterns: [String], depthLimit: Int
  ) async -> ProjectFiles {
    guard files.isInWorkTree(root) else {
      return walk(root, state: .notARepository, depthLimit: depthLimit)
    }
    let listing: GitListing
    do throws(GitFailure) {
      listing = try await git.files(in: root, matching: patterns)
    } catch {
      return walk(root, state: .unavailable(error.message), depthLimit: depthLimit)
    }
    var found = await project(of: listing, below: root)
    // Only of a project: of one folder alone (`directlyIn`) no scripts are wanted.
    if depthLimit > 0 { await addPrograms(below: root, &found) }
    return found.project
  }
}

// MARK: - By git

extension ProjectWalk {
  private func project(of listing: GitListing, below root: String) async -> Collector {
    var found = Collector()
    for path in listing.undecodable { found.problem(path, "the name is not UTF-8") }
    for file in listing.files {
      if let folder = Self.excludedFolder(of: file.path) {
        found.excluded.insert(folder)
        continue
      }
      // In the index, but deleted from disk: nothing to read, and nothing wrong.
      guard exists(file.path, below: root, &found) else { continue }
      let (folder, name) = PathText.split(file.path)
      if name == ".gitmodules" { excludeSubmodules(file.path, below: root, &found) }
      if let role = Collector.role(of: name, in: folder) {
        found.add(file.path, as: role, tracked: file.isTracked ? .tracked : .untracked)
      }
    }
    await addIgnoredLockfiles(below: root, &found)
    return found
  }

  /// Scripts whose names do not tell that they are some: `ci/run`, with `#!/bin/sh` at its start.
  private func addPrograms(below root: String, _ found: inout Collector) async {
    do throws(GitFailure) {
      for path in try await git.plainExecutables(in: root)
      where Self.excludedFolder(of: path) == nil {
        addProgram(path, below: root, isTracked: true, &found)
      }
    } catch {
      found.problem("", "scripts without an ending are not known: \(error.message)")
    }
  }

  /// - Parameter isTracked: whether git has it as something that may be executed: one that cannot
  ///   be opened is then taken for a script, so that reading it says why.
  private func addProgram(
    _ path: String, below root: String, isTracked: Bool, _ found: inout Collector
  ) {
    guard found.programCount < Self.programLimit else {
      found.leavesOutPrograms()
      return
    }
    found.programCount += 1
    let absolute = PathText.join(root, path)
    do throws(FileFailure) {
      // A link to a script is another name of it, or leads out.
      guard try files.kind(of: absolute) == .regular else { return }
    } catch {
      // Deleted from disk, or in a folder that is closed to us, which is said elsewhere.
      return
    }
    do throws(FileFailure) {
      let head = try files.head(of: absolute, count: AutomationFile.headSize)
      if let file = AutomationFile(path, beginning: head) { found.add(file) }
    } catch {
      if isTracked { found.add(AutomationFile(unopened: path)) }
    }
  }

  /// Many libraries ignore their lockfile: one beside a manifest is found although git hides it.
  private func addIgnoredLockfiles(below root: String, _ found: inout Collector) async {
    let listed = Set(found.project.lockfiles.map(\.path))
    var hidden: [String] = []
    for manifest in found.project.manifests {
      let path = PathText.join(Self.folder(of: manifest), "Cargo.lock")
      if !listed.contains(path), exists(path, below: root, &found) { hidden.append(path) }
    }
    if hidden.isEmpty { return }
    do throws(GitFailure) {
      let ignored = try await git.ignored(hidden, in: root)
      for path in hidden {
        let state: TrackedState =
          ignored.contains(path) ? .ignored : .unavailable("git does not list it")
        found.add(path, as: .lockfile, tracked: state)
      }
    } catch {
      for path in hidden { found.add(path, as: .lockfile, tracked: .unavailable(error.message)) }
    }
  }

  private func exists(_ path: String, below root: String, _ found: inout Collector) -> Bool {
    let absolute = PathText.join(root, path)
    do throws(FileFailure) {
      switch try files.kind(of: absolute, followingLinks: true) {
      case .directory: return false
      // A FIFO is listed as well: reading it then fails, with a reason.
      case .regular, .symlink, .other: return true
      case nil:
        // A link to nothing, where GitHub looks for a workflow: reading it says so. Other links to
        // nothing, as into a submodule that is not there, hide nothing that could be run.
        guard AutomationFile(path)?.isForGitHub == true else { return false }
        return try files.kind(of: absolute) == .symlink
      }
    } catch {
      found.problem(path, error.message)
      return false
    }
  }

  /// Names the submodules below a `.gitmodules` file: they are repositories of their own, in which
  /// git does not look.
  private func excludeSubmodules(
    _ path: String, below root: String, _ found: inout Collector
  ) {
    do throws(FileFailure) {
      let bytes = try files.read(PathText.join(root, path), limit: Self.modulesLimit)
      for line in bytes.split(separator: 0x0A) {
        let text = String(decoding: line, as: UTF8.self)
        let halves = text.split(separator: "=", maxSplits: 1)
        guard halves.count == 2, Self.trimmed(halves[0]) == "path" else { continue }
        found.excluded.insert(
          PathText.normalised(PathText.join(Self.folder(of: path), Self.trimmed(halves[1]))))
      }
    } catch {
      found.problem(path, error.message)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let isSpace: (UInt8) -> Bool = { $0 <= 0x20 }
    let back = Array(text.utf8.drop(while: isSpace)).reversed().drop(while: isSpace)
    return String(decoding: back.reversed(), as: UTF8.self)
  }

  /// The folder of a relative path, empty for the root.
  private static func folder(of path: String) -> String {
    let parent = PathText.parent(path) ?? ""
    return parent == "." ? "" : parent
  }

  /// `a/vendor` for `a/vendor/b/Cargo.toml`.
  private static func excludedFolder(of path: String) -> String? {
    let bytes = path.utf8
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: UInt8(ascii: "/")) {
      if excludedNames.contains(String(path[start..<end])) { return String(path[..<end]) }
      start = bytes.index(after: end)
    }
    return nil
  }
}

// MARK: - By our own walk

extension ProjectWalk {
  private struct Folder {
    let path: String
    let depth: Int
    let state: TrackedState
  }

  /// - Parameter depthLimit: of folders below `root`; 0 for its own files only, and then deeper
  ///   folders are no problem.
  private func walk(_ root: String, state: TrackedState, depthLimit: Int) -> ProjectFiles {
    var found = Collector()
    var pending = [Folder(path: "", depth: 0, state: state)]
    var visited = 0
    while let folder = pending.popLast() {
      visited += 1
      guard visited <= Self.folderLimit else {
        found.problem(folder.path, "more than \(Self.folderLimit) folders")
        break
      }
      guard folder.depth <= depthLimit else {
        found.problem(folder.path, "more than \(depthLimit) folders deep")
        continue
      }
      do throws(FileFailure) {
        let listing = try files.entries(of: PathText.join(root, folder.path))
        let folders = visit(
          folder, listing, below: root, takesPrograms: depthLimit > 0, &found)
        if depthLimit > 0 { pending += folders }
      } catch {
        found.problem(folder.path, error.message)
      }
    }
    return found.project
  }

  /// Takes the files of one folder; returns the folders to look into next.
  private func visit(
    _ folder: Folder, _ listing: DirectoryListing, below root: String, takesPrograms: Bool,
    _ found: inout Collector
  ) -> [Folder] {
    for name in listing.undecodable {
      found.problem(PathText.join(folder.path, name), "the name is not UTF-8")
    }
    var state = folder.state
    if state == .notARepository, listing.entries.contains(where: { $0.name == ".git" }) {
      state = .unavailable("inside a git repository below the folder that was checked")
    }
    var folders: [Folder] = []
    for entry in listing.entries {
      // Most files are of no interest: no path is made for them.
      func path() -> String { PathText.join(folder.path, entry.name) }
      if entry.kind != .directory {
        if let role = Collector.role(of: entry.name, in: folder.path[...]) {
          let path = path()
          if exists(path, below: root, &found) { found.add(path, as: role, tracked: state) }
        } else if takesPrograms, entry.kind == .regular, !entry.name.utf8.contains(0x2E) {
          addProgram(path(), below: root, isTracked: false, &found)
        }
      } else if Self.excludedNames.contains(entry.name) {
        found.excluded.insert(path())
      } else {
        folders.append(Folder(path: path(), depth: folder.depth + 1, state: state))
      }
    }
    return folders
  }
}
