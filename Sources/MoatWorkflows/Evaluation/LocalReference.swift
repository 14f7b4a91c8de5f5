import MoatModel

extension WorkflowFacts {
  /// The workflow or the action that `./…` means in a file; nil if it is not among the facts.
  ///
  /// The reference starts at the root of the repository: the folder with `.github`, which is seen
  /// from the file's own path or from where Dependabot's configuration would be. `$/…` is the same
  /// repository, too.
  func local(_ reference: String, usedIn path: String) -> WorkflowFile? {
    let names = reference.split(separator: "/").filter { $0 != "." && $0 != "$" }
    let wanted = Self.root(of: path, orOf: dependabotPath) + names.joined(separator: "/")
    let folder = wanted.isEmpty || wanted.hasSuffix("/") ? wanted : wanted + "/"
    let paths: Set<String> = [wanted, folder + "action.yml", folder + "action.yaml"]
    return files.first { $0.role != .dependabot && paths.contains($0.source.path) }
  }

  /// The root of the repository as paths start with it: empty, or with `/` at its end.
  private static func root(of path: String, orOf other: String) -> String {
    for path in [path, other] {
      let names = path.split(separator: "/", omittingEmptySubsequences: false)
      if let folder = names.lastIndex(of: ".github") {
        return names[..<folder].map { $0 + "/" }.joined()
      }
    }
    return ""
  }
}
