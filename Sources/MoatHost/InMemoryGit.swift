/// A repository in memory, for tests: what it does not hold is `notARepository`.
package struct InMemoryGit: GitRepository {
  /// The top folder of its work tree; nil where there is no repository.
  package var top: String?
  /// Every call fails like this.
  package var failure: GitFailure?
  package var listing = GitListing(files: [])
  package var executables: [String] = []
  package var ignoredPaths: Set<String> = []
  /// Bytes by revision and path.
  package var revisions: [String: [String: [UInt8]]] = [:]
  package var commit: GitCommit?
  /// The user's configuration.
  package var settings: [String: String] = [:]
  /// Repositories that can be mirrored: bytes by address and path.
  package var mirrors: [String: [String: [UInt8]]] = [:]

  /// Clones by their folder, and servers by their address, with their branches and tags.
  package var references: [String: GitReferences] = [:]
  /// Commits that a clone holds besides those that its references lead to.
  package var memberships: [String: [String: GitMembership]] = [:]

  package init(top: String? = nil, failure: GitFailure? = nil) {
    self.top = top
    self.failure = failure
  }

  private func check(_ directory: String) throws(GitFailure) {
    if let failure { throw failure }
    guard let top, PathText.isInside(directory, top) else { throw .notARepository }
  }

  package func topLevel(of directory: String) async throws(GitFailure) -> String {
    try check(directory)
    return top ?? directory
  }

  /// The whole listing, whatever the patterns: a caller must not trust them anyway.
  package func files(
    in directory: String, matching patterns: [String]
  ) async throws(GitFailure) -> GitListing {
    try check(directory)
    return listing
  }

  package func plainExecutables(in directory: String) async throws(GitFailure) -> [String] {
    try check(directory)
    return executables
  }

  package func ignored(
    _ paths: [String], in directory: String
  ) async throws(GitFailure) -> Set<String> {
    try check(directory)
    return ignoredPaths.intersection(paths)
  }

  package func isRevision(
    _ revision: String, in directory: String
  ) async throws(GitFailure) -> Bool {
    try check(directory)
    return revisions[revision] != nil
  }

  package func show(
    revision: String, path: String, in directory: String, limit: Int
  ) async throws(GitFailure) -> [UInt8] {
    try check(directory)
    guard let files = revisions[revision] else { throw .unknownRevision(revision) }
    guard let bytes = files[path] else { throw .noSuchPath(path, revision: revision) }
    guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
    return bytes
  }

  package func tree(
    revision: String, path: String, in directory: String
  ) async throws(GitFailure) -> GitTreeListing {
    try check(directory)
    guard let files = revisions[revision] else { throw .unknownRevision(revision) }
    return GitTreeListing(
      files: files.filter { $0.key.utf8.starts(with: "\(path)/".utf8) }.map { name, bytes in
        GitTreeFile(
          path: String(name.dropFirst(path.count + 1)), hash: hash(bytes),
          size: bytes.count, isExecutable: false)
      }.sorted { $0.path < $1.path })
  }

  /// The name by which the files of the revisions go; for a test that compares with a folder.
  package var hash: @Sendable ([UInt8]) -> String = { String(decoding: $0, as: UTF8.self) }

  package func contents(
    of hashes: [String], in directory: String, limit: Int
  ) async throws(GitFailure) -> [String: [UInt8]] {
    try check(directory)
    let all = revisions.values.flatMap(\.values)
    return Dictionary(all.map { (hash($0), $0) }) { first, _ in first }
      .filter { hashes.contains($0.key) }
  }

  /// The revision `HEAD` of the one repository there is, if that is where it is.
  package func tree(ofBare directory: String) async throws(GitFailure) -> GitTreeListing {
    try check(directory)
    guard let files = revisions["HEAD"] else { throw .unknownRevision("HEAD") }
    return GitTreeListing(
      files: files.map { name, bytes in
        GitTreeFile(path: name, hash: hash(bytes), size: bytes.count, isExecutable: false)
      }.sorted { $0.path < $1.path })
  }

  package func contents(
    of hashes: [String], inBare directory: String, limit: Int
  ) async throws(GitFailure) -> [String: [UInt8]] {
    try await contents(of: hashes, in: directory, limit: limit)
  }

  package func setting(
    _ name: String, in directory: String?
  ) async throws(GitFailure) -> String? {
    if let failure, failure == .unavailable { throw failure }
    return settings[name]
  }

  package func head(of directory: String) async throws(GitFailure) -> GitCommit {
    try check(directory)
    guard let commit else { throw .unknownRevision("HEAD") }
    return commit
  }

  package func clone(
    _ url: String, into directory: String, deadline: Duration
  ) async throws(GitFailure) {
    if let failure { throw failure }
  }

  package func mirror(
    _ url: String, revision: String?, into directory: String, deadline: Duration
  ) async throws(GitFailure) {
    if let failure { throw failure }
    guard mirrors[url] != nil else { throw .failed("no repository `\(url)`") }
  }

  package func commit(inMirror directory: String) async throws(GitFailure) -> String {
    if let failure { throw failure }
    guard let commit else { throw .unknownRevision("HEAD") }
    return commit.hash
  }

  package func show(
    path: String, inMirror directory: String, limit: Int
  ) async throws(GitFailure) -> [UInt8] {
    if let failure { throw failure }
    // One mirror is enough for a test: whatever its folder.
    guard let files = mirrors.values.first else { throw .notARepository }
    guard let bytes = files[path] else { throw .noSuchPath(path, revision: "HEAD") }
    guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
    return bytes
  }

  package func references(inClone directory: String) async throws(GitFailure) -> GitReferences {
    if let failure { throw failure }
    guard let found = references[directory] else { throw .notARepository }
    return found
  }

  package func membership(
    of commit: String, inClone directory: String
  ) async throws(GitFailure) -> GitMembership {
    let found = try await references(inClone: directory).references.first { $0.commit == commit }
    if let found { return .reachable(found.committed) }
    return memberships[directory]?[commit] ?? .absent
  }

  package func tree(
    of commit: String, inClone directory: String
  ) async throws(GitFailure) -> GitTreeListing {
    _ = try await references(inClone: directory)
    guard let files = revisions[commit] else { throw .unknownRevision(commit) }
    return GitTreeListing(
      files: files.map { name, bytes in
        GitTreeFile(path: name, hash: hash(bytes), size: bytes.count, isExecutable: false)
      }.sorted { $0.path < $1.path })
  }

  package func references(
    at url: String, deadline: Duration
  ) async throws(GitFailure) -> [GitReference] {
    if let failure { throw failure }
    guard let found = references[url] else { throw .failed("no repository `\(url)`") }
    return found.references
  }
}
