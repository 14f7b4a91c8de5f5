extension LiveGit {
  /// The one branch of a mirror.
  private static let branch = "refs/heads/mirror"

  /// Nothing is checked out, so nothing of the repository can be run. Its objects are read by
  /// `cat-file` alone. The repository's configuration is our own: no template is copied into it.
  package func mirror(
    _ url: String, revision: String?, into directory: String, deadline: Duration
  ) async throws(GitFailure) {
    guard !url.utf8.isEmpty, url.utf8.first != UInt8(ascii: "-"), !url.utf8.contains(0),
      PathText.isAbsolute(directory)
    else { throw .refused(url) }
    if let revision, !Self.isPlain(revision) { throw .refused(revision) }
    // Harmless on one that is there; it mends one that was left half made.
    _ = try await git(["init", "--quiet", "--bare", "--template=", directory])
    _ = try await git(
      [
        "--git-dir=\(directory)", "-c", "gc.auto=0", "fetch", "--quiet", "--depth=1", "--no-tags",
        "--no-recurse-submodules", "--no-write-fetch-head", "--force", "--end-of-options", url,
        "\(revision ?? "HEAD"):\(Self.branch)",
      ],
      deadline: deadline, network: true)
  }

  /// Whether a revision is a name and nothing that a refspec gives a meaning: no `:`, `+`, `^`, `*`.
  private static func isPlain(_ revision: String) -> Bool {
    revision.utf8.first != UInt8(ascii: "-") && !revision.isEmpty && !revision.contains("..")
      && revision.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
          || "-._/".utf8.contains(byte)
      }
  }

  package func commit(inMirror directory: String) async throws(GitFailure) -> String {
    let question = try Self.commit(Self.branch)
    let reply = try await git(
      ["--git-dir=\(directory)", "cat-file", "--batch-check"], input: Array("\(question)\n".utf8))
    guard let header = CatFileReply.header(reply[...]), header.type == "commit" else {
      throw .unknownRevision(Self.branch)
    }
    return header.hash
  }

  package func show(
    path: String, inMirror directory: String, limit: Int
  ) async throws(GitFailure) -> [UInt8] {
    try await show(
      revision: Self.branch, path: path, at: ["--git-dir=\(directory)"], limit: limit)
  }
}
