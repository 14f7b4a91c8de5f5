package import MoatModel

/// A file git lists, relative to the folder that was asked about.
package struct GitListedFile: Hashable, Sendable {
  package let path: String
  /// In the index; otherwise untracked, and not ignored.
  package let isTracked: Bool

  package init(path: String, isTracked: Bool) {
    self.path = path
    self.isTracked = isTracked
  }
}

/// What git lists.
package struct GitListing: Hashable, Sendable {
  package let files: [GitListedFile]
  /// Paths that are not UTF-8, repaired for display only.
  package let undecodable: [String]

  package init(files: [GitListedFile], undecodable: [String] = []) {
    self.files = files
    self.undecodable = undecodable
  }
}

/// A file in a commit.
package struct GitTreeFile: Hashable, Sendable {
  /// Relative to the folder that was asked about.
  package let path: String
  /// Of its content, 40 or 64 hex digits.
  package let hash: String
  /// In bytes.
  package let size: Int
  package let isExecutable: Bool

  package init(path: String, hash: String, size: Int, isExecutable: Bool) {
    self.path = path
    self.hash = hash
    self.size = size
    self.isExecutable = isExecutable
  }
}

/// What a folder in a commit holds.
package struct GitTreeListing: Hashable, Sendable {
  package let files: [GitTreeFile]
  /// Links, submodules, and names that are not UTF-8 (repaired for display).
  package let others: [String]

  package init(files: [GitTreeFile], others: [String] = []) {
    self.files = files
    self.others = others
  }
}

/// A commit as it names itself; nothing says that the date is true.
package struct GitCommit: Hashable, Sendable {
  /// 40 or 64 hex digits.
  package let hash: String
  package let committed: Timestamp

  package init(hash: String, committed: Timestamp) {
    self.hash = hash
    self.committed = committed
  }
}

/// Why git did not answer.
package enum GitFailure: Error, Hashable, Sendable {
  /// There is no git in an absolute folder of `PATH`.
  case unavailable
  case notARepository
  case unknownRevision(String)
  case noSuchPath(String, revision: String)
  case tooLarge(limit: Int)
  case deadlineExceeded(Duration)
  /// An argument git could take for something else.
  case refused(String)
  /// Anything else, in the first line of git's own words.
  case failed(String)
  case cancelled

  /// A phrase to put after a path and a colon.
  package var message: String {
    switch self {
    case .unavailable: "git is not installed"
    case .notARepository: "not a git repository"
    case .unknownRevision(let name): "no commit `\(name)` in this repository"
    case .noSuchPath(let path, let revision): "no file `\(path)` in `\(revision)`"
    case .tooLarge(let limit): "more than \(limit) bytes"
    case .deadlineExceeded(let duration): "git took longer than \(duration.components.seconds) s"
    case .refused(let argument): "`\(argument)` cannot be given to git"
    case .failed(let words): "git: \(words)"
    case .cancelled: "cancelled"
    }
  }
}

/// What Moat asks git. Repositories may be hostile: see ``LiveGit``.
package protocol GitRepository: Sendable {
  /// The top folder of the work tree that holds `directory`.
  func topLevel(of directory: String) async throws(GitFailure) -> String

  /// Tracked files, and untracked ones that are not ignored, below `directory`.
  ///
  /// - Parameter patterns: globs relative to `directory`, in which `**/` is any number of folders.
  func files(
    in directory: String, matching patterns: [String]
  ) async throws(GitFailure) -> GitListing

  /// Tracked files below `directory` that may be executed and have no `.` in their names, relative to
  /// it, in order.
  func plainExecutables(in directory: String) async throws(GitFailure) -> [String]

  /// Those of `paths`, relative to `directory`, which are untracked and ignored.
  func ignored(_ paths: [String], in directory: String) async throws(GitFailure) -> Set<String>

  /// Whether `revision` names a commit that is present.
  func isRevision(_ revision: String, in directory: String) async throws(GitFailure) -> Bool

  /// The bytes of a file in a commit, without filters.
  ///
  /// - Parameter path: from the top folder of the repository.
  func show(
    revision: String, path: String, in directory: String, limit: Int
  ) async throws(GitFailure) -> [UInt8]

  /// Everything below a folder of a commit; nothing where there is no such folder.
  ///
  /// - Parameter path: from the top folder of the repository.
  func tree(
    revision: String, path: String, in directory: String
  ) async throws(GitFailure) -> GitTreeListing

  /// The contents of files by their hashes; those that are not there are left out.
  ///
  /// - Parameter limit: of all together, in bytes.
  func contents(
    of hashes: [String], in directory: String, limit: Int
  ) async throws(GitFailure) -> [String: [UInt8]]

  /// Every file of the commit that `HEAD` of a bare repository names. A `.git` folder is one too.
  func tree(ofBare directory: String) async throws(GitFailure) -> GitTreeListing

  /// ``contents(of:in:limit:)`` of a bare repository.
  func contents(
    of hashes: [String], inBare directory: String, limit: Int
  ) async throws(GitFailure) -> [String: [UInt8]]

  /// A value of git's configuration, such as `user.name`; nil where it is not set.
  ///
  /// - Parameter directory: whose repository has a say too; nil asks only what the user and the
  ///   machine have set. Names of programs are asked for in this way: a repository's own
  ///   configuration belongs to the project.
  func setting(_ name: String, in directory: String?) async throws(GitFailure) -> String?

  /// The commit that is checked out.
  func head(of directory: String) async throws(GitFailure) -> GitCommit

  /// Puts a shallow copy of the newest commit of `url` at `directory`, whole or not at all, in place
  /// of what was there. The folder above must be there.
  func clone(
    _ url: String, into directory: String, deadline: Duration
  ) async throws(GitFailure)

  /// Brings one commit of `url` into the bare repository at `directory`, which is made where it is
  /// not there. What was brought before stays readable until then. The folder above must be there.
  ///
  /// - Parameter revision: a branch, a tag or a whole hash; nil for the newest commit of the default
  ///   branch. Not every server gives out a commit by its hash.
  func mirror(
    _ url: String, revision: String?, into directory: String, deadline: Duration
  ) async throws(GitFailure)

  /// The hash of the commit that a mirror holds.
  func commit(inMirror directory: String) async throws(GitFailure) -> String

  /// The bytes of a file in the commit that ``mirror(_:revision:into:deadline:)`` brought last.
  func show(path: String, inMirror directory: String, limit: Int) async throws(GitFailure)
    -> [UInt8]

  /// The branches and tags of a clone or a bare mirror; branches of its remotes count as its own.
  ///
  /// - Parameter directory: absolute; the repository itself and not a folder in it.
  func references(inClone directory: String) async throws(GitFailure) -> GitReferences

  /// Whether a branch or a tag of a clone or a bare mirror leads to a commit.
  ///
  /// - Parameter commit: a whole hash.
  func membership(
    of commit: String, inClone directory: String
  ) async throws(GitFailure) -> GitMembership

  /// Everything in a commit of a clone or a bare mirror.
  ///
  /// - Parameter commit: a whole hash.
  func tree(of commit: String, inClone directory: String) async throws(GitFailure) -> GitTreeListing

  /// Asks a server for the names of its branches and tags; no object is brought.
  func references(
    at url: String, deadline: Duration
  ) async throws(GitFailure) -> [GitReference]
}

extension GitRepository {
  /// Brings the newest commit of the default branch.
  package func mirror(
    _ url: String, into directory: String, deadline: Duration
  ) async throws(GitFailure) {
    try await mirror(url, revision: nil, into: directory, deadline: deadline)
  }
}
