package import MoatModel

/// What is known of the repositories that actions come from: their tags, and where single commits
/// belong. It comes from recorded pins, from clones on this machine, or from the network.
package struct PinEvidence: Sendable {
  /// Nothing was recorded and no clone was named.
  package static let none = PinEvidence([:], isAskedFor: false)

  private let repositories: [ActionRepository: Evidence<KnownRepository>]
  /// Whether there is a record, or folders of clones, so that what they lack is worth a word.
  package let isAskedFor: Bool

  package init(
    _ repositories: [ActionRepository: Evidence<KnownRepository>], isAskedFor: Bool = true
  ) {
    self.repositories = repositories
    self.isAskedFor = isAskedFor
  }

  package subscript(repository: ActionRepository) -> Evidence<KnownRepository> {
    repositories[repository] ?? .unavailable("`\(repository)` is neither recorded nor cloned")
  }

  /// Every repository of which something is known, in order.
  package var known: [KnownRepository] {
    repositories.values.compactMap(\.value).sorted { $0.repository < $1.repository }
  }
}

/// One repository as somebody saw it.
package struct KnownRepository: Hashable, Sendable {
  package let repository: ActionRepository
  /// The commit that each tag leads to, annotated tags followed.
  package let tags: [String: CommitHash]
  /// The commit at the end of each branch; empty where branches were not looked at.
  package let branches: [String: CommitHash]
  /// Whether `tags` are all there were; in a record of single pins they are not.
  package let listsEveryTag: Bool
  /// Commits that were looked up, and whether a branch or a tag holds them.
  package let membership: [CommitHash: Membership]
  /// When commits were made, by their own word.
  package let committed: [CommitHash: Day]
  /// The day on which all this was so; nil where it is not known.
  package let asOf: Day?
  /// Where it comes from, in words: `moat-pins.toml`, `the clone at ../mirrors/actions/checkout`.
  package let origin: String

  package enum Membership: Hashable, Sendable {
    /// A branch or a tag of the repository leads to it.
    case member
    /// It is there, and neither a branch nor a tag leads to it.
    case outsider
    /// It is not there: newer than the evidence, or of another repository.
    case absent
  }

  package init(
    repository: ActionRepository, tags: [String: CommitHash],
    branches: [String: CommitHash] = [:], listsEveryTag: Bool,
    membership: [CommitHash: Membership] = [:], committed: [CommitHash: Day] = [:],
    asOf: Day? = nil, origin: String
  ) {
    self.repository = repository
    self.tags = tags
    self.branches = branches
    self.listsEveryTag = listsEveryTag
    self.membership = membership
    self.committed = committed
    self.asOf = asOf
    self.origin = origin
  }

  /// Whether a branch or a tag holds the commit; a commit that a tag leads to is a member whether it
  /// was looked up or not.
  package func membership(of commit: CommitHash) -> Membership? {
    if tags.values.contains(commit) || branches.values.contains(commit) { return .member }
    return membership[commit]
  }

  /// The commit behind a name as `uses:` takes it: a tag before a branch of the same name.
  package func commit(of name: String) -> CommitHash? { tags[name] ?? branches[name] }

  /// The tags at a commit that read as versions, the fullest and highest first.
  package func versions(at commit: CommitHash) -> [VersionTag] {
    tags.lazy.filter { $0.value == commit }.compactMap { VersionTag($0.key) }.sorted {
      left, right in
      left.numbers.count == right.numbers.count
        ? left > right : left.numbers.count > right.numbers.count
    }
  }

  /// The name to write beside a commit: the fullest version, else the only tag there is.
  package func label(of commit: CommitHash) -> String? {
    versions(at: commit).first?.text
      ?? tags.lazy.filter { $0.value == commit }.map(\.key).min()
  }

  /// The highest release with three numbers, and its commit.
  package var newestRelease: (version: VersionTag, commit: CommitHash)? {
    var newest: (version: VersionTag, commit: CommitHash)?
    for (name, commit) in tags {
      guard let version = VersionTag(name), version.preRelease == nil, version.isFull else {
        continue
      }
      if let known = newest?.version, version < known { continue }
      newest = (version, commit)
    }
    return newest
  }
}
