package import MoatHost
package import MoatWorkflows

/// The repository on GitHub that a checkout belongs to.
package struct OwnRepository {
  private let host: Host

  package init(host: Host) { self.host = host }

  /// By the address of the remote `origin`, or, in a run on GitHub, by what GitHub says.
  ///
  /// - Returns: nil where nothing tells; somebody's own copy of a repository is theirs.
  package func repository(at folder: String) async -> ActionRepository? {
    do throws(GitFailure) {
      if host.files.isInWorkTree(folder),
        let url = try await host.git.setting("remote.origin.url", in: folder),
        let repository = Self.repository(ofURL: url)
      {
        return repository
      }
    } catch {
      // Without git the environment may say.
    }
    guard host.environment["GITHUB_ACTIONS"] == "true" else { return nil }
    return host.environment["GITHUB_REPOSITORY"].flatMap { ActionRepository($0) }
  }

  /// `https://github.com/owner/name.git`, `git@github.com:owner/name`, with or without a user.
  static func repository(ofURL url: String) -> ActionRepository? {
    guard let host = url.firstRange(of: "github.com"),
      // Not `notgithub.com`.
      url[..<host.lowerBound].last.map({ "/@.".contains($0) }) ?? true
    else { return nil }
    var rest = url[host.upperBound...]
    guard let separator = rest.first, separator == "/" || separator == ":" else { return nil }
    rest.removeFirst()
    while rest.hasSuffix("/") { rest.removeLast() }
    if rest.hasSuffix(".git") { rest.removeLast(4) }
    return ActionRepository(String(rest))
  }
}
