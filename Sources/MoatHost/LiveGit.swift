internal import Glibc
internal import MoatModel
import MoatStore

/// Asks the git that is installed, such that a hostile repository cannot run anything.
///
/// A repository's own `.git/config` can name programs. Of the subcommands used, this is what could
/// start one, and what stops it:
///
/// - `core.fsmonitor` (any command that reads the index): set to `false`.
/// - `core.hooksPath` and hooks (`clone`): set to `/dev/null`; no template is copied.
/// - Missing objects of a partial clone are fetched by `cat-file`, with the `core.sshCommand`,
///   `remote.*.uploadpack` or `remote.*.vcs` of the repository: `GIT_NO_LAZY_FETCH`, and for a git
///   that does not know it `GIT_ALLOW_PROTOCOL`, with which no transport starts.
/// - `log.showSignature` with `gpg.program`, `core.pager`, `diff.*.textconv`: `log`, `show` and
///   `diff` are never used, commits are read with `cat-file --batch`.
/// - `filter.*.smudge` and `clean`: `cat-file` without `--filters` and `ls-files` without
///   `--modified` use none. What `clone` checks out has only the filters of the user's own
///   configuration.
/// - A bare repository hidden inside a project: `safe.bareRepository=explicit`. One that the user
///   names is given by `--git-dir`, which git takes whoever owns it, and asked by `cat-file` and
///   `ls-tree` alone.
/// - An alias never replaces a built-in subcommand.
///
/// Revisions and paths go to git on standard input, not as arguments. `GIT_*` variables are not
/// passed on, except those that only the user's own environment decides; a hook that starts Moat
/// thus cannot redirect it. `safe.directory` stays in force: git refuses a repository of another
/// user, and so do we.
package struct LiveGit: GitRepository {
  let processes: any ProcessRunner
  let files: any FileSystem
  let environment: Environment

  /// Listing a work tree of a million files on a slow disk takes well under this.
  package static let deadline = Duration.seconds(60)
  /// What a listing may be: a hundred thousand matching paths of 300 bytes.
  package static let listingLimit = 32 << 20
  /// What a commit object may be, and replies around a blob: messages are kilobytes, some with
  /// signatures.
  package static let commitLimit = 1 << 20

  package init(processes: any ProcessRunner, files: any FileSystem, environment: Environment) {
    self.processes = processes
    self.files = files
    self.environment = environment
  }

  package func topLevel(of directory: String) async throws(GitFailure) -> String {
    var output = try await git(["-C", directory, "rev-parse", "--show-toplevel"])
    if output.last == 0x0A { output.removeLast() }
    guard let path = String(validating: output, as: UTF8.self) else {
      throw .failed("the path of the work tree is not UTF-8")
    }
    return path
  }

  package func files(
    in directory: String, matching patterns: [String]
  ) async throws(GitFailure) -> GitListing {
    let output = try await git(
      ["-C", directory, "ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--"]
        + patterns.map { ":(glob)\($0)" },
      limit: Self.listingLimit)
    // Every record is a tag, a space and a path; `?` is the tag of an untracked file.
    var files: Set<GitListedFile> = []
    var undecodable: [String] = []
    for record in output.split(separator: 0) where record.count > 2 {
      let path = record.dropFirst(2)
      guard let text = String(validating: path, as: UTF8.self) else {
        undecodable.append(String(decoding: path, as: UTF8.self))
        continue
      }
      // A set: during a merge the index holds one path up to three times.
      files.insert(GitListedFile(path: text, isTracked: record.first != UInt8(ascii: "?")))
    }
    return GitListing(
      files: files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) },
      undecodable: undecodable.sorted())
  }

  package func plainExecutables(in directory: String) async throws(GitFailure) -> [String] {
    let output = try await git(
      [
        "-C", directory, "ls-files", "-z", "--stage", "--", ":(glob)**/*", ":(exclude,glob)**/*.*",
      ], limit: Self.listingLimit)
    // `100755 HASH STAGE`, a tab and the path. During a merge a path may come three times.
    var paths: Set<String> = []
    for record in output.split(separator: 0) where record.starts(with: "100755 ".utf8) {
      guard let tab = record.firstIndex(of: 0x09),
        let path = String(validating: record[(tab + 1)...], as: UTF8.self)
      else { continue }
      paths.insert(path)
    }
    return paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  package func ignored(
    _ paths: [String], in directory: String
  ) async throws(GitFailure) -> Set<String> {
    if paths.isEmpty { return [] }
    let output = try await git(
      ["-C", directory, "check-ignore", "-z", "--stdin"],
      input: paths.flatMap { Array("./\($0)".utf8) + [0] }, limit: Self.listingLimit,
      // 1: none of them is ignored.
      accepting: [0, 1])
    return Set(
      output.split(separator: 0).map { PathText.normalised(String(decoding: $0, as: UTF8.self)) })
  }

  package func isRevision(
    _ revision: String, in directory: String
  ) async throws(GitFailure) -> Bool {
    let commit = try Self.commit(revision)
    let output = try await git(
      ["-C", directory, "cat-file", "--batch-check"], input: Array("\(commit)\n".utf8))
    return CatFileReply.header(output[...])?.type == "commit"
  }

  package func show(
    revision: String, path: String, in directory: String, limit: Int
  ) async throws(GitFailure) -> [UInt8] {
    try await show(revision: revision, path: path, at: ["-C", directory], limit: limit)
  }

  /// - Parameter place: the arguments that say where the repository is.
  func show(
    revision: String, path: String, at place: [String], limit: Int
  ) async throws(GitFailure) -> [UInt8] {
    let commit = try Self.commit(revision)
    guard !path.utf8.contains(where: { $0 == 0 || $0 == 0x0A }) else { throw .refused(path) }
    let output: [UInt8]
    do throws(GitFailure) {
      // The commit too: git says `missing` of a revision and of a path alike.
      output = try await git(
        place + ["cat-file", "--batch"],
        input: Array("\(commit)\n\(revision):\(path)\n".utf8),
        limit: limit + Self.commitLimit)
    } catch .tooLarge {
      throw .tooLarge(limit: limit)
    }
    let first = CatFileReply(output[...])
    guard first.type == "commit" else { throw .unknownRevision(revision) }
    let second = CatFileReply(first.rest)
    guard second.type == "blob" else { throw .noSuchPath(path, revision: revision) }
    guard second.content.count <= limit else { throw .tooLarge(limit: limit) }
    return Array(second.content)
  }

  package func setting(
    _ name: String, in directory: String?
  ) async throws(GitFailure) -> String? {
    guard name.utf8.first != UInt8(ascii: "-"), !name.utf8.contains(0) else { throw .refused(name) }
    let places =
      directory.map { [["-C", $0, "config"]] } ?? [
        ["config", "--global"], ["config", "--system"],
      ]
    for place in places {
      // 1: it is not set, or there is no such file.
      var output = try await git(place + ["-z", "--get", name], accepting: [0, 1])
      if output.last == 0 { output.removeLast() }
      if !output.isEmpty { return String(decoding: output, as: UTF8.self) }
    }
    return nil
  }

  package func head(of directory: String) async throws(GitFailure) -> GitCommit {
    let output = try await git(
      ["-C", directory, "cat-file", "--batch"], input: Array("HEAD^{commit}\n".utf8))
    let reply = CatFileReply(output[...])
    guard reply.type == "commit" else { throw .unknownRevision("HEAD") }
    guard let seconds = reply.committedSeconds else { throw .failed("a commit without a date") }
    return GitCommit(hash: reply.hash, committed: Timestamp(secondsSinceEpoch: seconds))
  }

  package func clone(
    _ url: String, into directory: String, deadline: Duration
  ) async throws(GitFailure) {
    guard !url.utf8.isEmpty, url.utf8.first != UInt8(ascii: "-"), !url.utf8.contains(0) else {
      throw .refused(url)
    }
    let fresh = "\(directory).new-\(getpid())"
    try removing(fresh)
    do throws(GitFailure) {
      _ = try await git(
        [
          "-c", "core.symlinks=false", "clone", "--quiet", "--depth=1", "--single-branch",
          "--no-tags", "--template=", "--no-local", "--end-of-options", url, fresh,
        ],
        deadline: deadline, network: true)
      try replace(directory, with: fresh)
    } catch {
      try? files.remove(fresh)
      throw error
    }
  }

  private func removing(_ path: String) throws(GitFailure) {
    do throws(FileFailure) { try files.remove(path) } catch {
      throw .failed("cannot remove \(path): \(error.message)")
    }
  }

  /// Where the file system cannot swap two folders, the old copy steps aside first: a crash between
  /// the two steps leaves nothing at `directory`, which a reader reports, and never a mixture.
  private func replace(_ directory: String, with fresh: String) throws(GitFailure) {
    let store = LiveStoreFiles()
    let old = "\(directory).old-\(getpid())"
    try removing(old)
    do throws(StoreFailure) {
      if try store.place(fresh, at: directory) { return }
      guard try !store.exchange(fresh, directory) else {
        try store.removeFolder(fresh)
        return
      }
      try store.rename(directory, to: old)
      guard try store.place(fresh, at: directory) else {
        try store.rename(old, to: directory)
        throw .exists
      }
      try store.removeFolder(old)
    } catch {
      throw .failed("cannot put \(directory) in place: \(error.message)")
    }
  }

  /// The commit that `revision` names, as `cat-file` reads it.
  static func commit(_ revision: String) throws(GitFailure) -> String {
    // A colon would turn it into a path, and a line end into a second question.
    guard let first = revision.utf8.first, first != UInt8(ascii: "-"),
      !revision.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: ":") })
    else { throw .refused(revision) }
    return "\(revision)^{commit}"
  }
}
