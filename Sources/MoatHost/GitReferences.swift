package import MoatModel

/// A branch or a tag, with the commit that it leads to.
package struct GitReference: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case branch, tag
  }

  package let kind: Kind
  /// Without `refs/heads/` or `refs/tags/`.
  package let name: String
  /// 40 or 64 hex digits; of an annotated tag the commit behind it.
  package let commit: String
  /// When the commit was made, by its own word; nil where only names were asked for.
  package let committed: Timestamp?

  package init(kind: Kind, name: String, commit: String, committed: Timestamp? = nil) {
    self.kind = kind
    self.name = name
    self.commit = commit
    self.committed = committed
  }
}

/// The branches and tags of a clone.
package struct GitReferences: Hashable, Sendable {
  /// In the order of their full names.
  package let references: [GitReference]
  /// Whether older commits are missing, so that nothing follows from one that is not there.
  package let isShallow: Bool

  package init(references: [GitReference], isShallow: Bool) {
    self.references = references
    self.isShallow = isShallow
  }
}

/// Where a commit belongs in a clone.
package enum GitMembership: Hashable, Sendable {
  /// A branch or a tag leads to it, and when it was made.
  case reachable(Timestamp?)
  /// It is there, and neither a branch nor a tag leads to it: a clone with `refs/pull` holds the
  /// commits that anybody proposed.
  case unreachable(Timestamp?)
  case absent
}
