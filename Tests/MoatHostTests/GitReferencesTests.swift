import MoatHost
import MoatTestSupport
import Testing

@Suite(.waits) struct `references of a clone` {
  /// A repository with two commits, a tag of each kind, and a commit that only `refs/pull` holds.
  private func withRepository(
    _ body: (_ folder: String, _ commits: [String]) async throws -> Void
  ) async throws {
    try await inTemporaryFolder { folder in
      try put("one\n", at: "\(folder)/action.yml")
      try await makeRepository(in: folder)
      let git = liveGit()
      let first = try await git.head(of: folder).hash
      try await makeWithGit(["tag", "v1.0.0"], in: folder)
      try put("two\n", at: "\(folder)/action.yml")
      try await makeWithGit(["commit", "-q", "-a", "-m", "two"], in: folder)
      let second = try await git.head(of: folder).hash
      try await makeWithGit(["tag", "-a", "-m", "two", "v2.0.0"], in: folder)
      try await makeWithGit(["commit", "-q", "--allow-empty", "-m", "pull"], in: folder)
      let pull = try await git.head(of: folder).hash
      try await makeWithGit(["update-ref", "refs/pull/1/head", pull], in: folder)
      try await makeWithGit(["reset", "-q", "--hard", "HEAD~1"], in: folder)
      try await body(folder, [first, second, pull])
    }
  }

  @Test func `are read from a work tree and from a bare mirror`() async throws {
    try await withRepository { folder, commits in
      try await makeWithGit(
        ["clone", "-q", "--mirror", folder, "\(folder)/mirror.git"], in: folder)
      for place in [folder, "\(folder)/mirror.git"] {
        let found = try await liveGit().references(inClone: place)
        #expect(!found.isShallow)
        #expect(
          found.references.map { "\($0.kind) \($0.name) \($0.commit)" } == [
            "branch main \(commits[1])", "tag v1.0.0 \(commits[0])", "tag v2.0.0 \(commits[1])",
          ])
        #expect(found.references.allSatisfy { $0.committed != nil })
      }
    }
  }

  @Test func `tell a commit of the repository from a proposed one`() async throws {
    try await withRepository { folder, commits in
      let git = liveGit()
      for (commit, expected) in [(commits[0], "reachable"), (commits[2], "unreachable")] {
        let membership = try await git.membership(of: commit, inClone: folder)
        #expect("\(membership)".hasPrefix(expected))
      }
      let absent = String(repeating: "0", count: 40)
      #expect(try await git.membership(of: absent, inClone: folder) == .absent)
    }
  }

  @Test func `a commit's files`() async throws {
    try await withRepository { folder, commits in
      let git = liveGit()
      let old = try await git.tree(of: commits[0], inClone: folder)
      let new = try await git.tree(of: commits[1], inClone: folder)
      #expect(old.files.map(\.path) == ["action.yml"])
      #expect(old.files.first?.hash != new.files.first?.hash)
    }
  }

  @Test func `a shallow clone says so`() async throws {
    try await withRepository { folder, _ in
      try await makeWithGit(
        ["clone", "-q", "--bare", "--depth=1", "file://\(folder)", "\(folder)/shallow"], in: folder)
      #expect(try await liveGit().references(inClone: "\(folder)/shallow").isShallow)
    }
  }

  @Test(arguments: ["", "--help", "-c", "a", "HEAD", "../x"])
  func `only a whole hash is asked about`(commit: String) async throws {
    try await withRepository { folder, _ in
      await #expect(throws: GitFailure.refused(commit)) {
        try await liveGit().membership(of: commit, inClone: folder)
      }
    }
  }

  @Test func `a folder that is no repository is none, whatever is above it`() async throws {
    try await withRepository { folder, _ in
      try put("x", at: "\(folder)/inner/file")
      await #expect(throws: GitFailure.notARepository) {
        try await liveGit().references(inClone: "\(folder)/inner")
      }
    }
  }
}
