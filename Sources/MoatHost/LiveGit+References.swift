internal import MoatModel

extension LiveGit {
  /// What a list of references may be: a hundred thousand of 300 bytes.
  private static let referencesLimit = 32 << 20
  /// A list of names takes a server a second or two.
  package static let listingDeadline = Duration.seconds(60)
  private static let heads = "refs/heads/"
  private static let tags = "refs/tags/"
  /// Where a clone that is no mirror keeps the branches of the repository that it was made from.
  private static let remotes = "refs/remotes/"

  package func references(inClone directory: String) async throws(GitFailure) -> GitReferences {
    let place = try place(ofClone: directory)
    let shallow = try await git(place + ["rev-parse", "--is-shallow-repository"])
    let format =
      "%(refname)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)"
      + "%00%(committerdate:unix)%00%(*committerdate:unix)"
    let output = try await git(
      place + ["for-each-ref", "--format=\(format)", Self.heads, Self.tags, Self.remotes],
      limit: Self.referencesLimit)
    var references: [GitReference] = []
    for line in output.split(separator: 0x0A) {
      let fields = line.split(separator: 0, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      guard fields.count == 7, let (kind, name) = Self.reference(fields[0]) else { continue }
      // An annotated tag is an object of its own; what it leads to stands behind it.
      let isPeeled = fields[1] == "tag"
      guard (isPeeled ? fields[3] : fields[1]) == "commit" else { continue }
      references.append(
        GitReference(
          kind: kind, name: name, commit: isPeeled ? fields[4] : fields[2],
          committed: Int(isPeeled ? fields[6] : fields[5]).map(Timestamp.init(secondsSinceEpoch:))))
    }
    return GitReferences(
      references: references, isShallow: shallow.starts(with: "true".utf8))
  }

  package func membership(
    of commit: String, inClone directory: String
  ) async throws(GitFailure) -> GitMembership {
    let place = try place(ofClone: directory)
    let isHash = commit.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard isHash, commit.utf8.count >= 40 else { throw .refused(commit) }
    let output = try await git(
      place + ["cat-file", "--batch"], input: Array("\(commit)\n".utf8))
    let reply = CatFileReply(output[...])
    guard reply.type == "commit" else { return .absent }
    let moment = reply.committedSeconds.map(Timestamp.init(secondsSinceEpoch:))
    // The hash is an argument, and a hash it is.
    let holders = try await git(
      place + [
        "for-each-ref", "--count=1", "--contains=\(commit)", "--format=%(refname)", Self.heads,
        Self.tags, Self.remotes,
      ],
      limit: Self.referencesLimit)
    return holders.isEmpty ? .unreachable(moment) : .reachable(moment)
  }

  package func references(
    at url: String, deadline: Duration
  ) async throws(GitFailure) -> [GitReference] {
    guard !url.utf8.isEmpty, url.utf8.first != UInt8(ascii: "-"), !url.utf8.contains(0) else {
      throw .refused(url)
    }
    let output = try await git(
      ["ls-remote", "--quiet", "--heads", "--tags", "--end-of-options", url],
      limit: Self.referencesLimit, deadline: deadline, network: true)
    var commits: [String: (kind: GitReference.Kind, name: String, commit: String)] = [:]
    var order: [String] = []
    for line in output.split(separator: 0x0A) {
      let fields = line.split(separator: 0x09).map { String(decoding: $0, as: UTF8.self) }
      guard fields.count == 2 else { continue }
      // `refs/tags/v1^{}` is what the annotated tag in the line above leads to.
      let isPeeled = fields[1].hasSuffix("^{}")
      let full = isPeeled ? String(fields[1].dropLast(3)) : fields[1]
      guard let (kind, name) = Self.reference(full) else { continue }
      if commits[full] == nil { order.append(full) }
      if isPeeled || commits[full] == nil { commits[full] = (kind, name, fields[0]) }
    }
    return order.compactMap { commits[$0] }.map {
      GitReference(kind: $0.kind, name: $0.name, commit: $0.commit)
    }
  }

  private static func reference(_ full: String) -> (GitReference.Kind, String)? {
    if full.hasPrefix(heads) { return (.branch, String(full.dropFirst(heads.utf8.count))) }
    if full.hasPrefix(tags) { return (.tag, String(full.dropFirst(tags.utf8.count))) }
    guard full.hasPrefix(remotes) else { return nil }
    // `refs/remotes/origin/main`: the name of the remote is the user's.
    let parts = full.dropFirst(remotes.utf8.count).split(separator: "/", maxSplits: 1)
    guard parts.count == 2, parts[1] != "HEAD" else { return nil }
    return (.branch, String(parts[1]))
  }

  /// The arguments that say where a clone is: a bare one, as mirrors are, must be named as such.
  func place(ofClone directory: String) throws(GitFailure) -> [String] {
    guard PathText.isAbsolute(directory) else { throw .refused(directory) }
    do throws(FileFailure) {
      if try files.kind(of: PathText.join(directory, ".git"), followingLinks: true) != nil {
        return ["-C", directory]
      }
      let head = try files.kind(of: PathText.join(directory, "HEAD"), followingLinks: true)
      let objects = try files.kind(of: PathText.join(directory, "objects"), followingLinks: true)
      if head == .regular, objects == .directory { return ["--git-dir=\(directory)"] }
    } catch {
      throw .failed(error.message)
    }
    throw .notARepository
  }
}
