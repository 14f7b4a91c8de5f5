import MoatHost
import MoatModel
import MoatWorkflows

/// Which ecosystems a repository has that Dependabot can keep up to date.
struct EcosystemFinder {
  /// Folders of files that are there to be looked at, not to be built.
  private static let passedOver: Set<String> = [
    "benches", "benchmarks", "corpus", "example", "examples", "fixture", "fixtures", "fuzz",
    "samples", "test", "test-data", "testdata", "testing", "tests", "third-party", "third_party",
  ]
  /// As many folders of one ecosystem as are named; the rule needs one.
  private static let folderLimit = 50

  let reader: DocumentReader
  let listing: AutomationListing

  /// - Parameter repository: relative to the listing's root.
  func ecosystems(in repository: String) -> [EcosystemPresence] {
    var found: [String: Set<String>] = [:]
    var all: [EcosystemPresence] = []
    func add(_ ecosystem: String, _ path: String, folder: String) {
      guard found[ecosystem, default: []].count < Self.folderLimit,
        found[ecosystem, default: []].insert(folder).inserted
      else { return }
      all.append(
        EcosystemPresence(
          ecosystem: ecosystem, directory: folder,
          path: reader.shown(PathText.join(listing.root, path))))
    }
    for path in listing.manifests where isOwn(path, repository) && mentions(path, ["dependencies"])
    {
      add("cargo", path, folder: folder(of: path, repository))
    }
    for file in listing.files where isOwn(file.path, repository) {
      let folder = folder(of: file.path, repository)
      switch file.kind {
      case .workflow: add("github-actions", file.path, folder: "/")
      case .action: add("github-actions", file.path, folder: folder)
      case .dockerfile: add("docker", file.path, folder: folder)
      case .npmManifest:
        if mentions(file.path, ["ependencies\""]) { add("npm", file.path, folder: folder) }
      case .pythonManifest:
        // Many such files only configure tools.
        let isProject =
          PathText.lastComponent(file.path) != "pyproject.toml"
          || mentions(file.path, ["[project]", "[tool.poetry", "[build-system]"])
        if isProject { add("pip", file.path, folder: folder) }
      case .goModule:
        if mentions(file.path, ["require"]) { add("gomod", file.path, folder: folder) }
      case .submodules: add("gitsubmodule", file.path, folder: "/")
      case .dependabot, .renovate, .makefile, .justfile, .shellScript, .powerShellScript,
        .batchScript:
        break
      }
    }
    return all
  }

  private func isOwn(_ path: String, _ repository: String) -> Bool {
    guard let way = listing.way(to: path, in: repository) else { return false }
    return PathText.components(way).dropLast().allSatisfy {
      !Self.passedOver.contains($0.lowercased())
    }
  }

  /// `/` for the top of the repository.
  private func folder(of path: String, _ repository: String) -> String {
    let folders = PathText.components(listing.way(to: path, in: repository) ?? path).dropLast()
    return "/" + folders.joined(separator: "/")
  }

  /// Whether a file has one of these words; one that cannot be read counts as having none, and other
  /// rules say that it is not read.
  private func mentions(_ path: String, _ words: [String]) -> Bool {
    do throws(FileFailure) {
      let text = try reader.text(
        at: PathText.join(listing.root, path), limit: InputLimit.manifest)
      let content = String(decoding: text.bytes, as: UTF8.self)
      return words.contains { content.utf8.firstRange(of: Array($0.utf8)) != nil }
    } catch {
      return false
    }
  }
}

extension AutomationListing {
  /// A path from the top of a repository of the listing; nil for one outside of it.
  func way(to path: String, in repository: String) -> String? {
    if repository.isEmpty { return path }
    // Asked for every file of every repository: bytes, not characters.
    guard path.utf8.starts(with: repository.utf8) else { return nil }
    let rest = path.utf8.dropFirst(repository.utf8.count)
    guard rest.first == UInt8(ascii: "/") else { return nil }
    return String(Substring(rest.dropFirst()))
  }
}
