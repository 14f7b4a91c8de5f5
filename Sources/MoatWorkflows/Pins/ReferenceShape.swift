/// What the text behind the `@` of a `uses:` is, as far as its shape tells.
package enum ReferenceShape: Hashable, Sendable {
  /// A full hash: what runs cannot change.
  case commit(CommitHash)
  /// Hexadecimal digits, too few for a hash: GitHub takes them for the name of a branch or a tag.
  case shortHash
  /// A name that reads as a version.
  case version(VersionTag)
  /// Any other name: a branch, or a tag that nobody can tell from one.
  case name

  /// As few digits as git abbreviates a hash to.
  private static let shortestHash = 7

  package init(_ reference: some StringProtocol) {
    // A tag may be written in full; GitHub takes that too.
    let text = reference.hasPrefix("refs/tags/") ? reference.dropFirst(10) : reference[...]
    if let commit = CommitHash(text) {
      self = .commit(commit)
    } else if let version = VersionTag(text),
      version.text.utf8.count < Self.shortestHash
        || version.numbers.count > 1 || !text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    {
      self = .version(version)
    } else if text.utf8.count >= Self.shortestHash, text.utf8.count < CommitHash.length,
      CommitHash.isHex(text)
    {
      self = .shortHash
    } else {
      self = .name
    }
  }

  package var commit: CommitHash? {
    if case .commit(let commit) = self { commit } else { nil }
  }
}
