extension LiveGit {
  /// The one branch of a mirror.
  private static let branch = "refs/heads/mirror"

  /// Nothing is checked out, so nothing of the repository can be run. Its objects are read by
  /// `cat-file` alone. The repository's configuration is our own: no template is copied into it.
  package func mirror(
    _ url: String, into directory: String, deadline: Duration
  ) async throws(GitFailure) {
    guard !url.utf8.isEmpty, url.utf8.first != UInt8(ascii: "-"), !url.utf8.contains(0),
      PathText.isAbsolute(directory)
    else { throw .refused(url) }
    // Harmless on one that is there; it mends one that was left half made.
    _ = try await git(["init", "--quiet", "--bare", "--template=", directory])
    _ = try await git(
      [
        "--git-dir=\(directory)", "-c", "gc.auto=0", "fetch", "--quiet", "--depth=1", "--no-tags",
        "--no-recurse-submodules", "--no-write-fetch-head", "--force", "--end-of-options", url,
        "HEAD:\(Self.branch)",
      ],
      deadline: deadline, network: true)
  }

  package func show(
    path: String, inMirror directory: String, limit: Int
  ) async throws(GitFailure) -> [UInt8] {
    try await show(
      revision: Self.branch, path: path, at: ["--git-dir=\(directory)"], limit: limit)
  }
}
