import MoatCargo
import MoatHost
import MoatModel

/// Reads the manifests that belong to one lockfile.
///
/// Which packages are members follows Cargo
/// (https://doc.rust-lang.org/cargo/reference/workspaces.html#the-members-and-exclude-fields): the
/// root package, what `members` names less `exclude`, and path dependencies inside the root folder.
struct WorkspaceLoader {
  private let reader: DocumentReader
  private let root: String
  private let boundary: String
  private let rootManifest: Manifest?
  /// The absolute folders that the workspace excludes.
  private let excluded: [String]
  private var locals: [Workspace.LocalPackage] = []
  private var unread: [Workspace.UnreadMember] = []
  private var seen: Set<String> = []
  private var queue: [Candidate] = []

  /// A folder that should hold a manifest.
  private struct Candidate {
    let folder: String
    let isMember: Bool
    let namedIn: String
    let span: SourceSpan?
    /// Whether a missing manifest is a fault.
    let isRequired: Bool
  }

  /// - Parameters:
  ///   - root: the absolute folder of the lockfile.
  ///   - boundary: the absolute folder of the repository.
  init(root: String, boundary: String, reader: DocumentReader) {
    self.root = root
    self.boundary = boundary
    self.reader = reader
    rootManifest = reader.manifest(in: root).value
    excluded = (rootManifest?.workspace?.exclude ?? []).map {
      PathText.absolute($0.value, in: root)
    }
  }

  mutating func workspace(configurations: ConfigurationFiles) -> Workspace {
    if let rootManifest {
      start(from: rootManifest)
      while let candidate = queue.popLast() { visit(candidate) }
    } else if reader.exists(PathText.join(root, "Cargo.toml")) {
      note(unreadRoot())
    }
    unread += configurations.problems
    return Workspace(
      folder: reader.shown(root),
      lockfilePath: reader.shown(PathText.join(root, "Cargo.lock")), rootManifest: rootManifest,
      localPackages: locals.sorted {
        $0.isMember != $1.isMember ? $0.isMember : $0.folder < $1.folder
      },
      unreadMembers: unread.sorted { $0.path < $1.path },
      configurations: configurations.files)
  }

  private func unreadRoot() -> Workspace.UnreadMember {
    let path = reader.shown(PathText.join(root, "Cargo.toml"))
    var reason = "it could not be read"
    if case .unavailable(let why) = reader.manifest(in: root) { reason = why }
    return Workspace.UnreadMember(path: path, reason: reason, namedIn: path, span: nil)
  }

  private mutating func note(_ member: Workspace.UnreadMember) { unread.append(member) }

  private mutating func start(from manifest: Manifest) {
    let path = manifest.source.path
    queue.append(
      Candidate(folder: root, isMember: true, namedIn: path, span: nil, isRequired: true))
    for member in manifest.workspace?.members ?? [] {
      let isPattern = MemberPattern.isPattern(member.value)
      for folder in isPattern ? folders(matching: member.value) : [resolved(member.value, root)]
      where !isExcluded(folder) || !isPattern {
        queue.append(
          Candidate(
            folder: folder, isMember: true, namedIn: path, span: member.span,
            // Cargo refuses a folder without a manifest that a pattern matches; files it skips.
            isRequired: !isPattern || reader.isFolder(folder)))
      }
    }
    for patch in manifest.patches {
      follow(patch.dependency, base: root, namedIn: path, canBeMember: false)
    }
  }

  private func resolved(_ path: String, _ base: String) -> String {
    PathText.absolute(path, in: base)
  }

  private func folders(matching pattern: String) -> [String] {
    var found = [root]
    for part in MemberPattern(pattern).parts {
      found = found.flatMap { folder -> [String] in
        guard MemberPattern.isPattern(part) else { return [resolved(part, folder)] }
        if part == "**" { return [folder] + descendants(of: folder, depth: 16) }
        return reader.subfolders(of: folder).filter {
          MemberPattern.matches($0[...], part[...])
        }.map { PathText.join(folder, $0) }
      }
    }
    return found
  }

  private func descendants(of folder: String, depth: Int) -> [String] {
    guard depth > 0 else { return [] }
    return reader.subfolders(of: folder).filter { !$0.hasPrefix(".") && $0 != "target" }
      .flatMap { name -> [String] in
        let child = PathText.join(folder, name)
        return [child] + descendants(of: child, depth: depth - 1)
      }
  }

  private func isExcluded(_ folder: String) -> Bool {
    excluded.contains { PathText.isInside(folder, $0) }
  }

  private mutating func visit(_ candidate: Candidate) {
    guard seen.count < InputLimit.manifestsPerWorkspace, seen.insert(candidate.folder).inserted
    else { return }
    switch reader.manifest(in: candidate.folder) {
    case .unavailable(let reason):
      let path = PathText.join(candidate.folder, "Cargo.toml")
      guard candidate.isRequired || reader.exists(path) else { return }
      note(
        Workspace.UnreadMember(
          path: reader.shown(path), reason: reason, namedIn: candidate.namedIn,
          span: candidate.span))
    case .known(let manifest):
      guard let package = manifest.package else { return }
      add(manifest, package, candidate)
    }
  }

  private mutating func add(
    _ manifest: Manifest, _ package: Manifest.Package, _ candidate: Candidate
  ) {
    let home = candidate.isMember ? root : workspaceRoot(of: candidate.folder)
    let shared = home.flatMap { reader.manifest(in: $0).value?.workspace }
    var dependencies: [ManifestDependency] = []
    for dependency in manifest.dependencies {
      guard dependency.isInherited else {
        dependencies.append(dependency.leading(to: shownFolder(of: dependency, candidate.folder)))
        follow(
          dependency, base: candidate.folder, namedIn: manifest.source.path,
          canBeMember: candidate.isMember)
        continue
      }
      let entry = shared?.dependencies.first { $0.key == dependency.key }
      guard let entry, let home else {
        note(
          Workspace.UnreadMember(
            path: manifest.source.path,
            reason: "`\(dependency.key)` is not among the workspace's dependencies",
            namedIn: manifest.source.path, span: dependency.span))
        continue
      }
      dependencies.append(
        dependency.inheriting(from: entry).leading(to: shownFolder(of: entry, home)))
      follow(
        entry, base: home, namedIn: manifest.source.path, canBeMember: candidate.isMember)
    }
    locals.append(
      Workspace.LocalPackage(
        manifest: manifest, name: package.name,
        version: package.version ?? shared?.version ?? Version(0, 0, 0),
        folder: reader.shown(candidate.folder), isMember: candidate.isMember,
        isInsideRepository: PathText.isInside(candidate.folder, boundary),
        dependencies: dependencies))
  }

  private func shownFolder(of dependency: ManifestDependency, _ base: String) -> String? {
    guard case .path(let path) = dependency.location else { return nil }
    return reader.shown(resolved(path, base))
  }

  private mutating func follow(
    _ dependency: ManifestDependency, base: String, namedIn: String, canBeMember: Bool
  ) {
    guard case .path(let path) = dependency.location else { return }
    let folder = resolved(path, base)
    let isMember =
      canBeMember && PathText.isInside(folder, root) && !isExcluded(folder)
      && rootManifest?.workspace != nil
    let candidate = Candidate(
      folder: folder, isMember: isMember, namedIn: namedIn, span: dependency.span,
      isRequired: true)
    // Members are visited last in, first out: what is a member by name is queued before.
    if isMember { queue.append(candidate) } else { queue.insert(candidate, at: 0) }
  }

  /// The nearest folder above whose manifest has a `[workspace]`.
  private func workspaceRoot(of folder: String) -> String? {
    if let path = reader.manifest(in: folder).value?.package?.workspacePath {
      return resolved(path, folder)
    }
    var current: String? = folder
    while let candidate = current {
      if reader.exists(PathText.join(candidate, "Cargo.toml")),
        reader.manifest(in: candidate).value?.workspace != nil
      {
        return candidate
      }
      if candidate == boundary { return nil }
      current = PathText.parent(candidate)
    }
    return nil
  }
}
